"""`python -m benchmarks`: measure, then write docs/performance.md and its chart.

Results of every row are kept under `build/benchmarks`, so that one row can be measured again by itself.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
from dataclasses import asdict
from importlib.util import find_spec
from pathlib import Path

from benchmarks.chart import draw_chart
from benchmarks.clock import ROOT as CHECKOUT
from benchmarks.clock import Cost
from benchmarks.corpus import PAST, ROOT
from benchmarks.goals import judge
from benchmarks.many import receive_many
from benchmarks.report import write_report
from benchmarks.rows import ROWS, WORK, Plan, Row

RESULTS = ROOT / "results.json"
PAGE, CHART = CHECKOUT / "docs" / "performance.md", CHECKOUT / "docs" / "images" / "performance.png"


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="rounds of every comparison (default 3)")
    parser.add_argument("--files", type=int, default=1000, help="workbooks of the ingest row (default 1000)")
    parser.add_argument("--growth", default="100,1000", help="numbers of workbooks, e.g. 100,1000,10000")
    parser.add_argument("--agencies", default="17,60", help="sizes of the provinces that are merged")
    parser.add_argument("--rows", default=",".join(ROWS), help=f"of {', '.join(ROWS)} (default all)")
    parser.add_argument("--many", type=int, default=0, metavar="PROVINCES", help="also take in so many whole province-years")
    parser.add_argument("--results", type=Path, default=RESULTS, help="where results are kept")
    parser.add_argument("--page", type=Path, default=PAGE)
    given = parser.parse_args()
    growth, agencies = (tuple(map(int, filter(None, words.split(",")))) for words in (given.growth, given.agencies))
    plan = Plan(given.rounds, given.files, growth, agencies, find_spec("distributed") is not None)
    rows, facts = _load(given.results)
    facts |= _facts()
    for name in filter(None, given.rows.split(",")):
        print(f"{name} …", flush=True)
        for row in ROWS[name](plan):
            rows[row.name] = row
            _save(given.results, rows, facts)
    for so_far in receive_many(given.many, plan.say) if given.many else ():
        facts |= so_far
        _save(given.results, rows, facts)
    for folder in (WORK, PAST):
        shutil.rmtree(folder, ignore_errors=True)
    write_report(given.page, rows, facts)
    draw_chart(given.page.parent / "images" / CHART.name, rows)
    for found in judge(rows):
        print(f"{found.value:8.3f}  (≤ {found.goal.least:g}, aim {found.goal.aim:g})  {found.word:18}  {found.goal.name}")
    print(f"written: {given.page}")


def _facts() -> dict[str, float]:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9 if hasattr(os, "sysconf") else 0
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0
    return {"cores": os.cpu_count() or 1, "memory_gb": memory, "load": load}


def _load(path: Path) -> tuple[dict[str, Row], dict[str, float]]:
    if not path.exists():
        return {}, {}
    kept = json.loads(path.read_text("utf-8"))
    rows = {}
    for name, row in kept["rows"].items():
        rows[name] = Row(**{**row, "costs": {who: [Cost(**cost) for cost in costs] for who, costs in row["costs"].items()}})
    return {name: rows[name] for name in sorted(rows, key=_place)}, kept["facts"]


def _place(name: str) -> int:
    return next((number for number, start in enumerate(_ORDER) if name.startswith(start)), len(_ORDER))


_ORDER = ("read", "ingest", "generate", "merge", "growth of ingest", "growth", "start-up", "far")


def _save(path: Path, rows: dict[str, Row], facts: dict[str, float]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    plain = {"rows": {name: asdict(row) for name, row in rows.items()}, "facts": facts}
    path.write_text(json.dumps(plain, indent=1), "utf-8")


if __name__ == "__main__":
    main()
