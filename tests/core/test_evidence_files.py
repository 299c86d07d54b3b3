"""The folder of evidence beside what the reports name."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import pytest

from kpi_excel.core.consolidation import Source
from kpi_excel.core.evidence_files import compare_files, files_named
from kpi_excel.core.merge import consolidate
from kpi_excel.core.periods import Period
from kpi_excel.core.registers import ApprovalLine, ApprovalState, EvidenceFile, EvidenceLine, EvidenceState
from kpi_excel.core.text import say
from tests.core.province import MAR, SAR6, linear, receipt, record, rows, small

AT = Source("หลักฐาน", "H11")


def line(place: str, state: EvidenceState = EvidenceState.FILED) -> EvidenceLine:
    return EvidenceLine("DPM", "1", state, "เอกสาร", AT, place=place)


def compared(place: str, *names: str) -> tuple[EvidenceFile, ...]:
    return compare_files([line(place)], (), names)


def test_what_is_named_comes_first_and_says_where__then_what_nobody_names() -> None:
    found = compare_files([line("ข.pdf, ก.pdf"), line("แฟ้ม 3")], (), {"2556/ก.pdf", "อื่น/ค.pdf", "ง"})
    assert [(file.name, file.is_there, file.agency) for file in found] == [
        ("ข.pdf", False, "DPM"), ("ก.pdf", True, "DPM"), ("ง", True, ""), ("อื่น/ค.pdf", True, ""),
    ]  # fmt: skip
    assert (found[0].kpi_no, found[0].document, found[0].source) == ("1", "เอกสาร", AT)


def test_what_is_only_planned_names_no_file() -> None:
    assert compare_files([line("ก.pdf", EvidenceState.OWED)], (), ()) == ()


def test_the_governors_letter_is_looked_for_too() -> None:
    letter = ApprovalLine("DPM", "1", SAR6, ApprovalState.APPROVED, "ที่ 12", date(2013, 4, 21), "เห็นชอบ.pdf", source=AT)
    (missing,) = compare_files((), [letter], ())
    assert (missing.is_there, missing.field, missing.source) == (False, "kpi.governor_place", AT)
    assert (say(missing.document, "th"), say(missing.document, "en")) == ("หนังสือเห็นชอบ ที่ 12", "the governor's letter ที่ 12")
    assert [(file.is_there, file.agency) for file in compare_files((), [letter], ["เห็นชอบ.pdf"])] == [(True, "DPM")]


@pytest.mark.parametrize(
    "name", ["แฟ้ม\\2556\\risk.PDF", "D:/หลักฐาน/risk.pdf", "ไฟล์ risk.pdf", " risk.pdf ", "ไฟล์:risk.pdf"],
)  # fmt: skip
def test_a_file_is_found_under_the_name_that_people_write(name: str) -> None:
    assert [file.is_there for file in compared(name, "ย่อย/risk.pdf")] == [True]


@pytest.mark.parametrize(("named", "there"), [("brisk.pdf", "risk.pdf"), ("2risk.pdf", "risk.pdf"), ("risk_56.pdf", "56.pdf"), ("ที่ภาพ.jpg", "ภาพ.jpg"), ("a.pdf", "a.docx")])
def test_another_file_that_ends_alike_is_another(named: str, there: str) -> None:
    assert [(file.name, file.is_there) for file in compared(named, there)] == [(named, False), (there, True)]


def test_letters_typed_in_another_order_are_the_same_name() -> None:
    assert [file.is_there for file in compared("caf\u00e9.pdf", "cafe\u0301.pdf")] == [True]


@pytest.mark.parametrize(
    ("place", "named"),
    [("แฟ้ม 3.2.2-01 ตู้ 2", []), ("", []), ("pdf", []), ("a.pdf; b.docx\nc.png", ["a.pdf", "b.docx", "c.png"]), ("ห้อง 2.5", [])],
)
def test_files_are_told_from_binders(place: str, named: list[str]) -> None:
    assert files_named(place) == named


@pytest.mark.parametrize("names", [None, (), ("ก.pdf",), ["ก.pdf", "ข.pdf"], {"ข.pdf", "ก.pdf"}])
def test_a_consolidation_compares_only_where_a_folder_was_given(names: Collection[str] | None) -> None:
    register = receipt("DPM", MAR, MAR.end, rows("evidence", "1", {"document": "เอกสาร", "place": "ก.pdf"}))
    signed = receipt("DPM", SAR6, date(2013, 4, 20), record("1", result=85, governor_no="ที่ 12", governor_place="ข.pdf"))
    data = consolidate(small(linear("1")), [register, signed], Period.parse("2556-04"), date(2013, 5, 1), evidence_files=names)
    missing = [told.finding.found for told in data.findings if told.finding.code == "evidence-file-missing"]
    if names is None:
        assert (data.evidence_files, missing) == (None, [])
    else:
        assert missing == [name for name in ("ก.pdf", "ข.pdf") if name not in names]
        assert [file.name for file in data.evidence_files or ()] == ["ก.pdf", "ข.pdf"]
