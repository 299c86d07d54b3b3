"""Whatever people typed stays text: no formula, no link, nothing executed, and nothing breaks."""

from __future__ import annotations

import io
import zipfile
from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

import pytest

from kpi_excel.core.consolidation import Consolidation
from kpi_excel.core.text import Text
from kpi_excel.workbooks.consolidated import write_consolidated
from tests.workbooks.consolidated.reading import load, mixed, mixed_formulas
from tests.workbooks.consolidated.sample import MIXED, consolidation

HOSTILE = {
    "formula": "=1+1",
    "link": "http://example.org/x",
    "internal": "internal:'คะแนน'!A1",
    "command": "=cmd|' /C calc'!A0",
    "plus": "+SUM(A1:A9)",
    "at": "@SUM(A1)",
    "markup": '<b>&amp;"\'</b>{found}%s&P&"x"',
    "control": "a\x00b\x0b\x1f\ud800\u202ec\r\nd",
    "long": "ก" * 40_000,
    "emoji": "😀" * 20_000,
    "lines": "\n" * 5_000,
    "blank": "   ",
}

OURS = {
    "agency", "form", "period", "kpi_no", "parent_no", "dimension_no", "code", "host", "kind", "effect", "sha256",
    "archived", "cell", "number", "row_code", "due_group", "problem", "record", "rule",
}  # fmt: skip
"""Keys and codes of our own: never typed by an agency (a file's path, a cell's address, a KPI's number)."""


def spoil(value: Any, text: str, name: str = "") -> Any:
    """The same data with `text` in every field that a person may have typed."""
    if isinstance(value, Text):
        return Text(text, text)
    if isinstance(value, Enum | bool | Decimal | date | int | float) or value is None:
        return value
    if isinstance(value, str):
        return value if name in OURS else text
    if is_dataclass(value) and not isinstance(value, type):
        changed = {field.name: spoil(getattr(value, field.name), text, field.name) for field in fields(value)}
        return replace(value, **changed)
    if isinstance(value, tuple):
        return tuple(spoil(item, text, name) for item in value)
    if isinstance(value, dict):
        return {key: spoil(item, text, str(key)) for key, item in value.items()}
    return value


def hostile(text: str) -> Consolidation:
    data = consolidation(MIXED)
    spoiled: Consolidation = spoil(replace(data, period=data.period), text)
    # the calendar's own objects are no text of an agency, nor are a score's inputs by key
    lines = tuple(
        replace(line, inputs=old.inputs, series=old.series, earlier=old.earlier)
        for line, old in zip(spoiled.lines, data.lines, strict=True)
    )
    settings = replace(spoiled.registry.settings, fiscal_year=data.registry.settings.fiscal_year)
    registry = replace(spoiled.registry, settings=settings)
    return replace(
        spoiled, period=data.period, months=data.months, previous=data.previous, lines=lines, registry=registry,
        balance=data.balance,
    )  # fmt: skip


@pytest.mark.parametrize("lang", ["th", "en"])
@pytest.mark.parametrize("name", list(HOSTILE))
def test_typed_text_never_becomes_formula_or_link(name: str, lang: str) -> None:
    workbook = write_consolidated(hostile(HOSTILE[name]), lang)
    book = load(workbook)
    ours = {
        (at, cell.coordinate)
        for at, sheet in enumerate(mixed_formulas().worksheets)
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }
    found = {
        (at, cell.coordinate): str(cell.value)
        for at, sheet in enumerate(book.worksheets)
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }
    assert set(found) == ours
    if len(HOSTILE[name]) < 100 and HOSTILE[name].strip():
        assert not any(HOSTILE[name] in formula for formula in found.values())
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.hyperlink:
                    assert cell.hyperlink.target.startswith("..\\..\\..\\archive\\"), (sheet.title, cell.coordinate)


def test_typed_text_is_there_as_it_was_typed() -> None:
    book = load(write_consolidated(hostile("=1+1")), data_only=True)
    for sheet in book.worksheets:
        if sheet.title not in ("คำอธิบาย",):
            assert any(cell.value == "=1+1" for row in sheet.iter_rows() for cell in row), sheet.title


def test_long_text_is_cut_visibly__never_lost_without_a_sign() -> None:
    book = load(write_consolidated(hostile("ก" * 40_000)), data_only=True)
    cut = [
        cell.value
        for row in book["ข้อมูลรวม"].iter_rows()
        for cell in row
        if isinstance(cell.value, str) and "กกก" in cell.value
    ]
    assert cut and all(text.endswith("…[ตัด]") and len(text) <= 32_767 for text in cut)
    shown = [
        cell.value
        for row in book["ความคืบหน้า"].iter_rows()
        for cell in row
        if isinstance(cell.value, str) and "กกก" in cell.value
    ]
    assert shown and all(text.endswith("…") and len(text) < 1_000 for text in shown if not text.startswith("ความ"))


@pytest.mark.parametrize("name", list(HOSTILE))
def test_the_package_is_whole_xml(name: str) -> None:
    import xml.etree.ElementTree as ElementTree

    with zipfile.ZipFile(io.BytesIO(write_consolidated(hostile(HOSTILE[name])))) as archive:
        for part in archive.namelist():
            if part.endswith((".xml", ".rels")):
                ElementTree.fromstring(archive.read(part))


def test_a_hostile_sheet_name_of_an_agency_cannot_redirect_a_link() -> None:
    data = consolidation()
    lines = []
    for line in data.lines:
        inputs = {
            key: (value, replace(source, sheet="x'!A1#http://example.org/"))
            for key, (value, source) in line.inputs.items()
        }
        lines.append(replace(line, inputs=inputs))
    book = load(write_consolidated(replace(data, lines=tuple(lines))))
    for row in book["คะแนน"].iter_rows():
        for cell in row:
            if cell.hyperlink:
                assert cell.hyperlink.target.startswith("..\\..\\..\\archive\\2556\\")
                assert cell.hyperlink.location is None


def test_row_heights_stay_within_what_excel_allows() -> None:
    for name in ("long", "lines", "emoji"):
        book = load(write_consolidated(hostile(HOSTILE[name])))
        for sheet in book.worksheets:
            heights = [row.height for row in sheet.row_dimensions.values() if row.height]
            assert max(heights) <= 409, sheet.title


def test_the_sample_itself_is_what_the_hostile_one_is_made_of() -> None:
    assert hostile("ก").lines[0].kpi.kpi_no == "1" and hostile("ก").lines[0].kpi.name == "ก"
    assert mixed().sheetnames == load(write_consolidated(hostile("ก"))).sheetnames
