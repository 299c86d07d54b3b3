"""What changed as a workbook: flagged, worst first, every value with its place."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from kpi_excel.core.consolidation import Consolidation, ResultState
from kpi_excel.core.differences_between import Differences, differences_between
from kpi_excel.core.periods import Period
from kpi_excel.core.scoring.score import Score
from kpi_excel.workbooks.consolidated import write_consolidated
from kpi_excel.workbooks.differences import is_differences, write_differences
from tests.workbooks.consolidated.reading import load, texts
from tests.workbooks.consolidated.sample import archived_of, consolidation
from tests.workbooks.test_english import thai_left

TO_ARCHIVE = "external:archive/"


def changed() -> tuple[Differences, Consolidation]:
    """KPI 2.1 rose by more than a level, 3.1.1 lost its result, 1.1 got a little worse; the others stayed."""
    after = consolidation()
    then = {"2.1": Decimal("1.2000"), "3.1.1": Decimal("3.0000"), "1.1": Decimal("4.5000")}
    lines = tuple(replace(line, score=replace(line.score, value=then.get(line.kpi.kpi_no, line.score.value))) for line in after.lines)
    before = replace(after, lines=lines, period=Period.parse("2556-08"))
    lost = tuple(
        replace(line, score=Score(None), state=ResultState.NOT_REPORTED, inputs={}, contribution=None)
        if line.kpi.kpi_no == "3.1.1" else line for line in after.lines
    )  # fmt: skip
    after = replace(after, lines=lost)
    return differences_between(before, after), after


def book(lang: str = "th", to_archive: str = TO_ARCHIVE) -> Any:
    found, after = changed()
    return load(write_differences(found, after, lang, to_archive), data_only=True)


def rows(sheet: Any) -> dict[str, list[Any]]:
    """The rows of KPIs and totals by number, "" for the province."""
    return {str(row[2] or ""): list(row) for row in sheet.iter_rows(min_row=6, values_only=True)}


def test_one_sheet__worst_first_with_the_jumps_flagged() -> None:
    (sheet,) = book().worksheets
    found = rows(sheet)
    assert [number for number in found if "." in number] == ["3.1.1", "1.1", "2.1"]
    assert [found[number][0] for number in ("3.1.1", "1.1", "2.1")] == ["ยังไม่มีผล", "ผลถอยลง", "คะแนนต่างมาก"]
    assert sheet["A2"].value.startswith("เปลี่ยน 3 ตัวชี้วัด") and sheet["A2"].value.endswith("ควรสอบถาม 2")


def test_a_missing_score_is_a_dash__never_zero() -> None:
    lost = rows(book().worksheets[0])["3.1.1"]
    assert lost[7] == 3 and lost[8:10] == ["ยังไม่รายงาน", "–"] and lost[11:13] == ["–", "–"]


def test_every_value_says_where_it_came_from__with_a_link_where_there_is_a_way() -> None:
    (sheet,) = book().worksheets
    line = next(line for line in consolidation().lines if line.kpi.kpi_no == "2.1")
    row = next(row for row in sheet.iter_rows() if row[2].value == "2.1")
    source = next(iter(line.inputs.values()))[1]
    for link, words in ((row[15], row[16]), (row[17], row[18])):
        assert source.cell in link.value and archived_of(line.agency).rpartition("/")[2] in words.value
        assert link.hyperlink.target.replace("\\", "/") == f"archive/{source.archived}"
    (bare,) = book(to_archive="").worksheets
    assert not [cell for row in bare.iter_rows() for cell in row if cell.hyperlink]


def test_same_differences_give_the_same_bytes__and_are_known_again() -> None:
    found, after = changed()
    first, second = (write_differences(found, after, "th", TO_ARCHIVE) for _ in range(2))
    assert first == second and is_differences(first)
    assert not is_differences(write_consolidated(after)) and not is_differences(b"PK") and not is_differences(b"")


def test_nothing_changed_says_so() -> None:
    data = consolidation()
    (sheet,) = load(write_differences(differences_between(data, data), data), data_only=True).worksheets
    assert "ไม่มีตัวชี้วัดใดเปลี่ยน" in texts(sheet)


def test_it_prints_one_page_wide_with_headings_repeated() -> None:
    (sheet,) = book().worksheets
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.print_title_rows and sheet.freeze_panes


@pytest.mark.parametrize("to_archive", ["", TO_ARCHIVE])
def test_in_english_nothing_of_ours_is_thai(to_archive: str) -> None:
    found, after = changed()
    assert thai_left(write_differences(found, after, "en", to_archive), after) == []
