#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Veldboek authors
# SPDX-License-Identifier: EUPL-1.2
# symbols.sh RULE FILE... : what the symbols of archives and programs may be.
#   no-opening   none can open or seal: no libsodium primitive for it, no function of ours (I-4)
#   has-opening  every one can: shows that the rule above has eyes
#   no-seeding   none can replace the system's randomness (I-11)
#   has-seeding  every one can
set -eu

rule=$1
shift
[ $# -gt 0 ] || { echo "symbols.sh: no file given"; exit 2; }

opening='(^|[^A-Za-z0-9_])(crypto_(aead|auth|box|kdf|kx|onetimeauth|pwhash|scalarmult|secretbox|secretstream|shorthash|stream)(_|$)|crypto_sign(_ed25519)?_(pk|sk)_to_curve25519|vb::crypto::(seal|open|hashPassphrase|StreamSealer|StreamOpener|KeyFile::|BoxKeyPair))'
seeding='randombytes_(set_implementation|buf_deterministic)'

# Both tables: a stripped program has only the dynamic one, an archive only the other. A file that
# nm cannot read must not count as a file without symbols.
symbols_of() {
    { nm -C "$1" 2>/dev/null || true; nm -CD "$1" 2>/dev/null || true; } > "$listing"
    [ -s "$listing" ] || { echo "symbols.sh: $1 has no symbols to judge"; exit 2; }
}

listing=$(mktemp)
trap 'rm -f "$listing"' EXIT
failed=0
for file in "$@"; do
    symbols_of "$file"
    case $rule in
    no-opening | has-opening) found=$(grep -E "$opening" "$listing" | sort -u || true) ;;
    no-seeding | has-seeding) found=$(grep -E "$seeding" "$listing" | sort -u || true) ;;
    *) echo "symbols.sh: unknown rule $rule"; exit 2 ;;
    esac
    case $rule in
    no-*) [ -z "$found" ] || { printf '%s: breaks %s:\n%s\n' "$file" "$rule" "$found"; failed=1; } ;;
    has-*) [ -n "$found" ] || { printf '%s: %s expected, nothing found\n' "$file" "$rule"; failed=1; } ;;
    esac
done
[ $failed -eq 0 ] && echo "symbols.sh: $rule holds for $# files"
exit $failed
