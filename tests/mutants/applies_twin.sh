#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Veldboek authors
# SPDX-License-Identifier: EUPL-1.2
# applies_twin.sh ROOT: what applies.sh is for is what it finds. Each patch that is spoilt in one way
# must be named with that reason, and the one that was left alone must not.
set -eu
root=${1:?applies_twin.sh ROOT}
here=$root/tests/mutants
sound=$here/clock-not-monotone.patch
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

cp "$sound" "$folder/sound.patch"
sed '1s/.*/Check: test_base/' "$sound" >"$folder/no-sentence.patch"
sed '2d' "$sound" >"$folder/no-check.patch"
sed '2p' "$sound" >"$folder/two-checks.patch"
sed '2s/.*/Check: test_nothing/' "$sound" >"$folder/no-program.patch"
sed '3,$d' "$sound" >"$folder/no-difference.patch"
sed 's/^-\(.*[a-z]\)/-\1 that is not there/' "$sound" >"$folder/elsewhere.patch"

status=0
said=$(sh "$here/applies.sh" "$root" "$folder") || status=$?
[ "$status" -eq 1 ] || { echo "applies_twin.sh: status $status; $said"; exit 1; }
expect() {
    echo "$said" | grep -q "^$1.patch: $2" || { echo "applies_twin.sh: $1 was not noticed: $said"; exit 1; }
}
expect no-sentence 'its first line is no sentence'
expect no-check 'its second line is no Check'
expect two-checks 'it has more than one Check'
expect no-program 'no CMakeLists.txt makes test_nothing'
expect no-difference 'it has no difference'
expect elsewhere 'it does not apply'
if echo "$said" | grep -q '^sound.patch'; then
    echo "applies_twin.sh: the sound one is accused: $said"
    exit 1
fi
rm -f "$folder"/*
if sh "$here/applies.sh" "$root" "$folder" >/dev/null; then
    echo "applies_twin.sh: a folder without patches passes"
    exit 1
fi
echo "applies_twin.sh: six spoilt mutants were noticed"
