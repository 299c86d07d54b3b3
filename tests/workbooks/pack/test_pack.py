"""The pack as a whole: its sheets, its bytes, its pages, and what it never shows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from openpyxl.workbook import Workbook

from kpi_excel.core.consolidation import Balance, Consolidation
from kpi_excel.core.model import Settings
from kpi_excel.core.periods import FiscalYear
from kpi_excel.workbooks.pack import write_pack
from kpi_excel.workbooks.pack.cover import CONTENTS
from tests.workbooks.consolidated.reading import load, texts
from tests.workbooks.consolidated.sample import MIXED, consolidation, many_agencies
from tests.workbooks.pack.reading import context_of, mixed, month, read, report
from tests.workbooks.pack.sample import SAR12, round_report

MEETING = ["สรุป", "ต้องเร่งรัด", "ค้างส่ง", "ขอมติ", "ตัวเลขของกราฟ"]
REPORT = ["ปก", "สรุป", "ตารางสรุป", "รายตัวชี้วัด", "ดัชนีหลักฐาน", "เห็นชอบ", "ค้างส่ง", "ตัวเลขของกราฟ"]


def test_minutes__m01_meeting_pack_has_the_province_the_kpis_behind_the_overdue_and_the_decisions() -> None:
    assert month().sheetnames == MEETING
    assert month("en").sheetnames == ["Summary", "Needs attention", "Overdue", "Decisions", "Chart figures"]


def test_round_gives_the_bound_report__cover_to_approval() -> None:
    assert report().sheetnames == REPORT
    english = ["Cover", "Summary", "Overview", "By KPI", "Evidence", "Approval", "Overdue", "Chart figures"]
    assert report("en").sheetnames == english


def test_cover_lists_the_sheets_that_follow() -> None:
    for lang in ("th", "en"):
        assert [context_of(round_report(), lang).say(name) for name, _ in CONTENTS] == report(lang).sheetnames[1:-1]


@pytest.mark.parametrize("lang", ["th", "en"])
@pytest.mark.parametrize("data", [consolidation(MIXED), round_report()], ids=["month", "round"])
def test_same_data_give_same_bytes__written_twice(data: Consolidation, lang: str) -> None:
    assert write_pack(data, lang) == write_pack(data, lang)


def test_order_of_tidy_rows_and_overdue_changes_nothing_that_is_printed() -> None:
    data = round_report()
    turned = replace(data, overdue=data.overdue[::-1])
    first, second = read(data), read(turned)
    for name in REPORT[2:6]:
        assert list(first[name].values) == list(second[name].values), name


@pytest.mark.parametrize("book", [month(), mixed(), report()], ids=["month", "mixed", "round"])
def test_pages_are_a4_with_page_numbers_and_headings_repeated(book: Workbook) -> None:
    for sheet in book.worksheets:
        assert sheet.page_setup.paperSize == 9, sheet.title
        assert "ระยอง" in sheet.oddFooter.left.text and sheet.title in sheet.oddFooter.left.text
        assert "&P/&N" in str(sheet.oddFooter.right.text) or "&[Page]/&[Pages]" in str(sheet.oddFooter.right.text)
        if sheet.title not in ("สรุป", "ปก"):
            assert sheet.print_title_rows, sheet.title


def test_first_page_is_one_page_and_its_total_is_live() -> None:
    formulas = load(write_pack(consolidation()))
    assert (
        formulas["สรุป"].page_setup.fitToHeight in (None, 1) and formulas["สรุป"].sheet_properties.pageSetUpPr.fitToPage
    )
    total = formulas["สรุป"]["A5"].value
    assert total == "='ตัวเลขของกราฟ'!$B$6"
    assert month()["ตัวเลขของกราฟ"]["B6"].value == pytest.approx(3.7989)
    assert month()["สรุป"]["A5"].value == pytest.approx(3.7989)


def test_formulas_stand_on_the_first_page_only() -> None:
    for data in (consolidation(MIXED), round_report()):
        found = {sheet.title for sheet in load(write_pack(data)).worksheets
                 if any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)}  # fmt: skip
        assert found == {"สรุป"}


@pytest.mark.parametrize("lang", ["th", "en"])
def test_no_error_or_leftover_is_shown(lang: str) -> None:
    for book in (month(lang), mixed(lang), report(lang)):
        for sheet in book.worksheets:
            for text in texts(sheet):
                assert not text.startswith("#"), (sheet.title, text)
                assert "{" not in text and "None" not in text, (sheet.title, text)


def test_what_an_agency_typed_stays_text__formula_and_markup() -> None:
    data = round_report()
    evil = tuple(replace(row, value="=1+1") if row.field == "explanation" else row for row in data.tidy)
    book = load(write_pack(replace(data, tidy=evil)))
    cells = [cell for row in book["รายตัวชี้วัด"].iter_rows() for cell in row if cell.value == "=1+1"]
    assert cells and all(cell.data_type == "s" for cell in cells)


def bare(data: Consolidation) -> Consolidation:
    """The same day and period with nothing in it."""
    return replace(
        data, registry=replace(data.registry, agencies=(), kpis=(), people=(), exemptions=(), settings=Settings("ก", FiscalYear(2556))),
        months=(), dimensions=(), lines=(), obligations=(), overdue=(), coming=(), steps=(), findings=(), files=(),
        balance=Balance(0, {}), tidy=(), as_of=date(2013, 3, 1),
    )  # fmt: skip


def test_a_province_without_anything_still_has_its_pages() -> None:
    assert read(bare(consolidation(months=1, is_reported=False))).sheetnames == MEETING
    assert read(bare(round_report())).sheetnames == REPORT


def test_a_round_without_a_single_report_and_the_last_round_are_printed() -> None:
    assert read(round_report(is_received=False)).sheetnames == REPORT
    assert "รอบ 12 เดือน ปีงบประมาณ พ.ศ. 2556" in texts(read(round_report(SAR12))["ปก"])


def test_sixty_agencies_are_printed() -> None:
    assert read(many_agencies()).sheetnames == MEETING
