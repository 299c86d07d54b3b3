"""A nation of a few provinces for the tests of its sheets."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, BinaryIO

from kpi_excel.core.consolidation import Consolidation, TidyRow
from kpi_excel.core.findings import Finding, Place
from kpi_excel.core.merge import consolidate
from kpi_excel.core.rollup import NotCounted, ProvinceSummary, summarise_province
from kpi_excel.core.rollup_ranking import Nation, compare_provinces
from kpi_excel.workbooks.national import write_national
from kpi_excel.workbooks.national.limits import EXCEL, Limits
from tests.core.province import FEB, SETTINGS, linear, receipt, record, small
from tests.core.scoring.samples import levels_of
from tests.workbooks.consolidated.reading import load

AS_OF = date(2013, 3, 31)
STRICT = (linear("1", levels=levels_of(70, 80, 90, 95, 100)), linear("2", "LAB"))
LEFT = (
    NotCounted("เสีย", Finding("registry-unreadable", Place(file="เสีย/registry.xlsx"), "ไฟล์เสีย"), "", 3),
    NotCounted("ใช้อยู่", Finding("workspace-locked", Place(file="ใช้อยู่"), "งานอื่น"), "พังงา", 4),
)


def province(name: str, *kpis: Any, **results: str) -> Consolidation:
    """k1="75" is what the host of KPI 1 reported."""
    registry = small(*kpis, settings=replace(SETTINGS, province=name))
    hosts = {kpi.kpi_no: kpi.host for kpi in registry.kpis}
    files = [receipt(hosts[key[1:]], FEB, date(2013, 2, 20), record(key[1:], result=Decimal(result))) for key, result in results.items()]
    return consolidate(registry, files, FEB, AS_OF)


@cache
def provinces() -> tuple[Consolidation, ...]:
    """Two with all reported, one strict one in part, one without anything."""
    return (province("น่าน", k1="95", k2="75"), province("ตาก", k1="70", k2="65"), province("ตรัง", *STRICT, k1="95"), province("เลย"))


def summaries(found: tuple[Consolidation, ...]) -> tuple[ProvinceSummary, ...]:
    return tuple(summarise_province(f"โฟลเดอร์/{at}", data, registry_sha256="ab" * 32) for at, data in enumerate(found))


@cache
def nation() -> Nation:
    return compare_provinces(summaries(provinces()), LEFT, FEB, AS_OF)


def rows_of(found: tuple[Consolidation, ...]) -> Any:
    """The values of a folder, as a stage hands them over."""

    def rows(folder: str) -> Iterator[tuple[str, TidyRow]]:
        data = found[int(folder.rpartition("/")[2])]
        labels = {agency.code: agency.label for agency in data.registry.agencies}
        return ((labels[row.agency], row) for row in data.tidy)

    return rows



def written(
    data: Nation, found: tuple[Consolidation, ...], lang: str = "th", limits: Limits = EXCEL
) -> dict[str, bytes]:
    """The files by name."""
    files: dict[str, io.BytesIO] = {}

    def begin(name: str) -> BinaryIO:
        files[name] = io.BytesIO()
        return files[name]

    write_national(data, rows_of(found), begin, "national", lang, limits)
    return {name: file.getvalue() for name, file in files.items()}


@cache
def book(lang: str = "th") -> Any:
    return load(written(nation(), provinces(), lang)["national.xlsx"])


def table(sheet: Any) -> list[dict[str, Any]]:
    """The rows under the headings of row 5, by heading; a heading that comes twice counts the second time as `name 2`."""
    rows = list(sheet.iter_rows(min_row=5, values_only=True))
    heads: list[str] = []
    for head in rows[0]:
        heads.append(f"{head} 2" if head in heads else str(head))
    return [dict(zip(heads, row, strict=True)) for row in rows[1:]]
