from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_excel.store.names import (
    LONGEST_NAME,
    archive_name,
    hash_of,
    is_named_after,
    output_name,
    unassigned_name,
    with_longer_hash,
)

SHA = "1a2b3c4d" + "e" * 56


def test_archive_name_says_what_the_file_is__identified() -> None:
    name = archive_name("DPM", "monthly_progress", "2556-02", SHA, ".XLSX", 2556)
    assert name == "2556/2556-02/DPM_monthly_progress_2556-02_1a2b3c4d.xlsx"


def test_archive_name_is_short_without_agency__held_or_refused() -> None:
    assert unassigned_name(SHA, "xls") == "unassigned/1a2b3c4d.xls"


@pytest.mark.parametrize("extension", ["exe", "lnk", "xlsx:stream", "../x", "", "js"])
def test_archived_file_cannot_be_started__extension_of_a_program(extension: str) -> None:
    assert unassigned_name(SHA, extension) == "unassigned/1a2b3c4d.bin"


@given(st.text(max_size=80), st.text(max_size=20), st.text(max_size=12))
def test_archive_name_is_plain_ascii__any_code(agency: str, form: str, period: str) -> None:
    name = archive_name(agency, form, period, SHA, "xlsx", 2556)
    year, _, file = name.split("/")
    assert name.isascii()
    assert len(file) < LONGEST_NAME
    assert ".." not in name
    assert year == "2556"
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./")
    assert is_named_after(name, SHA)


def test_two_thai_agencies_have_two_names__codes_not_ascii() -> None:
    names = {archive_name(code, "kpi_template", "2556-kpi", SHA, "xlsx", 2556) for code in ("สสจ", "ปภ")}
    assert len(names) == 2


def test_longer_hash_stays_at_the_end_of_the_name() -> None:
    names = list(with_longer_hash("2556/2556-02/A_1a2b3c4d.xlsx", SHA))
    assert names == ["2556/2556-02/A_1a2b3c4d.xlsx", f"2556/2556-02/A_{SHA[:16]}.xlsx", f"2556/2556-02/A_{SHA}.xlsx"]
    assert all(is_named_after(name, SHA) for name in names)
    assert not any(is_named_after(name, hash_of(b"torn")) for name in names)


def test_name_must_be_that_of_the_content__another_hash() -> None:
    with pytest.raises(ValueError, match="A_00000000"):
        list(with_longer_hash("2556/2556-02/A_00000000.xlsx", SHA))


@pytest.mark.parametrize(
    ("stem", "name"),
    [
        ("รายงาน กุมภาพันธ์ 2556", "รายงาน กุมภาพันธ์ 2556.xlsx"),
        ("CON", "_CON.xlsx"),
        ("nul.2556", "_nul.2556.xlsx"),
        ("COM1", "_COM1.xlsx"),
        ("console", "console.xlsx"),
        ("a/b\\c:d*e?f\"g<h>i|j", "a-b-c-d-e-f-g-h-i-j.xlsx"),
        ("ends with dot. ", "ends with dot.xlsx"),
        ("\u202egnp.exe", "-gnp.exe.xlsx"),
        ("", "-.xlsx"),
        ("..", "-.xlsx"),
    ],
)
def test_output_name_is_accepted_everywhere(stem: str, name: str) -> None:
    assert output_name(stem, "xlsx") == name


def test_long_output_name_keeps_its_suffix_and_whole_syllables__85_thai_letters() -> None:
    name = output_name("ที่" * 40, "xlsx", " (ใหม่)")
    assert name.endswith(" (ใหม่).xlsx")
    assert len(name.encode()) <= LONGEST_NAME
    assert name.removesuffix(" (ใหม่).xlsx").replace("ที่", "") == ""


@given(st.text(max_size=300), st.sampled_from(["", " (ใหม่)", " (แก้ไขโดยผู้ใช้ 12)"]))
def test_output_name_fits_and_is_composed__any_stem(stem: str, suffix: str) -> None:
    name = output_name(stem, "xlsx", suffix)
    assert len(name.encode()) <= LONGEST_NAME
    assert unicodedata.normalize("NFC", name) == name
    assert name.removesuffix(f"{suffix}.xlsx")
