#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Veldboek authors
# SPDX-License-Identifier: EUPL-1.2
# usage: starts.sh VELDBOEK
# The program tells what it is without a screen, refuses what it does not know, and on a folder
# without a store stays open, says nothing on its error output and writes nothing there.
set -eu
program=$1
work=$(mktemp -d)
pid=""
trap '[ -z "$pid" ] || kill "$pid" 2>/dev/null || true; rm -rf "$work"' EXIT
export XDG_CONFIG_HOME="$work/config" XDG_DATA_HOME="$work/data" XDG_CACHE_HOME="$work/cache"
# Where no session set one, Qt says that it chose another; that is not the program's complaint.
export XDG_RUNTIME_DIR="$work/runtime"
mkdir -m 700 "$XDG_RUNTIME_DIR"

fail() {
    echo "starts: $1" >&2
    cat "$work/out" "$work/err" >&2 2>/dev/null || true
    exit 1
}

QT_QPA_PLATFORM=none-such "$program" --help >"$work/out" 2>"$work/err" || fail "--help"
grep -q '^Gebruik: veldboek' "$work/out" || fail "--help does not say how to use it"
grep -q -- "--store MAP" "$work/out" || fail "--help does not name --store"
QT_QPA_PLATFORM=none-such "$program" --version >"$work/out" 2>"$work/err" || fail "--version"
grep -Eq '^veldboek [0-9]+\.[0-9]+\.[0-9]+$' "$work/out" || fail "--version has no version"

code=0
"$program" --passphrase secret >"$work/out" 2>"$work/err" || code=$?
[ "$code" -eq 2 ] || fail "an unknown option ends with $code"
grep -q "De optie ‘passphrase’ bestaat niet" "$work/err" || fail "the unknown option is not named"

mkdir "$work/empty"
"$program" --store "$work/empty" >"$work/out" 2>"$work/err" &
pid=$!
sleep 3
kill -0 "$pid" 2>/dev/null || fail "the program ended on an empty folder"
kill "$pid"
wait "$pid" || true
pid=""
[ ! -s "$work/err" ] || fail "it complains"
[ -z "$(ls -A "$work/empty")" ] || fail "it wrote into a folder that is no store"
echo "veldboek starts"
