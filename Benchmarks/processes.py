#!/usr/bin/env python3
"""Times the real programs over loopback HTTP, and prints a table.

usage: Benchmarks/processes.py FOLDER_OF_RELEASE_PROGRAMS [CASES …] [--conflicts N]

For each size: one laptop makes the cases and sends them; a second one takes them in (first sync), a third changes
1,000 fields; then idle syncs, and the commands that people wait for, each the median of seven. With --conflicts, two
laptops write different values into the same N fields, and the server is asked about the conflicts while it runs.
"""
import json
import os
import pathlib
import random
import resource
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time

FIELDS = 38
WORDS = "gesprek huis werk plan zorg gezin school termijn melding doel risico actie bezoek intake overleg".split()


def schema():
    lines = ["schema: bench", "version: 1", "kinds:", "  case:", "    fields:"]
    lines += ["      person.familyName: { type: text, policy: queue }"]
    lines += [f"      f{i:02}: {{ type: text, policy: queue }}" for i in range(FIELDS)]
    return "\n".join(lines) + "\n"


def text(dice):
    return " ".join(dice.choice(WORDS) for _ in range(3))


class Relay(threading.Thread):
    """Passes bytes on to the server, and counts them."""

    def __init__(self, port):
        super().__init__(daemon=True)
        self.target, self.count = port, 0
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        self.start()

    def run(self):
        while True:
            client, _ = self.listener.accept()
            server = socket.create_connection(("127.0.0.1", self.target))
            for pair in ((client, server), (server, client)):
                threading.Thread(target=self.pump, args=pair, daemon=True).start()

    def pump(self, source, target):
        try:
            while chunk := source.recv(65536):
                self.count += len(chunk)
                target.sendall(chunk)
            target.shutdown(socket.SHUT_WR)
        except OSError:
            pass


class Programs:
    def __init__(self, folder, work):
        self.sluis, self.server = str(folder / "sluis"), str(folder / "sluis-server")
        self.work, self.data = work, str(work / "office")
        (work / "schema.yaml").write_text(schema(), encoding="utf-8")
        self.office("init", "--schema", str(work / "schema.yaml"))
        self.process = subprocess.Popen(
            [self.server, "serve", "--data", self.data, "--listen", "127.0.0.1:0", "--json"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )
        self.address = json.loads(self.process.stdout.readline())["listening"]
        self.relay = Relay(int(self.address.rpartition(":")[2]))

    def office(self, *arguments):
        done = subprocess.run(
            [self.server, *arguments, "--data", self.data, "--json"], capture_output=True, text=True, check=True
        )
        return json.loads(done.stdout) if done.stdout.strip() else None

    def laptop(self, user, *arguments):
        """Returns the JSON, the seconds and the most memory in MB of one command."""
        environment = dict(os.environ, SLUIS_HOME=str(self.work / user))
        started = time.perf_counter()
        process = subprocess.Popen(
            [self.sluis, *arguments, "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
        )
        out = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - started
        if process.returncode:
            raise SystemExit(f"{arguments}: {process.returncode} {process.stderr.read().decode()}")
        return json.loads(out), seconds, usage.ru_maxrss / 1024

    def enrol(self, user, address=None):
        self.office("user", "add", user, "--role", "coordinator")
        code = self.office("invite", user)["code"]
        self.laptop(user, "enrol", address or self.address, "--code", code)

    def server_memory(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) / 1024

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=60)


def measure(folder, cases):
    dice = random.Random(20261)
    work = pathlib.Path(tempfile.mkdtemp(prefix="sluis-bench-"))
    rows = []

    def row(name, value, must=""):
        rows.append((name, value, must))

    try:
        programs = Programs(folder, work)
        for user, address in (("maker", None), ("reader", programs.relay.address), ("editor", None)):
            programs.enrol(user, address)
        ids = []
        for index in range(cases):
            fields = [f"f{i:02}={text(dice)}" for i in range(FIELDS)]
            made, _, _ = programs.laptop("maker", "case", "new", f"person.familyName=Persoon {index}", *fields)
            ids.append(made["id"])
        _, seconds, memory = programs.laptop("maker", "sync")
        row(f"first send of {cases:,} cases", f"{seconds:.2f} s, {memory:.0f} MB")
        programs.relay.count = 0
        _, seconds, memory = programs.laptop("reader", "sync")
        row(f"first sync of {cases:,} cases", f"{seconds:.2f} s, {programs.relay.count / 1e6:.2f} MB on the wire")
        row("memory of that laptop", f"{memory:.0f} MB", "≤ 150 MB at 10,000")
        programs.laptop("editor", "sync")
        for index in range(100):
            writes = [f"f{i:02}={text(dice)}" for i in dice.sample(range(FIELDS), 10)]
            programs.laptop("editor", "case", "set", ids[index % len(ids)], *writes)
        _, seconds, _ = programs.laptop("editor", "sync")
        row("send 1,000 changed fields", f"{seconds * 1e3:.0f} ms")
        _, seconds, _ = programs.laptop("reader", "sync")
        row("take in 1,000 changed fields", f"{seconds * 1e3:.0f} ms")
        programs.relay.count = 0
        times = [programs.laptop("reader", "sync")[1] for _ in range(7)]
        row("idle sync", f"{statistics.median(times) * 1e3:.0f} ms, {programs.relay.count // 7} bytes", "≤ 2,048 bytes")
        small = "≤ 60 ms at 100, ≤ 100 ms at 10,000"
        commands = [
            ("status", ["status"], small), ("case show", ["case", "show", ids[0]], small),
            ("case set", ["case", "set", ids[0], "f00={}"], small),
            ("visit new", ["visit", "new", ids[0], "--on", "2026-01-05", "--kind", "pi_visit", "--result", "spoken"], small),
            ("case list", ["case", "list"], "≤ 250 ms at 10,000"), ("search", ["search", "Persoon 7"], "≤ 250 ms at 10,000"),
        ]
        for name, arguments, must in commands:
            times = []
            for turn in range(7):
                times.append(programs.laptop("reader", *[a.format(f"turn {turn}") for a in arguments])[1])
            row(name, f"{statistics.median(times) * 1e3:.0f} ms", must)
        row("memory of the server", f"{programs.server_memory():.0f} MB", "≤ 300 MB at 10,000")
        programs.stop()
    finally:
        shutil.rmtree(work, ignore_errors=True)
    print(f"\n### The programs over loopback HTTP, {cases:,} cases of {FIELDS + 1} fields\n")
    print("| | measured | must |\n|---|---|---|")
    for name, value, must in rows:
        print(f"| {name} | {value} | {must} |", flush=True)


def measure_conflicts(folder, count):
    """The queue of a server with many open conflicts: each command over the control socket, the process included."""
    dice = random.Random(20262)
    work = pathlib.Path(tempfile.mkdtemp(prefix="sluis-bench-"))
    rows = []
    try:
        programs = Programs(folder, work)
        for user in ("maker", "first", "second"):
            programs.enrol(user)
        cases = [
            programs.laptop("maker", "case", "new", f"person.familyName=Persoon {index}")[0]["id"]
            for index in range((count + FIELDS - 1) // FIELDS)
        ]
        for user in ("maker", "first", "second"):
            programs.laptop(user, "sync")
        for user in ("first", "second"):
            for place, case in enumerate(cases):
                fields = min(FIELDS, count - place * FIELDS)
                writes = [f"f{i:02}={user} {text(dice)}" for i in range(fields)]
                programs.laptop(user, "case", "set", case, *writes)
            _, seconds, _ = programs.laptop(user, "sync")
        rows.append(("the sync that makes them", seconds * 1e3, ""))

        def timed(name, must, commands):
            """The median of some commands; their answers."""
            times, answers = [], []
            for command in commands:
                started = time.perf_counter()
                answers.append(programs.office(*command))
                times.append(time.perf_counter() - started)
            rows.append((name, statistics.median(times) * 1e3, must))
            return answers

        must = "≤ 100 ms"
        pages = timed("conflict list, the first 100", must, [("conflict", "list")] * 7)
        after, found = None, 0
        while page := programs.office("conflict", "list", "--limit", "1000", *(("--after", after) if after else ())):
            after, found = page[-1]["id"], found + len(page)
        assert found == count, f"{found} conflicts"
        timed("conflict list, the last 100", must, [("conflict", "list", "--after", str(int(after) - 100))] * 7)
        chosen = [pages[0][place]["id"] for place in range(0, 63, 9)]
        shown = timed("conflict show", must, [("conflict", "show", str(id)) for id in chosen])
        timed("conflict resolve", must, [
            ("conflict", "resolve", str(c["id"]), "--version", str(c["version"]), "--take", "1", "--reason", "nagevraagd")
            for c in shown
        ])
        timed("conflict list --all, the first 100", must, [("conflict", "list", "--all")] * 7)
        device = next(d["id"] for d in programs.office("device", "list") if d["user"] == "first")
        timed("conflict resolve --all, of the rest", "", [
            ("conflict", "resolve", "--all", "--from-device", device, "--rule", "latest", "--reason", "in één keer")
        ])
        timed("conflict list, when none is left", must, [("conflict", "list")] * 7)
        rows.append(("memory of the server, MB", programs.server_memory(), ""))
        programs.stop()
    finally:
        shutil.rmtree(work, ignore_errors=True)
    print(f"\n### {count:,} open conflicts, over the control socket\n")
    print("| | ms | must |\n|---|---|---|")
    for name, value, must in rows:
        print(f"| {name} | {value:.0f} | {must} |", flush=True)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    folder, arguments = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2:]
    conflicts = 0
    if "--conflicts" in arguments:
        place = arguments.index("--conflicts")
        conflicts = int(arguments[place + 1])
        del arguments[place:place + 2]
    for size in [int(argument) for argument in arguments] or ([] if conflicts else [100, 1000]):
        measure(folder, size)
    if conflicts:
        measure_conflicts(folder, conflicts)
