"""ข้อค้นพบ: the gravest first, in the catalogue's words; and the exemptions."""

from __future__ import annotations

from dataclasses import replace

from kpi_excel.core.catalogue import message_of, remedy_of
from kpi_excel.core.model import Exemption
from tests.workbooks.consolidated.reading import full, read, table, texts
from tests.workbooks.consolidated.sample import consolidation
from tests.workbooks.consolidated.sample_lists import UNKNOWN_CODE

NAME = "ข้อค้นพบ"


def test_headline_counts_by_severity() -> None:
    assert full()[NAME]["A2"].value == "ต้องแก้ 3  ควรตรวจ 3  แจ้งให้ทราบ 1  จาก 7 หน่วยงาน"


def test_gravest_first__exempted_last_among_its_like() -> None:
    rows = table(full()[NAME], "ระดับ")
    assert [row["ระดับ"] for row in rows] == ["ต้องแก้"] * 3 + ["ควรตรวจ"] * 3 + ["แจ้งให้ทราบ"]
    assert [row["รหัส"] for row in rows[:3]] == ["value-not-a-number", "status-without-reason", "value-missing"]
    assert rows[2]["ยกเว้นโดย"].startswith("หัวหน้าสำนักงานจังหวัด")


def test_words_are_the_catalogues__in_both_languages() -> None:
    line = next(line for line in consolidation().findings if line.finding.code == "claim-differs")
    for lang, name, heads in (
        ("th", NAME, ("ระดับ", "สิ่งที่พบ", "ต้องทำอย่างไร", "รหัส")),
        ("en", "Findings", ("Severity", "Finding", "What to do", "Code")),
    ):
        row = next(row for row in table(full(lang)[name], heads[0]) if row[heads[3]] == "claim-differs")
        assert row[heads[1]] == message_of(line.finding, lang)
        assert row[heads[2]] == remedy_of(line.finding, lang)


def test_a_code_this_version_does_not_know_is_shown_and_looked_at() -> None:
    row = next(row for row in table(full()[NAME], "ระดับ") if row["รหัส"] == UNKNOWN_CODE)
    assert row["ระดับ"] == "ควรตรวจ" and "ไม่มีคำอธิบาย" in row["สิ่งที่พบ"]


def test_a_file_of_nobody_is_no_agency() -> None:
    data = consolidation()
    nobody = replace(data.findings[0], agency="", form="", period="")
    assert read(replace(data, findings=(*data.findings, nobody)))[NAME]["A2"].value.endswith("จาก 7 หน่วยงาน")


def test_place_is_sheet_and_cell() -> None:
    assert table(full()[NAME], "ระดับ")[0]["แผ่นและช่อง"] == "ความคืบหน้า\nF8"


def test_place_names_the_file_too__where_nobody_knows_whose_it_is() -> None:
    data = consolidation()
    held = replace(data.findings[0], agency="", form="", period="")
    rows = table(read(replace(data, findings=(held,)))[NAME], "ระดับ")
    place = held.finding.place
    assert rows[0]["แผ่นและช่อง"] == f"{place.file}\n{place.sheet}\n{place.cell}"


def test_exemptions_of_the_registry_are_printed() -> None:
    found = texts(full()[NAME])
    assert {"ข้อยกเว้นในทะเบียน", "เปลี่ยนผู้จัดเก็บข้อมูลระหว่างเดือน", "31 มี.ค. 2556", "overdue"} <= set(found)


def test_an_exemption_for_all_without_end_says_so() -> None:
    data = consolidation()
    every = replace(data.registry, exemptions=(Exemption("overdue", "", "", "ผู้ว่าราชการจังหวัด", "น้ำท่วม", None),))
    found = texts(read(replace(data, registry=every))[NAME])
    assert {"ทุกหน่วยงาน", "ไม่กำหนด"} <= set(found)


def test_nothing_found_and_no_exemption_say_so() -> None:
    data = consolidation()
    clean = replace(data, findings=(), registry=replace(data.registry, exemptions=()))
    found = texts(read(clean)[NAME])
    assert found.count("ไม่มีข้อค้นพบ") == 2 and "ไม่มีข้อยกเว้น" in found
