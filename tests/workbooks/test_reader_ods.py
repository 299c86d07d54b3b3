"""OpenDocument spreadsheets of any producer: repeated cells, folded blanks, comments that are no cells."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from kpi_excel.forms.raw import RawCell
from kpi_excel.workbooks.reader import read_workbook
from tests.hostile import ods, pack

_FORMULA = 'table:formula="of:=[.B1]"'


def read_table(table: str, styles: str = "") -> dict[str, RawCell]:
    return {address.a1(): cell for address, cell in read_workbook(ods(table, styles)).sheets[0].cells.items()}


def text(value: str) -> RawCell:
    return RawCell("text", value)


@pytest.mark.parametrize(
    ("attributes", "shown", "expected"),
    [
        ('office:value-type="float" office:value="45.5"', "45.50", RawCell("number", 45.5)),
        ('office:value-type="percentage" office:value="0.85"', "85%", RawCell("number", 0.85)),
        ('office:value-type="currency" office:value="7"', "7 บาท", RawCell("number", 7.0)),
        ('office:value-type="float" office:value="NaN"', "?", text("?")),
        ('office:value-type="boolean" office:boolean-value="true"', "จริง", RawCell("bool", True)),
        ('office:value-type="date" office:date-value="2013-02-28"', "28/2/56", RawCell("date", "2013-02-28")),
        (
            'office:value-type="date" office:date-value="2013-02-28T14:30:00.000000000"',
            "",
            RawCell("date", "2013-02-28T14:30:00"),
        ),
        ('office:value-type="date" office:date-value="28 ก.พ."', "", text("28 ก.พ.")),
        ('office:value-type="time" office:time-value="PT30H05M00S"', "", RawCell("duration", "30:05:00")),
        (f'office:value-type="time" office:time-value="PT{"9" * 5000}H"', "มาก", text(f"PT{'9' * 5000}H")),
        ('office:value-type="time" office:time-value="-PT0H00M01.5S"', "", RawCell("duration", "-0:00:02")),
        ('office:value-type="string"', "รับ", text("รับ")),
        ('office:value-type="string" office:string-value="เดิม"', "", text("เดิม")),
        ("", "ไม่มีชนิด", text("ไม่มีชนิด")),
        (f'{_FORMULA} office:value-type="float" office:value="2"', "2", RawCell("number", 2.0, "[.B1]")),
        (f'{_FORMULA} office:value-type="string" office:string-value=""', "", RawCell("text", "", "[.B1]")),
        (
            f'{_FORMULA} office:value-type="string" office:string-value=""',
            "#DIV/0!",
            RawCell("error", "#DIV/0!", "[.B1]"),
        ),
        (_FORMULA, "", RawCell("uncached", "", "[.B1]")),
    ],
)
def test_cell_is_read_by_its_type(attributes: str, shown: str, expected: RawCell) -> None:
    cell = f"<table:table-cell {attributes}><text:p>{shown}</text:p></table:table-cell>"

    assert read_table(f"<table:table-row>{cell}</table:table-row>") == {"A1": expected}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("<text:p>a</text:p><text:p>b</text:p>", "a\nb"),
        ("<text:p>a<text:line-break/>b<text:tab/>c</text:p>", "a\nb\tc"),
        ('<text:p><text:s/>a<text:s text:c="2"/>b </text:p>', " a  b "),
        ("<text:p>a   b\n   c</text:p>", "a b c"),
        ("<text:p> a </text:p>", " a "),
        ("\n  <text:p>\n   รหัส <text:span>K1</text:span>\n  </text:p>\n", "รหัส K1"),
        ('<text:p><text:a href="http://x">ลิงก์</text:a></text:p>', "ลิงก์"),
        ("<office:annotation><text:p>หมายเหตุ</text:p></office:annotation><text:p>ค่า</text:p>", "ค่า"),
        ("<draw:frame><draw:text-box><text:p>กล่อง</text:p></draw:text-box></draw:frame><text:p>ค่า</text:p>", "ค่า"),
    ],
)
def test_text_is_what_the_cell_shows(content: str, expected: str) -> None:
    cell = f'<table:table-cell office:value-type="string">{content}</table:table-cell>'

    assert read_table(f"<table:table-row>{cell}</table:table-row>") == {"A1": text(expected)}


def test_repeated_rows_and_cells_keep_their_places() -> None:
    cell = '<table:table-cell{} office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    read = read_table(
        '<table:table-column table:number-columns-repeated="9"/>'
        '<table:table-row table:number-rows-repeated="3">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
        "<table:table-row-group><table:table-row><table:table-cell table:number-columns-repeated=\"2\"/>"
        + cell.format(' table:number-columns-repeated="2"', "a")
        + "<table:covered-table-cell/>" + cell.format("", "b") + "</table:table-row></table:table-row-group>"
        + '<table:table-row table:number-rows-repeated="2">' + cell.format("", "c") + "</table:table-row>"
        + '<table:table-row table:number-rows-repeated="1048570"><table:table-cell/></table:table-row>'
    )  # fmt: skip

    assert {place: cell.value for place, cell in read.items()} == {
        "C4": "a",
        "D4": "a",
        "F4": "b",
        "A5": "c",
        "A6": "c",
    }


def changed(data: bytes, **changes: Callable[[bytes], bytes]) -> bytes:
    """The package with some of its XML parts, named without their ending, changed or added."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        content = {name: package.read(name) for name in package.namelist()}
    for name, change in changes.items():
        content[f"{name}.xml"] = change(content.get(f"{name}.xml", b""))
    return pack(content)


def test_deleted_cells_of_tracked_changes_are_no_cells() -> None:
    deleted = (b"<office:spreadsheet><table:tracked-changes><table:deletion><table:table-row><table:table-cell>"
               b"<text:p>old</text:p></table:table-cell></table:table-row></table:deletion>"
               b"</table:tracked-changes>")  # fmt: skip
    data = changed(ods("<table:table-row/>"), content=lambda part: part.replace(b"<office:spreadsheet>", deleted))

    assert [sheet.cells for sheet in read_workbook(data).sheets] == [{}]


def test_hidden_table_is_known_by_its_style() -> None:
    style = (
        '<style:style style:name="ta1" style:family="table"><style:table-properties table:display="{}"/></style:style>'
    )

    assert read_workbook(ods("", style.format("false"))).sheets[0].hidden
    assert not read_workbook(ods("", style.format("true"))).sheets[0].hidden


def test_broken_side_parts_are_absent_marks__not_a_refusal() -> None:
    broken = changed(ods("<table:table-row/>"), meta=lambda part: b"<broken", styles=lambda part: b"<broken")
    read = read_workbook(broken)

    assert (read.kind, read.subject, read.custom, read.sheets[0].footer) == ("ods", "", {}, "")
