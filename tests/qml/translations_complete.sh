#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Veldboek authors
# SPDX-License-Identifier: EUPL-1.2
# usage: translations_complete.sh LUPDATE ROOT
# Brings a copy of the Dutch texts up to date with the sources and fails when anything in it is then
# unfinished, gone or new.
set -eu
lupdate=$1
root=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$root/client/translations/veldboek_nl.ts" "$work/nl.ts"
cd "$root"
"$lupdate" client/app client/viewmodels client/platform qml -ts "$work/nl.ts" -target-language nl_NL \
    -locations none >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
if grep -n -B 2 'type="unfinished"\|type="vanished"\|type="obsolete"' "$work/nl.ts"; then
    echo "translations: the texts above have no Dutch; run ./dev translations and fill them in" >&2
    exit 1
fi
count=$(grep -c '<message' "$work/nl.ts")
[ "$count" -gt 200 ] || { echo "translations: only $count texts found" >&2; exit 1; }
echo "$count texts, all in Dutch"
