#!/usr/bin/env python3
"""Writes the data set of this folder: `generate.py` makes every file anew, `generate.py --check` compares.

Python's own library is enough. The same seed gives the same bytes; nothing here is about anybody.
"""

import pathlib
import sys
import tempfile

sys.dont_write_bytecode = True

import cohort
import device_logs
import reference
import returns
import support
from made import Random

SEED = 2018


def write(folder):
    """Each set has its own random numbers, so that a change of one leaves the others alone."""
    sets = [
        returns.returns(Random(SEED + 1)),
        cohort.cohort(Random(SEED + 2)),
        support.programme(Random(SEED + 3)),
        support.mail_addresses(),
        support.assistance(),
        support.debt_talks(),
        support.quotas(),
        support.third_nomination(),
        support.forensic(Random(SEED + 8)),
        cohort.screening(Random(SEED + 9)),
        reference.measures(),
        reference.figures(),
        reference.staff(),
        reference.reading(),
        device_logs.logs(),
    ]
    for made in sets:
        made.write(folder)
    return [made.name for made in sets]


def main():
    here = pathlib.Path(__file__).resolve().parent
    if sys.argv[1:] != ["--check"]:
        write(here)
        return 0
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        changed = [
            made
            for made in write(folder)
            if (folder / f"{made}.jsonl").read_bytes() != (here / f"{made}.jsonl").read_bytes()
        ]
    for made in changed:
        print(f"{made}.jsonl is not what generate.py makes", file=sys.stderr)
    return 1 if changed else 0


if __name__ == "__main__":
    sys.exit(main())
