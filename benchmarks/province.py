"""A province of any size for measuring: the sample's agencies and KPIs, as often as needed, each under its own name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, Decimal

from kpi_excel.stages.officials import Officials
from kpi_excel.workbooks.registry.columns import Cell, Row, Tables
from kpi_excel.workbooks.registry.sample import sample_tables

FORMS_PER_AGENCY = 17
"""What one agency sends in its year at most: template, plan, eight monthly and six policy reports, three rounds."""

_SHIFT = 20
"""The sample's KPIs are numbered 1 to 14: the second set begins at 21."""

_KPI_TABLES = ("parts", "baselines", "level_texts", "params", "plan_targets")


@dataclass(frozen=True, slots=True)
class Twin:
    """An agency of the measured province and the sample's agency that it is a copy of."""

    code: str
    original: str
    copy: int


def agencies_of(count: int) -> list[Twin]:
    """The first `count` agencies: the sample's own, then their copies."""
    codes = [str(row["code"]) for row in sample_tables()["agencies"]]
    twins = (Twin(_code(code, copy), code, copy) for copy in range(count // len(codes) + 1) for code in codes)
    return [twin for twin, _ in zip(twins, range(count), strict=False)]


def province_of(count: int) -> Tables:
    """The registry's tables for a province of so many agencies."""
    tables = sample_tables()
    twins = agencies_of(count)
    copies = range(twins[-1].copy + 1)
    known = {twin.code for twin in twins}
    kpis = _weighed([row for copy in copies for row in _kpis(tables["kpis"], copy, known)])
    numbers = {str(row["kpi_no"]) for row in kpis}
    made: dict[str, Iterable[Row]] = {
        "agencies": [_agency(row, twin) for twin in twins for row in tables["agencies"] if row["code"] == twin.original],
        "kpis": kpis,
        "people": [kept for copy in copies for row in tables["people"] if (kept := _person(row, copy, numbers))],
        "lessons": [],
        "host_changes": [],
    }
    for name in _KPI_TABLES:
        rows = (row | {"kpi_no": shifted(str(row["kpi_no"]), copy)} for copy in copies for row in tables[name])
        made[name] = [row for row in rows if row["kpi_no"] in numbers]
    return {name: list(made.get(name, rows)) for name, rows in tables.items()}


def officials_of(officials: Officials, copies: int) -> Officials:
    """The sample's officials, also for the copies of their KPIs; their mistakes are made elsewhere."""
    results = {
        (shifted(kpi_no, copy), key): row for copy in range(copies) for (kpi_no, key), row in officials.results.items()
    }
    words = tuple(
        {**row, "kpi_no": shifted(row["kpi_no"], copy) if row["kpi_no"] else ""}
        for copy in range(copies) for row in officials.words
    )  # fmt: skip
    return replace(officials, results=results, words=words, deeds=())


def shifted(kpi_no: str, copy: int) -> str:
    """3.2.1 → 23.2.1 in the second set of KPIs."""
    head, dot, tail = kpi_no.partition(".")
    return f"{int(head) + copy * _SHIFT}{dot}{tail}"


def _code(code: str, copy: int) -> str:
    return f"{code}{copy + 1}" if copy else code


def _name(text: Cell, copy: int) -> str:
    return f"{text} {copy + 1}" if copy and text else str(text or "")


def _agency(row: Row, twin: Twin) -> Row:
    if not twin.copy:
        return row
    names = {key: _name(row[key], twin.copy) for key in ("name", "short")}
    return row | names | {"code": twin.code, "aliases": ""}


def _kpis(rows: Iterable[Row], copy: int, known: set[str]) -> Iterable[Row]:
    """The KPIs of one set whose host is there, and the groups above them."""
    rows = list(rows)
    kept = {str(row["kpi_no"]) for row in rows if row["method"] != "group" and _code(str(row["host"]), copy) in known}
    above = {number for kpi_no in kept for number in _groups_above(kpi_no)}
    for row in rows:
        if row["kpi_no"] in kept | above:
            # a group belongs to the provincial office
            host = _code(str(row["host"]), copy)
            yield row | {
                "kpi_no": shifted(str(row["kpi_no"]), copy),
                "name": _name(row["name"], copy),
                "parent_no": shifted(str(row["parent_no"]), copy) if row["parent_no"] else None,
                "host": host if host in known else "PRO",
                "supporting": None if copy else row["supporting"],
            }


def _weighed(rows: list[Row]) -> list[Row]:
    """All KPIs weigh the same, and exactly 100 together; a group weighs what is below it."""
    leaves = [str(row["kpi_no"]) for row in rows if row["method"] != "group"]
    share = (Decimal(100) / len(leaves)).quantize(Decimal("0.0001"), ROUND_DOWN)
    weights = dict.fromkeys(leaves, share) | {leaves[-1]: 100 - share * (len(leaves) - 1)}
    for kpi_no in leaves:
        for group in _groups_above(kpi_no):
            weights[group] = weights.get(group, Decimal(0)) + weights[kpi_no]
    return [row | {"weight": weights[str(row["kpi_no"])]} for row in rows]


def _groups_above(kpi_no: str) -> Iterable[str]:
    while "." in kpi_no:
        kpi_no = kpi_no.rpartition(".")[0]
        yield kpi_no


def _person(row: Row, copy: int, numbers: set[str]) -> Row | None:
    own = [shifted(kpi_no, copy) for kpi_no in re.split(r",\s*", str(row["kpi_nos"]))]
    there = [kpi_no for kpi_no in own if kpi_no in numbers]
    return row | {"kpi_nos": ", ".join(there)} if there else None
