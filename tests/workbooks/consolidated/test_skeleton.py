"""What all sheets share: measuring, cutting, the top block."""

from __future__ import annotations

import pytest

from kpi_excel.core.text import Text
from kpi_excel.workbooks.consolidated.skeleton import Column, fitted, row_height, size_that_fits
from tests.workbooks.consolidated.reading import full

WIDE, NARROW = Column(Text("", ""), 300), Column(Text("", ""), 100)
NAME = "สำนักงานป้องกันและบรรเทาสาธารณภัยจังหวัดระยอง"


@pytest.mark.parametrize("lang", ["th", "en"])
def test_top_block_is_the_same_on_every_sheet(lang: str) -> None:
    stamp = "ข้อมูล ณ 28 ต.ค. 2556" if lang == "th" else "as of 28 Oct 2013"
    for sheet in full(lang).worksheets:
        assert all(sheet.cell(row, 1).value for row in (1, 2, 3)), sheet.title
        assert [cell.value for cell in sheet[1] if cell.value][-1] == stamp
        heights = [sheet.row_dimensions[row].height for row in (1, 2, 3, 4)]
        assert heights == pytest.approx([22, 37, 22, 10], abs=0.5)


def test_text_that_fits_is_kept__what_does_not_is_cut_with_a_sign() -> None:
    assert fitted("สั้น", [WIDE], 14) == "สั้น"
    cut = fitted(NAME, [WIDE], 14)
    assert cut.endswith("…") and NAME.startswith(cut[:-1]) and len(cut) > 15
    assert fitted(NAME, [WIDE], 14, lines=2) == NAME


def test_cutting_a_book_is_quick_and_keeps_one_row() -> None:
    assert len(fitted("ก" * 1_000_000, [WIDE], 14, lines=5)) < 200


def test_size_shrinks_only_as_far_as_asked() -> None:
    assert size_that_fits("สั้น", [WIDE], (14, 13, 12)) == 14
    assert size_that_fits(NAME, [WIDE], (14, 13, 12)) == 12
    assert size_that_fits("สนง.ป้องกันและบรรเทาสาธารณภัย", [Column(Text("", ""), 270)], (14, 13, 12)) == 13


def test_rows_grow_with_their_text__more_so_in_narrow_columns() -> None:
    one, two = row_height([("สั้น", WIDE, 14)]), row_height([(NAME, WIDE, 14)])
    assert 29 <= one < 31 < two
    assert row_height([("สั้น", WIDE, 14)], least=46) == 46
    assert row_height([(NAME, NARROW, 14)]) > two
    assert row_height([("ก" * 100_000, NARROW, 14)]) == 409


def test_figures_are_narrower_than_letters() -> None:
    digits = Column(Text("", ""), 100, has_digits=True)
    assert row_height([("038-555-116", digits, 13)]) == 29 < row_height([("ก" * 11, NARROW, 13)])
