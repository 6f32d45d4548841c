#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Veldboek authors
# SPDX-License-Identifier: EUPL-1.2
# links.sh ROOT: every relative link in the Markdown files below ROOT leads to a file that is there
# and, where it names a heading, to one of that file. Counts what it followed: a script that sees no
# links does not pass.
set -eu

root=${1:?links.sh ROOT}
cd "$root"
found=$(mktemp)
trap 'rm -f "$found"' EXIT

# "file:target" for each link, code blocks and code spans left out.
find . -name '*.md' -not -path './build/*' -not -path './.git/*' | sort | while read -r file; do
    awk -v file="$file" '
        /^[ ]*```/ { fenced = !fenced; next }
        fenced { next }
        {
            gsub(/`[^`]*`/, "")
            while (match($0, /\]\([^) ]+\)/)) {
                print file ":" substr($0, RSTART + 2, RLENGTH - 3)
                $0 = substr($0, RSTART + RLENGTH)
            }
        }' "$file"
done > "$found"

# The anchors of a file: its headings in lower case, spaces to dashes, other signs gone.
anchors() {
    sed -n 's/^#\{1,6\} *//p' "$1" | tr '[:upper:]' '[:lower:]' | sed 's/[^a-z0-9 _-]//g; s/ /-/g'
}

followed=0
broken=0
while IFS=: read -r file target; do
    case $target in
    http://* | https://* | mailto:*) continue ;;
    esac
    followed=$((followed + 1))
    path=${target%%#*}
    if [ -z "$path" ]; then
        path=$file
    else
        path=$(dirname "$file")/$path
    fi
    if [ ! -e "$path" ]; then
        echo "$file: $target is not there"
        broken=$((broken + 1))
        continue
    fi
    case $target in
    *#*)
        if ! anchors "$path" | grep -Fxq -- "${target#*#}"; then
            echo "$file: $target names no heading"
            broken=$((broken + 1))
        fi
        ;;
    esac
done < "$found"

[ "$followed" -ge 20 ] || { echo "links.sh: only $followed links found below $root"; exit 2; }
[ "$broken" -eq 0 ] && echo "links.sh: $followed relative links lead somewhere"
[ "$broken" -eq 0 ]
