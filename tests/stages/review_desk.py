"""What a consultant does to a review sheet, and the self-assessments that it is about."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from kpi_excel.core.model import Registry
from kpi_excel.core.submission import Receipt, Record, Row, Value, Verdict
from kpi_excel.stages.house import House
from kpi_excel.store.ledger import Ledger
from kpi_excel.store.names import archive_name

ROUND_6 = "2556-sar6"
SHEET = "ทวนสอบ"
WEIGHTS = {"3.2.2": 20, "3.2.3": 20, "4.4": 15, "4.2": 20, "1.1": 15, "14": 10}
"""The few KPIs of a province that is quickly merged."""


def only_a_few_kpis(registry: Registry) -> Registry:
    """The sample province with the KPIs of `WEIGHTS` and the groups above them."""
    parents = {no[:end] for no in WEIGHTS for end in range(1, len(no) + 1)}
    kept = [kpi for kpi in registry.kpis if kpi.kpi_no in (WEIGHTS if kpi.is_leaf else parents)]
    kpis = [replace(kpi, weight=Decimal(sum(w for no, w in WEIGHTS.items() if no == kpi.kpi_no or no.startswith(f"{kpi.kpi_no}."))))
            for kpi in kept]  # fmt: skip
    hosts = {kpi.host for kpi in kpis}
    return replace(
        registry, kpis=tuple(kpis), agencies=tuple(agency for agency in registry.agencies if agency.code in hosts),
        people=tuple(person for person in registry.people if person.kpi_no in WEIGHTS), host_changes=(), exemptions=(), received=(),
        lessons=(), plan_targets={},
    )  # fmt: skip


def send_sar(
    house: House, agency: str, results: Mapping[str, Mapping[str, Any]], on: str = "2013-04-20", run: int = 1
) -> None:
    """An accepted self-assessment of the 6-month round, put into the archive as its records."""
    records = tuple(Record("kpi", kpi_no, (Row(f"K{kpi_no}", _values(cells)),)) for kpi_no, cells in results.items())
    data = repr((agency, on, run, records)).encode()
    sha256 = hashlib.sha256(data).hexdigest()
    archived = house.archive.store_bytes(archive_name(agency, "self_assessment", ROUND_6, sha256, "xlsx", 2556), data)
    receipt = Receipt(
        sha256=sha256, size=len(data), name=f"{agency}.xlsx", archived=archived, received_on=date.fromisoformat(on), run=run,
        verdict=Verdict.ACCEPTED, agency=agency, form="self_assessment", period=ROUND_6, records=records,
    )  # fmt: skip
    with Ledger(house.archive) as ledger:
        ledger.add(house.archive.store_receipt(receipt))


def _values(cells: Mapping[str, Any]) -> dict[str, Value]:
    plain = {key: Decimal(str(cell)) if isinstance(cell, int | float) and not isinstance(cell, bool) else cell
             for key, cell in cells.items()}  # fmt: skip
    return {key: Value(cell, str(cell), "SAR", f"B{row}") for row, (key, cell) in enumerate(plain.items(), 1)}


def headings(sheet: Worksheet) -> tuple[int, dict[str, int]]:
    """The heading row and each heading's last column (“รับรอง” heads the consultant's score)."""
    for row in sheet.iter_rows():
        if row[0].value == "ที่":
            return row[0].row, {str(cell.value): cell.column for cell in row if cell.value}
    raise AssertionError("no headings")


def row_of(sheet: Worksheet, code: str) -> int:
    """The row of a visible code."""
    return next(row[0].row for row in sheet.iter_rows() if str(row[0].value).endswith(f"\n{code}"))


def typed(data: bytes, rows: Mapping[str, Mapping[str, Any]]) -> bytes:
    """The workbook with values typed beside row codes, headings naming the columns; saved by openpyxl."""
    book = openpyxl.load_workbook(io.BytesIO(data), rich_text=True)
    sheet = book[SHEET]
    _, columns = headings(sheet)
    for code, cells in rows.items():
        at = row_of(sheet, code)
        for heading, value in cells.items():
            sheet.cell(at, columns[heading]).value = value
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def shown(data: bytes, code: str) -> dict[str, Any]:
    """One row of the review sheet as it stands in a workbook, by heading; blanks are None."""
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name(SHEET).to_python(skip_empty_area=False)
    heads = next(row for row in rows if row[0] == "ที่")
    values = next(row for row in rows if str(row[0]).endswith(f"\n{code}"))
    return {str(head): None if value == "" else value for head, value in zip(heads, values, strict=True) if head}


def type_into(path: Path, rows: Mapping[str, Mapping[str, Any]]) -> bytes:
    """Type into a workbook where it lies."""
    path.write_bytes(typed(path.read_bytes(), rows))
    return path.read_bytes()
