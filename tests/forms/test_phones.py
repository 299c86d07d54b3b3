"""Telephone numbers: kept as written, asked about only when they cannot be dialled."""

from __future__ import annotations

import pytest

from kpi_excel.forms.phones import read_phone
from kpi_excel.forms.raw import RawCell


@pytest.mark.parametrize(
    "text",
    ["0 3869 4000", "0 3869 4000 ต่อ 12", "081-234-5678, 038 694 000", "โทร. 038-694-000", "(038) 694000-1",
     "+66 81 234 5678", "1567", "มท. 23456", "0 3869 4000 ext. 12 หรือ 081 234 5678", "0812345678"],
)  # fmt: skip
def test_read_phone__what_can_be_dialled(text):
    assert read_phone(RawCell("text", text)) == (text, ())


def test_read_phone__thai_digits_become_arabic():
    assert read_phone(RawCell("text", "๐ ๓๘๖๙ ๔๐๐๐")) == ("0 3869 4000", ())


@pytest.mark.parametrize("text", ["0 3869 400", "812345678", "ไม่มี", "นางมาลี 081 234 5678", "081234567890", "12"])
def test_read_phone__what_cannot_is_kept_and_asked_about(text):
    value, issues = read_phone(RawCell("text", text))
    assert (value, [issue.code for issue in issues]) == (text, ["phone-not-clear"])


@pytest.mark.parametrize(("number", "text"), [(812345678.0, "0812345678"), (38694000.0, "038694000")])
def test_read_phone__number_cell_gets_its_zero_back(number, text):
    value, issues = read_phone(RawCell("number", number))
    assert (value, [issue.code for issue in issues]) == (text, ["phone-zero-added"])


def test_read_phone__hotline_in_a_number_cell_has_no_zero():
    assert read_phone(RawCell("number", 1567.0)) == ("1567", ())
