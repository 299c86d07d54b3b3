"""The workbook as a whole: its sheets, its bytes, its pages, and what it refuses."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kpi_excel.core.consolidation import Balance
from kpi_excel.core.model import Registry, Settings
from kpi_excel.core.periods import FiscalYear
from kpi_excel.workbooks.consolidated import SHEETS, BalanceBroken, write_consolidated
from tests.workbooks.consolidated.reading import full, many, mixed, mixed_formulas, nothing, read, texts
from tests.workbooks.consolidated.sample import MIXED, consolidation

THAI = [
    "สรุป", "สถานะการส่ง", "ค้างส่ง", "คะแนน", "ความคืบหน้า", "แผนปฏิบัติการ", "หลักฐาน", "นโยบายรัฐบาล", "ข้อค้นพบ", "บทเรียน",
    "ที่มา", "ข้อมูลรวม", "คำอธิบาย",
]  # fmt: skip
ENGLISH = [
    "Summary", "Submissions", "Overdue", "Scores", "Progress", "Action plans", "Evidence", "Policy report", "Findings",
    "Lessons", "Sources", "Data", "Notes",
]  # fmt: skip
LINKED = ("คะแนน", "ที่มา", "แผนปฏิบัติการ", "หลักฐาน", "นโยบายรัฐบาล")


def test_sheets_stand_in_reading_order__both_languages() -> None:
    assert full().sheetnames == THAI
    assert full("en").sheetnames == ENGLISH
    assert len(SHEETS) == len(THAI)


@pytest.mark.parametrize("lang", ["th", "en"])
def test_same_data_give_same_bytes__written_twice(lang: str) -> None:
    assert write_consolidated(consolidation(MIXED), lang) == write_consolidated(consolidation(MIXED), lang)


def test_bytes_do_not_depend_on_the_order_of_files_and_findings() -> None:
    data = consolidation(MIXED)
    turned = replace(data, findings=data.findings[::-1], files=data.files[::-1])
    first, second = (read(d) for d in (data, turned))
    for name in ("ข้อค้นพบ", "ที่มา"):
        assert list(first[name].values) == list(second[name].values)


def test_properties_say_what_and_as_of_when() -> None:
    found = full().properties
    assert "ระยอง" in found.title and "กันยายน 2556" in found.title
    assert "2556-09" in found.subject
    assert "28 ต.ค. 2556" in found.description


def test_pages_are_a4_one_page_wide_with_headings_repeated() -> None:
    for sheet in full().worksheets:
        assert sheet.page_setup.paperSize == 9, sheet.title
        assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.fitToWidth in (None, 1), sheet.title
        assert sheet.page_setup.orientation == ("portrait" if sheet.title == "สรุป" else "landscape")
        assert "ระยอง" in sheet.oddFooter.left.text and sheet.title in sheet.oddFooter.left.text
        if sheet.title != "สรุป":
            assert sheet.print_title_rows and sheet.freeze_panes, sheet.title


def is_one_page(sheet: Any) -> bool:
    """The file says nothing where it means 1, and 0 where pages follow as needed."""
    return sheet.page_setup.fitToHeight is None


def test_summary_stays_one_page__sixty_agencies() -> None:
    for book in (full(), mixed(), nothing(), many()):
        assert is_one_page(book["สรุป"])
        assert book["สรุป"].max_row <= 48


def test_status_flows_on__more_agencies_than_a_page_holds() -> None:
    assert is_one_page(full()["สถานะการส่ง"]) and is_one_page(full()["ค้างส่ง"])
    assert not is_one_page(many()["สถานะการส่ง"]) and not is_one_page(many()["ค้างส่ง"])
    assert not is_one_page(full()["คะแนน"])


def test_lists_have_filters__and_only_over_their_rows() -> None:
    book = mixed()
    for name in ("ความคืบหน้า", "แผนปฏิบัติการ", "หลักฐาน", "ข้อค้นพบ", "บทเรียน", "ที่มา", "ข้อมูลรวม"):
        assert book[name].auto_filter.ref, name
    bare = replace(consolidation(is_reported=False), tidy=())
    assert not read(bare)["ข้อมูลรวม"].auto_filter.ref


def test_only_the_summary_merges_cells() -> None:
    for sheet in full().worksheets:
        assert bool(sheet.merged_cells.ranges) is (sheet.title == "สรุป"), sheet.title


def test_every_chart_has_a_description_with_its_figures() -> None:
    with zipfile.ZipFile(io.BytesIO(write_consolidated(consolidation()))) as archive:
        drawings = "".join(archive.read(n).decode() for n in archive.namelist() if "drawings/drawing" in n)
    assert drawings.count('descr="') == 3
    assert "ประสิทธิผล 3.5675" in drawings and "ก.ย. 3.7989" in drawings


def test_formulas_stand_where_we_put_them_and_nowhere_else() -> None:
    with_formulas = {
        sheet.title
        for sheet in mixed_formulas().worksheets
        if any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)
    }
    assert with_formulas == {"สรุป", "คะแนน", "ที่มา"}


def test_links_lead_into_the_archive_and_nowhere_else() -> None:
    for sheet in mixed().worksheets:
        targets = [cell.hyperlink.target for row in sheet.iter_rows() for cell in row if cell.hyperlink]
        assert all(target.startswith("..\\..\\..\\archive\\") for target in targets), sheet.title
        assert bool(targets) is (sheet.title in LINKED), sheet.title


@pytest.mark.parametrize("lang", ["th", "en"])
def test_no_error_or_leftover_braces_are_shown(lang: str) -> None:
    for book in (mixed(lang), full(lang)):
        for sheet in book.worksheets:
            for text in texts(sheet):
                assert not text.startswith("#"), (sheet.title, text)
                assert "{" not in text and "None" not in text, (sheet.title, text)


def test_unbalanced_files_are_refused() -> None:
    data = consolidation()
    with pytest.raises(BalanceBroken, match="138 files in, 137 accounted for"):
        write_consolidated(replace(data, balance=replace(data.balance, files=138)))


def test_files_listed_otherwise_than_balanced_are_refused() -> None:
    data = consolidation()
    moved = {"in": data.balance.by_effect["in"] - 1, "returned": 2}
    with pytest.raises(BalanceBroken, match="differ from the balance"):
        write_consolidated(replace(data, balance=Balance(data.balance.files, {**data.balance.by_effect, **moved})))


def test_a_province_without_kpis_agencies_or_files_still_has_its_sheets() -> None:
    data = consolidation(months=1, is_reported=False)
    empty = Registry(Settings("ก", FiscalYear(2556)), (), ())
    bare = replace(
        data, registry=empty, months=(), dimensions=(), lines=(), obligations=(), overdue=(), coming=(), steps=(),
        findings=(), files=(), balance=Balance(0, {}), tidy=(), as_of=date(2013, 3, 1),
    )  # fmt: skip
    for lang, names in (("th", THAI), ("en", ENGLISH)):
        assert read(bare, lang).sheetnames == names
