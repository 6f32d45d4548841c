#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Veldboek authors
# SPDX-License-Identifier: EUPL-1.2
"""Judges a history of the simulator without any code of the product.

    judge_history.py HISTORY...                        judges files
    judge_history.py --run veldboek-sim --schema docs/testing.md SEED[:FAULTS]...
                                                       runs seeds and judges what they wrote
    judge_history.py --self-test                       that it notices what it is there for

No phantom: a replica shows only what somebody has tried to say. No lost write: what was
acknowledged somebody shows in the end, unless a line says what became of it. Convergence: what is
accepted is the same in the last view of everybody who has any of the record. Kinds and fields of
lines are held against the table in docs/testing.md. Exit status 1 when something is wrong.
"""
import json
import os
import re
import subprocess
import sys
import tempfile

# A hub that shows two logs, or goes back without a word, parts its readers for good.
PARTED = {"splitView"}
# Where more than the lines say decides what is left: whoever left has erased it, what a hub refused
# only its author shows, what was purged or moved is gone with whatever was said about it.
EXCUSED = {"membership", "transfers", "liar", "purges", "moves", "restores", "clones", "splitView",
           "withholds", "falseTime", "forCause", "endedDevices", "granters"}
ACTS = ("save", "resolve", "move", "withdraw")


def schema_of(path):
    """Kind -> (fields, {list field: fields of its items}) as the documented table has them."""
    schema = {}
    with open(path, encoding="utf-8") as text:
        rows = [line for line in text if re.match(r"\| `", line)]
    for row in rows:
        cells = row.split("|")
        if len(cells) < 4:
            continue
        kinds = re.findall(r"`([^`]+)`", cells[1])
        fields = cells[2]
        inner = {name: set(re.findall(r"`([^`]+)`", items))
                 for name, items in re.findall(r"`(\w+)` \(((?:`\w+`(?:, )?)+)\)", fields)}
        names = set(re.findall(r"`([^`]+)`", re.sub(r"\([^)]*\)", "", fields)))
        for kind in kinds:
            if fields.strip() in ("as `save`", "likewise"):
                schema[kind] = schema["save"]
            else:
                schema[kind] = (names, inner)
    return schema


class Judge:
    def __init__(self, lines):
        self.lines = lines
        self.wrong = []
        self.faults = set(lines[0].get("faults", "").split())
        self.first_name = {}    # of what was sealed anew: the name it had at first
        self.said = {}          # first name -> line of an acknowledged act
        self.loose = set()      # (record, field, value) whose outcome nobody knows
        self.invoked = set()    # (field, value) of anything, for what was moved
        self.decided = set()    # first names of versions that a line took back
        self.purged = set()     # records
        self.gone = set()       # changesets lost with a disk
        self.views = {}         # (replica, record) -> versions

    def say(self, what):
        self.wrong.append(what)

    def root(self, changeset):
        while changeset in self.first_name:
            changeset = self.first_name[changeset]
        return changeset

    def held_against(self, schema):
        for line in self.lines:
            kind = line.get("kind")
            if kind not in schema:
                self.say(f"no such kind: {kind}")
                continue
            names, inner = schema[kind]
            have = set(line) - {"at", "kind"}
            if have != names:
                self.say(f"{kind} has {sorted(have)}, not {sorted(names)}")
            for field, of_items in inner.items():
                for item in line.get(field, []):
                    if set(item) != of_items:
                        self.say(f"{kind}.{field} has {sorted(item)}, not {sorted(of_items)}")
        return self

    def read(self):
        pending = {}
        # Names first: a view may come before the line that says what it was called.
        for line in self.lines:
            if line["kind"] == "rename":
                self.first_name[line["to"]] = line["changeset"]
        for line in self.lines:
            kind = line["kind"]
            if kind == "invoke":
                pending[line["invocation"]] = line
                for operation in line["operations"]:
                    for value in operation["values"]:
                        self.invoked.add((operation["field"], json.dumps(value)))
            elif kind in ("ok", "fail", "unknown"):
                act = pending.pop(line["invocation"], None)
                if act is None:
                    self.say(f"{kind} of {line['invocation']}, which nobody invoked")
                elif kind == "unknown":
                    for operation in act["operations"]:
                        for value in operation["values"]:
                            self.loose.add((act["record"], operation["field"], json.dumps(value)))
            elif kind in ACTS:
                self.said[self.root(line["changeset"])] = line
                for operation in line["operations"]:
                    if kind in ("withdraw", "move"):
                        self.decided.update(self.root(id.split(".")[0])
                                            for id in operation["observed"])
            elif kind == "purge":
                self.purged.add(line["record"])
            elif kind == "lost":
                self.gone.add(self.root(line["changeset"]))
            elif kind in ("restore", "swap", "erase"):
                self.forget(line["replica"])
            elif kind == "saw":
                self.views[(line["replica"], line["record"])] = line["versions"]
                self.no_phantom(line)
            elif kind == "violation":
                self.say("the run itself found: " + line["what"])
        for invocation in pending:
            self.say(f"nobody says what became of {invocation}")
        return self

    def forget(self, replica):
        for key in [key for key in self.views if key[0] == replica]:
            del self.views[key]

    def no_phantom(self, line):
        for version in line["versions"]:
            changeset, _, operation, item = version["id"].split(".")
            value = json.dumps(version["value"])
            act = self.said.get(self.root(changeset))
            if act is not None:
                operations = act["operations"]
                told = operations[int(operation)] if int(operation) < len(operations) else None
                values = [json.dumps(one) for one in told["values"]] if told else []
                if (act["record"] == line["record"] and told and told["field"] == version["field"]
                        and int(item) < len(values) and values[int(item)] == value):
                    continue
                self.say(f"{line['replica']} shows {version['id'][:8]} otherwise than it was said")
            elif (line["record"], version["field"], value) in self.loose:
                continue
            elif "moves" in self.faults and (version["field"], value) in self.invoked:
                continue  # devices say some moves after each other by themselves
            else:
                self.say(f"{line['replica']} shows {version['id'][:8]} = {value}, which nobody said")

    def nothing_lost(self):
        shown = set()
        for versions in self.views.values():
            shown.update(self.root(version["id"].split(".")[0]) for version in versions)
        if self.faults & EXCUSED or any(line["kind"] == "rewrite" for line in self.lines):
            return self
        for name, act in self.said.items():
            says_values = any(operation["values"] for operation in act["operations"])
            if (says_values and name not in shown and name not in self.gone
                    and name not in self.decided and act["record"] not in self.purged):
                self.say(f"{name[:8]} of {act['replica']} was acknowledged and nobody shows it")
        return self

    def all_equal(self):
        if self.faults & PARTED or any(line["kind"] == "rewrite" for line in self.lines):
            return self
        of_record = {}
        for (replica, record), versions in self.views.items():
            accepted = {(version["id"], version["field"], json.dumps(version["value"]))
                        for version in versions if version["accepted"]}
            if accepted:
                of_record.setdefault(record, []).append((replica, accepted))
        for record, views in of_record.items():
            for replica, accepted in views[1:]:
                if accepted != views[0][1]:
                    self.say(f"{replica} and {views[0][0]} end with other versions of {record[:8]}")
        return self


def judge(path, schema):
    with open(path, encoding="utf-8") as text:
        lines = [json.loads(line) for line in text]
    if not lines:
        return ["an empty history"]
    judge = Judge(lines)
    if schema:
        judge.held_against(schema)
    return judge.read().nothing_lost().all_equal().wrong


def self_test():
    """A sound history, and one for every mistake: only the first may pass."""
    def version(changeset, value, accepted=True):
        return {"id": f"{changeset}.0.0.0", "field": 1, "value": value, "status": "in-force",
                "observed": [], "accepted": accepted}

    def history(faults="kills"):
        operations = [{"field": 1, "values": ["een"], "observed": []}]
        return [{"kind": "start", "faults": faults},
                {"kind": "invoke", "invocation": 1, "act": "save", "record": "r",
                 "operations": operations},
                {"kind": "ok", "invocation": 1, "changesets": ["c"]},
                {"kind": "save", "replica": "A", "changeset": "c", "record": "r",
                 "operations": operations},
                {"kind": "saw", "replica": "A", "record": "r", "versions": [version("c", "een")]},
                {"kind": "saw", "replica": "B", "record": "r", "versions": [version("c", "een")]}]

    def saw(replica, *versions):
        return {"kind": "saw", "replica": replica, "record": "r", "versions": list(versions)}

    failing = {
        "a phantom": history() + [saw(name, version("c", "een"), version("d", "twee"))
                                  for name in "AB"],
        "another value": history() + [saw(name, version("c", "twee")) for name in "AB"],
        "a lost write": history() + [saw("A"), saw("B")],
        "views that differ": history() + [saw("B", version("c", "een"),
                                              version("c", "een") | {"id": "c.0.0.1"})],
        "no outcome": history() + [{"kind": "invoke", "invocation": 2, "operations": []}],
        "a violation": history() + [{"kind": "violation", "what": "x"}],
    }
    def wrong(lines):
        return Judge(lines).read().nothing_lost().all_equal().wrong
    missed = [name for name, lines in failing.items() if not wrong(lines)]
    missed += ["a sound one"] if wrong(history()) else []
    print("missed: " + ", ".join(missed) if missed else "every mistake is noticed")
    return 1 if missed else 0


def main(args):
    if args == ["--self-test"]:
        return self_test()
    program = schema = None
    while args and args[0] in ("--run", "--schema"):
        if args[0] == "--run":
            program = args[1]
        else:
            schema = schema_of(args[1])
        args = args[2:]
    if not args:
        sys.exit(__doc__)
    failed = False
    with tempfile.TemporaryDirectory() as place:
        for one in args:
            path = one
            if program:
                seed, _, faults = one.partition(":")
                path = os.path.join(place, seed + ".jsonl")
                call = [program, "--seed", seed, "--history", path]
                subprocess.run(call + (["--faults", faults] if faults else []), check=True,
                               stdout=subprocess.DEVNULL)
            wrong = judge(path, schema)
            print(f"{one}: {'sound' if not wrong else str(len(wrong)) + ' wrong'}")
            for what in wrong[:20]:
                print("  " + what)
            failed = failed or bool(wrong)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
