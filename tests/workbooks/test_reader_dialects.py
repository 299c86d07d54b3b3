"""What real writers write is read as openpyxl, a second reader in full mode, reads it."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi_excel.forms.raw import RawCell, RawWorkbook
from kpi_excel.workbooks.reader import read_workbook

_TEXTS = (
    "ร้อยละของครัวเรือน",
    " 1,234.50 ",
    "๑๒.๕",
    "00123",
    "15/03/2567",
    "=1+1",
    "a\nb",
    "<&>\"'",
    "\u200b\u00a0",
    "N/A",
    "1.10",
)
_MOMENTS = (date(2013, 2, 28), datetime(2013, 2, 28, 14, 30), datetime(2556, 10, 1))


def _with_xlsxwriter() -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"subject": "KPIX|subject", "created": datetime(2013, 2, 28)})
    book.set_custom_property("kpi_token", "KPIX|custom")
    day, moment, hours = (book.add_format({"num_format": code}) for code in ("d/m/yyyy", "d mmm yyyy hh:mm", "[h]:mm"))
    page = book.add_worksheet("รายงาน")
    page.set_footer("&LKPIX|footer")
    for row, text in enumerate(_TEXTS):
        page.write_string(row, 0, text)
    page.write_rich_string(0, 1, "ปกติ ", book.add_format({"bold": True}), "หนา")
    for row, value in enumerate((0, -1.5, 1e20, 41333, 0.1 + 0.2)):
        page.write_number(row, 2, value)
    page.write_datetime(0, 3, _MOMENTS[0], day)
    page.write_datetime(1, 3, _MOMENTS[1], moment)
    page.write_datetime(2, 3, _MOMENTS[2], day)
    page.write_number(3, 3, 1.25, hours)
    page.write_boolean(4, 3, True)
    page.write_formula(0, 4, '=IF(C1>0,"มาก","น้อย")', None, "น้อย")
    page.write_formula(1, 4, "=C1/0", None, "#DIV/0!")
    page.write_formula(2, 4, "=A99", None, "")
    page.write_blank(3, 4, None, day)
    page.merge_range("G1:H2", "ผสาน")
    page.data_validation("C1:C9", {"validate": "decimal", "criteria": ">", "value": 0})
    hidden = book.add_worksheet("_meta")
    hidden.very_hidden()
    hidden.write_string("XFD1048576", "ไกล")
    book.close()
    return buffer.getvalue()


def _with_openpyxl() -> bytes:
    book = openpyxl.Workbook()
    page: Any = book.active
    page.title = "รายงาน"
    for row, text in enumerate(_TEXTS, 1):
        page.cell(row, 1).value = text
        page.cell(row, 1).data_type = "s"
    for row, value in enumerate((1, 2.5, *_MOMENTS, time(8, 30), timedelta(hours=30), True, "#N/A"), 1):
        page.cell(row, 2, value)
    page.oddFooter.left.text = "KPIX|footer"
    book.properties.subject = "KPIX|subject"
    book.create_sheet("_meta").sheet_state = "hidden"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _second_opinion(data: bytes) -> dict[str, dict[str, RawCell]]:
    values = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    formulas = openpyxl.load_workbook(io.BytesIO(data))
    return {
        page.title: {cell.coordinate: read for cell, read in _cells(page, formulas[page.title])}
        for page in values.worksheets
    }


def _cells(values: Any, formulas: Any) -> Iterator[tuple[Any, RawCell]]:
    for cell in values._cells.values():
        source = formulas._cells[cell.row, cell.column]
        formula = source.value.removeprefix("=") if source.data_type == "f" else ""
        match cell.value:
            case None if not formula:
                continue
            case None:
                read = RawCell("uncached", "", formula)
            case bool():
                read = RawCell("bool", cell.value, formula)
            case int() | float():
                read = RawCell("number", float(cell.value), formula)
            case datetime():
                whole = cell.value.time() == time()
                read = RawCell("date", (cell.value.date() if whole else cell.value).isoformat(), formula)
            case time() | timedelta():
                passed = (
                    cell.value
                    if isinstance(cell.value, timedelta)
                    else datetime.combine(date.min, cell.value) - datetime.min
                )
                minutes = int(passed.total_seconds()) // 60
                read = RawCell("duration", f"{minutes // 60}:{minutes % 60:02}:00", formula)
            case _:
                read = RawCell("error" if cell.data_type == "e" else "text", cell.value, formula)
        yield cell, read


def _ours(read: RawWorkbook) -> dict[str, dict[str, RawCell]]:
    return {page.name: {address.a1(): cell for address, cell in page.cells.items()} for page in read.sheets}


def test_xlsxwriter_dialect() -> None:
    data = _with_xlsxwriter()
    read = read_workbook(data)

    assert _ours(read) == _second_opinion(data)
    assert (read.subject, read.custom["kpi_token"]) == ("KPIX|subject", "KPIX|custom")
    assert [(page.hidden, page.footer) for page in read.sheets] == [(False, "&LKPIX|footer"), (True, "")]
    assert read.findings == ()


def test_openpyxl_dialect() -> None:
    data = _with_openpyxl()
    read = read_workbook(data)

    assert _ours(read) == _second_opinion(data)
    assert read.subject == "KPIX|subject"
    assert [(page.hidden, page.footer) for page in read.sheets] == [(False, "&LKPIX|footer"), (True, "")]


def test_formula_that_openpyxl_wrote_is_uncached() -> None:
    book = openpyxl.Workbook()
    assert book.active
    book.active["A1"] = "=B1+1"
    buffer = io.BytesIO()
    book.save(buffer)

    assert _ours(read_workbook(buffer.getvalue())) == {"Sheet": {"A1": RawCell("uncached", "", "B1+1")}}


_CHARACTERS = st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")
_VALUES = st.one_of(
    st.text(_CHARACTERS, min_size=1, max_size=20),
    st.floats(-1e300, 1e300),
    st.integers(-(10**12), 10**12),
    st.booleans(),
)
_PLACES = st.tuples(st.integers(0, 40), st.integers(0, 30))


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(_PLACES, _VALUES, max_size=30))
def test_whatever_is_written_is_read_back(values: dict[tuple[int, int], str | float | bool]) -> None:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    page = book.add_worksheet()
    expected = {}
    for (row, column), value in values.items():
        if isinstance(value, bool):
            page.write_boolean(row, column, value)
            expected[row, column] = RawCell("bool", value)
        elif isinstance(value, str):
            page.write_string(row, column, value)
            expected[row, column] = RawCell("text", value)
        else:
            page.write_number(row, column, value)
            expected[row, column] = RawCell("number", float(f"{value:.16G}"))
    book.close()

    assert read_workbook(buffer.getvalue()).sheets[0].cells == expected


def _needs(program: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(program) is None, reason=f"{program} is not installed")


def _saved_by_libreoffice(data: bytes, kind: str, folder: Path) -> bytes:
    (folder / "form.xlsx").write_bytes(data)
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", kind,
         "--outdir", str(folder / "saved"), str(folder / "form.xlsx")],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    return (folder / "saved" / f"form.{kind}").read_bytes()


def _saved_by_gnumeric(data: bytes, kind: str, folder: Path) -> bytes:
    (folder / "form.xlsx").write_bytes(data)
    asked = ["ssconvert", str(folder / "form.xlsx"), str(folder / f"saved.{kind}")]
    subprocess.run(asked, check=True, capture_output=True, timeout=300)
    return (folder / f"saved.{kind}").read_bytes()


_SAVERS = [
    pytest.param(saver, kind, marks=[pytest.mark.program, _needs(program)], id=f"{program}-{kind}")
    for saver, program, kinds in (
        (_saved_by_libreoffice, "soffice", ("xlsx", "ods", "xls")), (_saved_by_gnumeric, "ssconvert", ("xlsx", "ods")),
    )
    for kind in kinds
]  # fmt: skip


@pytest.mark.filterwarnings("ignore:Workbook contains no default style")
@pytest.mark.parametrize(("saver", "kind"), _SAVERS)
def test_form_saved_by_another_program(saver: Any, kind: str, tmp_path: Path) -> None:
    original = _with_xlsxwriter()
    data = saver(original, kind, tmp_path)
    read = read_workbook(data)

    saved, expected = _ours(read)["รายงาน"], _ours(read_workbook(original))["รายงาน"]
    # LibreOffice turns a yes into the formula TRUE(), a number in .ods
    assert saved.pop("D5").value == expected.pop("D5").value
    assert {place: cell for place, cell in saved.items() if not cell.formula and place[0] != "E"} == {
        place: cell for place, cell in expected.items() if not cell.formula
    }
    assert read.kind == kind
    if kind != "xls":
        formulas = {place: cell for place, cell in _ours(read)["รายงาน"].items() if cell.formula}
        assert (formulas["E1"].kind, formulas["E1"].value) == ("text", "น้อย")
        assert (formulas["E2"].kind, formulas["E2"].value) == ("error", "#DIV/0!")
        assert read.subject == "KPIX|subject"
        assert read.custom["kpi_token"] == "KPIX|custom"
        assert "KPIX|footer" in read.sheets[0].footer
    assert ("reduced-checks" in [finding.code for finding in read.findings]) == (kind != "xlsx")
    if kind == "xlsx":
        assert _ours(read) == _second_opinion(data)
