from __future__ import annotations

import pytest

from kpi_excel.workbooks.forms.measure import cut_to, line_count, stacked, tall, text_px


def test_marks_above_and_below_take_no_room__width() -> None:
    assert text_px("กิ่ง") == text_px("กง")
    assert text_px("ก ก") < text_px("กกก")
    assert text_px("กก", 28) == 2 * text_px("กก", 14)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [("", 10, 1), ("สั้น", 10, 1), ("หนึ่ง\nสอง\nสาม", 20, 3), ("ยาว" * 30, 20, 10), ("ยาว" * 30 + "\nสั้น", 20, 11)],
)
def test_lines_are_counted__forced_and_wrapped(text: str, width: float, lines: int) -> None:
    assert line_count(text, width) == lines


def test_text_just_too_wide_takes_two_lines__never_a_part_of_one() -> None:
    room = 20 * 7 + 5 - 19
    fitting = "ก" * int(room // text_px("ก"))

    assert line_count(fitting, 20) == 1
    assert line_count(fitting + "ก", 20) == 2


def test_row_shows_its_tallest_cell__within_what_a_row_can_be() -> None:
    assert tall([("สั้น", 20, 14), ("ยาว" * 30, 20, 14)]) == pytest.approx(10 * 14 * 1.56 + 8)
    assert tall([("สั้น", 20, 14)], 64) == 64
    assert tall([("ยาว" * 3000, 20, 14)]) == 409
    assert stacked([("หนึ่ง", 20, 14), ("สอง", 20, 12)]) == pytest.approx((14 + 12) * 1.56 + 8)


@pytest.mark.parametrize(
    ("text", "room", "shown"),
    [("สั้น", 200, "สั้น"), ("อุบัติเหตุทางถนน", 58, "อุบัติ…"), ("ก ข ค ง จ", 40, "ก ข…"), ("กกกกกก", 5, "…")],
)
def test_cut_text_ends_in_a_whole_letter__no_lone_vowel(text: str, room: float, shown: str) -> None:
    assert cut_to(text, room) == shown
