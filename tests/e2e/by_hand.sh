#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Veldboek authors
# SPDX-License-Identifier: EUPL-1.2
# Runs the README's commands for a hub and two devices exactly as they stand there, then every other
# command of veldboekctl once on what they made, and the exit codes that --help promises.
# usage: by_hand.sh DIRECTORY-OF-PROGRAMS README
set -eu
programs=$(cd "$1" && pwd)
readme=$(readlink -f "$2")
dir=$(mktemp -d)
jobs_started=
finish() {
    for pid in $jobs_started; do kill "$pid" 2>/dev/null || true; done
    wait
    rm -rf "$dir"
}
trap finish EXIT
cd "$dir"
printf 'drie losse woorden\n' > ww.txt
printf 'in de kluis ermee\n' > herstel.txt

complain() {
    echo "by_hand: $*" >&2
    for log in ./*.log; do [ -e "$log" ] && { echo "--- $log" >&2; cat "$log" >&2; }; done
    exit 1
}

# The README lets people type their passphrase; here it comes from a file.
PATH=$programs:$PATH
veldboekctl() {
    if [ "${1:-}" = house ]; then
        "$programs/veldboekctl" --passphrase-file ww.txt "$@" --recovery-file herstel.txt
    else
        "$programs/veldboekctl" --passphrase-file ww.txt "$@"
    fi
}

wait_for() { # FILE TEXT
    tries=0
    until grep -q "$2" "$1" 2>/dev/null; do
        tries=$((tries + 1))
        [ "$tries" -lt 1200 ] || complain "$1 never said: $2"
        sleep 0.1
    done
}

# Below what the system gives to whoever asks for any port, as other tests do meanwhile.
port=$((10000 + $$ % 20000))
awk '/^<!-- by hand -->/ { on = 1; next } on && /^```/ { fence++; if (fence == 2) exit; next }
     on && fence == 1 { if (sub(/\\$/, "")) { printf "%s", $0 } else print }' "$readme" |
    sed "s/8443/$port/g" > commands
[ -s commands ] || complain "no commands in $readme"
count=0
waiting=
while IFS= read -r command; do
    case $command in '' | '#'*) continue ;; esac
    count=$((count + 1))
    case $command in
        *--listen*)
            (eval "exec $command") > hub.log 2>&1 &
            jobs_started="$jobs_started $!"
            wait_for hub.log listening
            ;;
        *--wait*)
            (eval "$command") > "wait$count.log" 2>&1 &
            waiting="$waiting $!"
            wait_for "wait$count.log" "ligt bij de hub"
            ;;
        *) eval "$command" > "command$count.log" 2>> "command$count.log" || complain "$command" ;;
    esac
done < commands
[ "$count" -lt 10 ] || complain "$count commands: promised are fewer than ten"
for pid in $waiting; do wait "$pid" || complain "a device was not enrolled"; done
echo "$count commands: a hub, an office and two devices"

# ---- Every other command

must() { # EXIT-CODE COMMAND...: and what it says goes to said.log
    expected=$1
    shift
    status=0
    "$@" > said.log 2>&1 || status=$?
    [ "$status" -eq "$expected" ] || complain "exit code $status instead of $expected: $*"
}
says() { grep -q -- "$1" said.log || complain "nothing about: $1"; }

must 0 veldboekctl --store kantoor sync
must 0 veldboekctl --store kantoor device list
says 'Noor Dijkgraaf'
says 'Bram Uitslag'
must 0 veldboekctl --store kantoor case assign --new zaak 'Noor'
case_id=$(sed -n 's/.*casus \([0-9a-f]*\).*/\1/p' said.log | head -1)
must 0 veldboekctl --store kantoor case assign "$case_id" 'Bram'
must 0 veldboekctl --store noor sync
must 0 veldboekctl --store bram sync
must 0 veldboekctl --store noor contact add "$case_id" --soort huisbezoek --uitkomst gesproken \
    --waargenomen 'De gordijnen waren dicht.' --publiek casusteam
must 0 veldboekctl --store noor context add "$case_id" --soort melding --onderwerp Overlast \
    --tekst 'Muziek in de nacht.' --bronsoort omwonende --publiek casusteam
must 0 veldboekctl --store kantoor generate --volume demo --assign Noor
must 0 veldboekctl --store noor sync
must 0 veldboekctl --store noor generate --volume demo --seed 7
must 0 veldboekctl --store noor case list
full_case=$(grep -v 'nog niets' said.log | sed -n 's/^\([0-9a-f]*\) .*/\1/p' | head -1)
must 0 veldboekctl --store noor safety add "$full_case" --soort dier --niveau let_op
must 0 veldboekctl --store noor case show "$full_case"
says '! Let op'
# Somebody else's action is not hers to finish; one of them is.
sed -n 's/^Actie \[\([0-9a-f]*\)\].*/\1/p' said.log > actions
is_finished=no
while read -r action; do
    veldboekctl --store noor action set "$full_case" "$action" --status uitgevoerd \
        --bewijs 'Gezien bij het bezoek.' > said.log 2>&1 && is_finished=yes && break
done < actions
[ "$is_finished" = yes ] || complain "no action could be finished"
must 0 veldboekctl --store noor status
says 'verstuurd'
must 0 veldboekctl --store noor sync
must 0 veldboekctl --store bram sync
must 0 veldboekctl --store kantoor sync
must 0 veldboekctl --store bram sync
must 0 veldboekctl --store bram case list
must 0 veldboekctl --store bram case show "$case_id"
says 'De gordijnen waren dicht.'
must 0 veldboekctl --store bram search gordij
says "$(printf '%s' "$case_id" | cut -c1-4)"
must 0 veldboekctl --store bram conflicts list
must 0 veldboekctl --store bram dump "$case_id"
cp said.log bram.dump
must 0 veldboekctl --store noor dump "$case_id"
cmp -s said.log bram.dump || complain "two devices differ"
must 0 veldboekctl --store noor context add "$case_id" --soort melding --onderwerp Vergissing \
    --tekst 'Dit hoort bij een ander.' --bronsoort omwonende --publiek casusteam
record=$(sed -n 's/.*\[\([0-9a-f]*\)\].*/\1/p' said.log | head -1)
must 0 veldboekctl --store noor sync
must 0 veldboekctl --store bram sync
must 0 veldboekctl --store bram search vergissing
says "$(printf '%s' "$case_id" | cut -c1-4)"
must 0 veldboekctl --store noor entry withdraw "$case_id" "$record" --reden 'Verkeerde casus.'
must 0 veldboekctl --store noor sync
must 0 veldboekctl --store bram sync
must 0 veldboekctl --store bram dump --full "$case_id"
says 'Verkeerde casus.'
if grep -q 'hoort bij een ander' said.log; then complain "withdrawn and still there"; fi
must 0 veldboekctl --store kantoor case assign --new weg 'Noor'
gone_case=$(sed -n 's/.*casus \([0-9a-f]*\).*/\1/p' said.log | head -1)
must 0 veldboekctl --store noor sync
must 0 veldboekctl --store noor contact add "$gone_case" --soort huisbezoek --uitkomst gesproken \
    --waargenomen 'Dit wordt vernietigd.' --publiek casusteam
must 0 veldboekctl --store noor sync
must 0 veldboekctl --store noor dump --full "$gone_case"
says 'wordt vernietigd'
must 7 veldboekctl --store kantoor case purge "$gone_case"
must 0 veldboekctl --store kantoor case purge "$gone_case" --definitief
must 0 veldboekctl --store noor sync
must 0 veldboekctl --store noor dump --full "$gone_case"
if grep -q 'wordt vernietigd' said.log; then complain "purged and still there"; fi
must 0 veldboekctl --store kantoor case assign --new over 'Noor'
handed=$(sed -n 's/.*casus \([0-9a-f]*\).*/\1/p' said.log | head -1)
must 0 veldboekctl --store noor sync
must 0 veldboekctl --store noor contact add "$handed" --soort huisbezoek --uitkomst gesproken \
    --waargenomen 'Hierna gaat Bram verder.' --publiek casusteam
must 0 veldboekctl --store noor sync
must 0 veldboekctl --store kantoor sync
must 8 veldboekctl --store kantoor case transfer "$handed" Bram Noor
must 0 veldboekctl --store kantoor case transfer "$handed" Noor Bram
must 0 veldboekctl --store noor sync
must 0 veldboekctl --store bram sync
must 0 veldboekctl --store bram case show "$handed"
says 'Hierna gaat Bram verder.'
must 0 veldboekctl --store noor case show "$handed"
must 0 veldboekctl --store bram verify
must 0 veldboekctl --store bram --json status
says '^{.*}$'
for command in '' house 'house init' device 'device invite' 'device enrol' 'device approve' \
    'device list' 'device revoke' case 'case assign' 'case unassign' 'case transfer' 'case purge' 'case list' \
    'case show' import generate 'contact add' 'context add' 'safety add' 'action set' \
    'entry withdraw' search sync status \
    'conflicts list' 'conflicts show' 'conflicts resolve' dump verify demo; do
    # shellcheck disable=SC2086
    must 0 veldboekctl $command --help
done
must 0 veldboekctl --store kantoor case unassign "$case_id" Bram
must 0 veldboekctl --store bram sync
must 8 veldboekctl --store bram case show "$case_id"

# ---- What goes wrong

must 2 veldboekctl --store bram gooi weg
must 2 veldboekctl sync --store bram --gooi
says '^Dit hoort er niet bij: --gooi$'
must 2 veldboekctl conflicts resolve x --store bram
says '^Er ontbreekt iets: --reden$'
must 0 veldboekctl status --store bram
must 2 veldboekctl case list
must 4 veldboekctl --store nergens case list
must 7 veldboekctl --store noor contact add "$case_id" --soort iets --uitkomst gesproken
must 8 veldboekctl --store noor case show ffffffff
printf 'een ander wachtwoord\n' > ww.txt
must 3 veldboekctl --store noor status
printf 'drie losse woorden\n' > ww.txt
for pid in $jobs_started; do kill "$pid"; done
wait
jobs_started=
must 5 veldboekctl --store noor sync
must 0 veldboekctl --store noor status
if grep -rl gordijnen kantoor noor bram hub huis hub.log > leaks; then
    complain "in clear in: $(cat leaks)"
fi
echo "every command of veldboekctl, and the exit codes that --help promises"
