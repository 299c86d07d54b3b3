"""docs/performance.md, written from the results."""

from __future__ import annotations

import platform
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path

from benchmarks.goals import Found, exponent, judge
from benchmarks.rows import Row

_HEAD = """# Performance

Written by `make bench`, which makes its own workbooks (real forms of a province, filled, a tenth of them faulty), measures
everything side by side, round by round, and gives medians. Times are those of the machine below;
**ratios inside one run** are what carries over. CPU counts child processes, memory is the peak of the main process. What is
installed beside kpi-excel for this: `pip install "kpi-excel[bench]"`.

![Ratios to the alternatives](images/performance.png)

"""
_AFTER = """
Each round's ratio is taken by itself; the median of these stands here.

"""
_NATION_FORMS = 160_000
"""77 provinces, 60 agencies, 12 months, and the year's other forms."""


def write_report(path: Path, rows: Mapping[str, Row], facts: Mapping[str, float]) -> None:
    """Write the page."""
    parts = [_HEAD, "## What must hold\n\n", *_goals(judge(rows)), _AFTER, "## Measured\n\n"]
    for row in rows.values():
        parts += _table(row)
    parts += ["## A nation-year\n\n", _nation(rows, facts), "\n## The machine\n\n", _machine(facts)]
    path.write_text("".join(parts), "utf-8")


def _goals(found: Iterator[Found]) -> Iterator[str]:
    yield "| | at least | aim | measured | |\n|---|---|---|---|---|\n"
    for each in found:
        goal = each.goal
        yield f"| {goal.name} | ≤ {goal.least:g} | ≤ {goal.aim:g} | {_plain(each.value)} | {each.word} |\n"


def _table(row: Row) -> Iterator[str]:
    yield f"### {row.name[0].upper()}{row.name[1:]}\n\n"
    if row.note:
        yield f"Of one {row.unit}; {row.note}.\n\n"
    is_growth = row.name.startswith("growth")
    lead = "workbooks" if is_growth else ""
    yield f"| {lead} | CPU ms | wall ms | MB | CPU ÷ {'the first' if is_growth else row.ours} |\n|---|---|---|---|---|\n"
    base = row.cost(next(iter(row.costs)) if is_growth else row.ours).cpu
    for name in row.costs:
        cost = row.cost(name)
        shown = f"**{name}**" if name == row.ours and not is_growth else name
        yield f"| {shown} | {_ms(cost.cpu)} | {_ms(cost.wall)} | {f'{cost.memory:.0f}' if cost.memory else '–'} | {_plain(cost.cpu / base)} |\n"
    yield "\n"
    if is_growth and len(row.costs) > 1:
        yield f"CPU grows with the number of workbooks to the power {_plain(exponent(row, lambda cost: cost.cpu))}: the fit, or the last step where that is steeper.\n\n"


def _nation(rows: Mapping[str, Row], facts: Mapping[str, float]) -> str:
    if "growth of ingest" not in rows:
        return "Not measured.\n"
    row = rows["growth of ingest"]
    count = max(map(int, row.costs))
    cost = row.cost(str(count))
    hours = cost.wall / count * _NATION_FORMS / 3600
    text = (
        f"77 provinces with 60 agencies send about {_NATION_FORMS:,} workbooks a year. At {_ms(cost.wall / count)} ms each on "
        f"{facts.get('cores', 2):.0f} cores of this machine, measured on {count:,} workbooks, taking them in is {hours:.1f} hours of one "
        "such machine for the whole year, spread over 77 workspaces that do not wait for each other."
    )
    if "disk_per_workbook" in facts:
        size = facts["disk_per_workbook"] * _NATION_FORMS / 1e9
        text += f" The archives with their receipts and caches need {size:.1f} GB ({facts['disk_per_workbook'] / 1000:.0f} KB a workbook)."
    if "many_files" in facts:
        text += (
            f" Behind this stands a run of {facts['many_files']:,.0f} workbooks in {facts['many_provinces']:.0f} workspaces: "
            f"{facts['many_wall'] / 60:.1f} minutes, {_ms(facts['many_wall'] / facts['many_files'])} ms a workbook, the first province "
            f"{facts['many_first']:.0f} s, the last {facts['many_last']:.0f} s, never more than {facts['many_memory']:.0f} MB in the main process."
        )
    return text + "\n"


def _machine(facts: Mapping[str, float]) -> str:
    names = ("click", "openpyxl", "pandas", "xlsxwriter", "python-calamine")
    libraries = " · ".join(f"{name} {version(name)}" for name in names)
    return (
        f"{facts.get('cores', 0):.0f} cores, {facts.get('memory_gb', 0):.0f} GB, {platform.system()} · Python {platform.python_version()} · {libraries}. "
        f"Load when it began: {facts.get('load', 0):.1f}.\n"
    )


def _ms(seconds: float) -> str:
    return _plain(seconds * 1000)


def _plain(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}" if value >= 0.1 else f"{value:.3f}"
