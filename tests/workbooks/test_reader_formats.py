"""Which number formats show days, and which only look as if they did."""

from __future__ import annotations

import io
import random
import zipfile
import zlib

import openpyxl
import pytest
import xlsxwriter
from openpyxl.styles.numbers import BUILTIN_FORMATS

from kpi_excel.workbooks.gate.refusal import Refusal
from kpi_excel.workbooks.gate.xml import parse_tree
from kpi_excel.workbooks.reader.formats import _BUILT_IN, Shows, classify_format, read_formats, scan_formats


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("General", Shows.NUMBER),
        ("0.00E+00", Shows.NUMBER),
        ("#,##0.00;[Red]-#,##0.00", Shows.NUMBER),
        ('0 "days"', Shows.NUMBER),
        ("[$฿-41E]#,##0.00", Shows.NUMBER),
        (r"0\d", Shows.NUMBER),
        ('_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-', Shows.NUMBER),
        ("@", Shows.NUMBER),
        ("0%", Shows.NUMBER),
        ("dd/mm/yyyy", Shows.DAY),
        ("[$-107041E]d mmm yyyy;@", Shows.DAY),
        ("[$-D07041E]d mmmm yyyy;@", Shows.DAY),
        ("[$-1070000]d/mm/yyyy;@", Shows.DAY),
        ("bbbb", Shows.DAY),
        ("mmm", Shows.DAY),
        ("d mmm yyyy hh:mm", Shows.MOMENT),
        ("h:mm AM/PM", Shows.TIME),
        ("mm:ss.0", Shows.TIME),
        ("[h]:mm", Shows.ELAPSED),
        ("[mm]:ss", Shows.ELAPSED),
        ('0;"day"d', Shows.NUMBER),
    ],
)
def test_format_shows_days_or_times(code: str, expected: Shows) -> None:
    assert classify_format(code) is expected


@pytest.mark.parametrize("number", [*range(14, 23), *range(45, 48)])
def test_built_in_format_is_what_its_code_says(number: int) -> None:
    assert _BUILT_IN[number] is classify_format(BUILTIN_FORMATS[number])


CODES = ("dd/mm/yyyy", "[$-107041E]d mmm yyyy;@", '0 "ราย & <ครั้ง>"', "0.0000", "[>100]0;h:mm", "@", "[h]:mm", "0%")


def _styles_by_xlsxwriter() -> str:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet()
        for row, code in enumerate((*CODES, 14, 22, 46)):
            sheet.write(row, 0, 41_000, book.add_format({"num_format": code, "bold": row % 2, "text_wrap": row % 3}))
    return _styles_of(buffer)


def _styles_by_openpyxl() -> str:
    buffer, book = io.BytesIO(), openpyxl.Workbook()
    for row, code in enumerate(CODES, start=1):
        book.worksheets[0].cell(row, 1, 41_000).number_format = code
    book.save(buffer)
    return _styles_of(buffer)


def _styles_of(buffer: io.BytesIO) -> str:
    with zipfile.ZipFile(buffer) as parts:
        return parts.read("xl/styles.xml").decode("utf-8")


@pytest.mark.parametrize("make", [_styles_by_xlsxwriter, _styles_by_openpyxl])
def test_the_quick_way_reads_what_programs_write(make) -> None:
    styles = make()
    found = scan_formats(styles)
    assert found == read_formats(parse_tree("styles", styles))
    assert set(found.values()) >= {Shows.DAY, Shows.ELAPSED}


@pytest.mark.parametrize("make", [_styles_by_xlsxwriter, _styles_by_openpyxl])
def test_the_quick_way_reads_it_as_the_thorough_one_or_gives_up(make) -> None:
    styles, dice, agreed, gave_up = make(), random.Random(zlib.crc32(make.__name__.encode())), 0, 0
    pieces = ("<!-- x -->", "<cellXfs>", "</cellXfs>", "<numFmts>", "<extLst/>", "<xf/>", "<xf numFmtId='14'/>", " numFmtId=\"14\"",
              "<numFmt numFmtId=\"164\" formatCode=\"d\"/>", "x:", "&#100;", ">", "<alignment/>", "14", " ")  # fmt: skip
    for _ in range(1_500):
        at = dice.randrange(len(styles))
        length = dice.choice((0, 0, 1, 5, 30))
        mutant = styles[:at] + dice.choice((*pieces, "")) + styles[at + length:]
        try:
            thorough = read_formats(parse_tree("styles", mutant))
        except (Refusal, ValueError):
            continue
        quick = scan_formats(mutant)
        agreed, gave_up = agreed + (quick is not None), gave_up + (quick is None)
        assert quick in (None, thorough), mutant[max(at - 60, 0): at + 60]
    assert agreed > 100 and gave_up > 20


@pytest.mark.parametrize(
    "styles",
    [
        '<styleSheet xmlns="m"><cellXfs><xf numFmtId="14"/></cellXfs><numFmts><numFmt numFmtId="14" formatCode="0"/></numFmts></styleSheet>',
        '<x:styleSheet xmlns:x="m"><x:cellXfs><x:xf numFmtId="14"/></x:cellXfs></x:styleSheet>',
        '<styleSheet xmlns="m"><extLst><ext><cellXfs><xf numFmtId="14"/></cellXfs></ext></extLst></styleSheet>',
        '<styleSheet xmlns="m"><cellXfs/></styleSheet>',
        "<styleSheet xmlns=\"m\"><cellXfs><xf numFmtId='14'/></cellXfs></styleSheet>",
    ],
)
def test_the_quick_way_gives_up_where_the_shape_is_another(styles: str) -> None:
    assert scan_formats(styles) is None
