"""What a child answers, as plain JSON data: a workbook read, or the finding that refuses it. Never pickles."""

from __future__ import annotations

import json
from typing import Any

from kpi_excel.core.findings import Finding
from kpi_excel.core.submission import finding_from_json, finding_to_json
from kpi_excel.forms.raw import Address, RawCell, RawSheet, RawWorkbook


def encode(outcome: RawWorkbook | Finding) -> bytes:
    """The outcome of one file as compact JSON."""
    plain = {"finding": finding_to_json(outcome)} if isinstance(outcome, Finding) else {"workbook": to_plain(outcome)}
    return json.dumps(plain, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def decode(answer: bytes) -> RawWorkbook | Finding:
    """The outcome that `encode` wrote.

    Raises:
        KeyError, ValueError, TypeError: the bytes are no such answer.
    """
    plain = json.loads(answer)
    return finding_from_json(plain["finding"]) if "finding" in plain else from_plain(plain["workbook"])


def to_plain(workbook: RawWorkbook) -> dict[str, Any]:
    """A workbook as JSON data; each sheet's cells as columns of equal length, which are quick to write and to read."""
    return {
        "kind": workbook.kind, "subject": workbook.subject, "modified": workbook.modified,
        "custom": dict(workbook.custom), "findings": [finding_to_json(finding) for finding in workbook.findings],
        "sheets": [_sheet_to_plain(sheet) for sheet in workbook.sheets],
    }  # fmt: skip


def from_plain(plain: dict[str, Any]) -> RawWorkbook:
    """The workbook that `to_plain` described."""
    return RawWorkbook(
        kind=plain["kind"], subject=plain["subject"], modified=plain["modified"], custom=plain["custom"],
        findings=tuple(finding_from_json(finding) for finding in plain["findings"]),
        sheets=tuple(_sheet_from_plain(sheet) for sheet in plain["sheets"]),
    )  # fmt: skip


def _sheet_to_plain(sheet: RawSheet) -> dict[str, Any]:
    cells = sheet.cells.values()
    return {
        "name": sheet.name, "hidden": sheet.hidden, "footer": sheet.footer,
        "rows": [address[0] for address in sheet.cells], "columns": [address[1] for address in sheet.cells],
        "kinds": [cell[0] for cell in cells], "values": [cell[1] for cell in cells],
        "formulas": {index: cell[2] for index, cell in enumerate(cells) if cell[2]},
    }  # fmt: skip


def _sheet_from_plain(plain: dict[str, Any]) -> RawSheet:
    formulas = [""] * len(plain["rows"])
    for index, formula in plain["formulas"].items():
        formulas[int(index)] = formula
    # the named tuples' own constructors take twice as long, and a province-year has millions of cells
    addresses = (tuple.__new__(Address, pair) for pair in zip(plain["rows"], plain["columns"], strict=True))
    cells = (tuple.__new__(RawCell, cell) for cell in zip(plain["kinds"], plain["values"], formulas, strict=True))
    return RawSheet(plain["name"], dict(zip(addresses, cells, strict=True)), plain["hidden"], plain["footer"])
