#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Veldboek authors
# SPDX-License-Identifier: EUPL-1.2
# applies.sh ROOT [FOLDER]: every patch of FOLDER (ROOT/tests/mutants) is what ./dev mutants can use:
# its first line is a sentence, the second the one line "Check: PROGRAM ARGUMENTS" with a program that
# the build knows, and it applies to ROOT. Nothing is changed. A folder without patches does not pass.
set -eu
root=${1:?applies.sh ROOT [FOLDER]}
folder=${2:-$root/tests/mutants}

# What is wrong with one; nothing if it is sound.
complaint() {
    sentence=$(head -n 1 "$1")
    case $sentence in
    [A-Z]*.) ;;
    *) echo "its first line is no sentence" && return ;;
    esac
    check=$(sed -n '2s/^Check: //p' "$1")
    [ -n "$check" ] || { echo "its second line is no Check" && return; }
    [ "$(grep -c '^Check: ' "$1")" -eq 1 ] || { echo "it has more than one Check" && return; }
    program=${check%% *}
    grep -rqE "(vb_test|vb_program|add_executable)\($program( |\$)" --include=CMakeLists.txt \
        "$root/tests" || { echo "no CMakeLists.txt makes $program" && return; }
    grep -q '^+++ b/' "$1" || { echo "it has no difference" && return; }
    why=$(patch -d "$root" -p1 --dry-run --force <"$1" 2>&1) ||
        echo "it does not apply: $(echo "$why" | tr '\n' ' ')"
}

seen=0
wrong=0
for patch in "$folder"/*.patch; do
    [ -f "$patch" ] || continue
    seen=$((seen + 1))
    why=$(complaint "$patch")
    [ -z "$why" ] && continue
    echo "${patch##*/}: $why"
    wrong=$((wrong + 1))
done
[ "$seen" -gt 0 ] || { echo "applies.sh: no patch in $folder"; exit 2; }
echo "applies.sh: $((seen - wrong)) of $seen mutants can be planted"
[ "$wrong" -eq 0 ]
