"""Thai text: one spelling, one key, and what counts as nothing."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_excel.forms.thai_text import arabic_digits, is_blank, key_of, normalise

THAI = st.text(st.sampled_from([chr(code) for code in range(0x0E01, 0x0E5C)] + list(" \n\u200b\xa0a1.-")), max_size=12)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("\xa0ผล\u200bงาน \ufeff", "ผลงาน"),
        ("เเผน", "แผน"),
        ("ดําเนินการ", "ดำเนินการ"),
        ("นํ้า", "น้ำ"),
        ("น้ํา", "น้ำ"),
        ("นำ้", "น้ำ"),
        ("ท่ี", "ที่"),
        ("ผู\uf70bใช\uf70b", "ผู้ใช้"),
        ("หนึ่ง\u2003สอง\tสาม", "หนึ่ง สอง สาม"),
        ("หนึ่ง\r\nสอง\rสาม\u2028สี่", "หนึ่ง\nสอง\nสาม\nสี่"),
        ("e\u0301\x07", "é"),
        ("\u202eabc\u202c\ud800", "abc"),
        ("  a  b ", "a  b"),
    ],
)
def test_normalise_gives_what_looks_the_same_one_spelling(typed, wanted):
    assert normalise(typed) == wanted


@given(st.one_of(THAI, st.text(max_size=20)))
def test_normalise_is_idempotent_and_composed(text):
    once = normalise(text)
    assert normalise(once) == once
    assert unicodedata.is_normalized("NFC", once)


def test_arabic_digits_reads_every_script():
    assert arabic_digits("๑๒/๐๓/๒๕๕๖ ８５ ٧") == "12/03/2556 85 7"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ผลสะสม\nถึงเดือนนี้ *", "ผลสะสม ถึงเดือนนี้:"),
        ("ตัวชี้วัดที่ ๓.๒", "ตัวชี้วัดที่3.2"),
        ("N/A", "n.a."),
        ("ทีี่", "ท่ี"),
        ("น้ําหนัก (ร้อยละ)", "น้ำหนัก ร้อยละ"),
        ("KPI Ｎo", "kpi no."),
    ],
)
def test_key_of_forgets_how_a_label_is_set(one, other):
    assert key_of(one) == key_of(other) != ""


@pytest.mark.parametrize(("one", "other"), [("1.1", "11"), ("ตามแผน", "ช้ากว่าแผน"), ("ระดับ 1", "ระดับ 2"), ("ที", "ที่")])
def test_key_of_keeps_labels_apart(one, other):
    assert key_of(one) != key_of(other)


@given(st.one_of(THAI, st.text(max_size=20)))
def test_key_of_does_not_depend_on_normalising_first(text):
    assert key_of(text) == key_of(normalise(text))


def test_key_of_long_text_is_not_remembered():
    assert key_of("ก " * 5000) == "ก" * 5000


@pytest.mark.parametrize("text", ["", " ", "-", "–", "—", " - - ", "……", "_____", "\xa0\u200b", "....../....../......"])
def test_is_blank__fillers(text):
    assert is_blank(text)


@pytest.mark.parametrize("text", ["0", "ไม่มี", "/", "-1", "N/A", "✓", "ฯ"])
def test_is_blank__something_said(text):
    assert not is_blank(text)
