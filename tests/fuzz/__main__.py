"""Fuzzing for as long as it is given: `python -m tests.fuzz --seconds 60 [--seed N]`, or `make fuzz SECONDS=60`.

Mutants of forms go through the supervised child and are judged, readings are
scrambled before they are interpreted, and noise is tried. An input that fails is kept in a temporary folder and named.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import secrets
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from kpi_excel.forms.raw import RawWorkbook
from kpi_excel.stages.house import House
from kpi_excel.workers.plain import to_plain
from kpi_excel.workers.supervise import Reader
from tests.fuzz.interpreting import scramble, typed
from tests.fuzz.mutating import mutate
from tests.fuzz.seeds import forms
from tests.fuzz.trying import Tried, read_here, try_reading, try_workbook
from tests.stages.desk import DEMO_KEY, Desk

MUTANTS = 2_000
"""Seeds below are those of `test_mutants`."""


class Fuzzing:
    """One run: what was counted, what failed, and where its inputs are kept."""

    def __init__(self, house: House, seeds: dict[str, bytes], kept: Path) -> None:
        self.house = house
        self.seeds = seeds
        self.readings = {name: raw for name, data in seeds.items() if isinstance(raw := read_here(data), RawWorkbook)}
        self.kept = kept
        self.counts: Counter[str] = Counter()
        self.failures: list[str] = []

    def try_file(self, reader: Reader, seed: int) -> None:
        """A mutant of a form, read by a child as in `ingest`."""
        name = sorted(self.seeds)[seed // 4 % len(self.seeds)]
        data = mutate(self.seeds[name], seed)
        tried = try_workbook(self.house, data, reader.read)
        self._count("file", tried, f"{seed}-{name}", data)

    def try_reading(self, seed: int) -> None:
        """A form's cells scrambled after they were read."""
        name = sorted(self.readings)[seed % len(self.readings)]
        raw = scramble(self.readings[name], seed)
        kept = json.dumps(to_plain(raw), ensure_ascii=True).encode()
        self._count("reading", try_reading(self.house, raw), f"{seed}-{name}.json", kept)

    def try_noise(self, reader: Reader, seed: int) -> None:
        """Bytes that are no workbook, after the beginning of one."""
        chance = random.Random(seed)
        begin = chance.choice((b"", b"PK\3\4", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<html", b"%PDF-", "ก,ข\n".encode(), b"\xff\xfe"))
        data = begin + (typed(chance).encode("utf-8", "replace") if chance.random() < 0.3 else chance.randbytes(chance.randrange(3000)))
        self._count("noise", try_workbook(self.house, data, reader.read), f"{seed}-noise.bin", data)

    def _count(self, what: str, tried: Tried, name: str, data: bytes) -> None:
        self.counts[f"{what} {tried.verdict or 'FAILED'}"] += 1
        if tried.problems:
            path = self.kept / name
            path.write_bytes(data)
            self.failures.append(f"{path}: {tried.problems[0].strip().splitlines()[-1]}")
            print(f"FAILED {self.failures[-1]}", flush=True)


def main(seconds: float, first: int) -> int:
    """Fuzz, and tell. The exit code says whether anything failed."""
    began = time.monotonic()
    print(f"fuzzing for {seconds:g} s, seed {first}", flush=True)
    kept = Path(tempfile.mkdtemp(prefix="kpi-excel-fuzz-"))
    with tempfile.TemporaryDirectory(prefix="kpi-excel-desk-") as folder, Reader() as reader:
        desk = Desk.begun(Path(folder) / "desk", ("DPM", "LAB"), key=DEMO_KEY)
        run = Fuzzing(desk.house, forms(desk), kept)
        for seed in itertools.count(first):
            if time.monotonic() - began > seconds:
                break
            run.try_file(reader, seed)
            run.try_reading(seed)
            if seed % 5 == 0:
                run.try_noise(reader, seed)
    for what, number in sorted(run.counts.items()):
        print(f"{number:8,}  {what}")
    print(f"seed {first}: {sum(run.counts.values()):,} inputs, {len(run.failures)} failures, {time.monotonic() - began:.0f} s")
    if run.failures:
        print(f"failing inputs: {kept}")
    else:
        kept.rmdir()
    return 1 if run.failures else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=None)
    given = parser.parse_args()
    sys.exit(main(given.seconds, given.seed if given.seed is not None else MUTANTS + secrets.randbelow(10**9)))
