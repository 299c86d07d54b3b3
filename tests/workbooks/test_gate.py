"""Every rule of the gate refuses the file made to break it, and lets harmless oddities pass."""

from __future__ import annotations

import zipfile
from collections.abc import Callable

import pytest

from kpi_excel.core.catalogue import files, message_of, remedy_of, severity_of
from kpi_excel.core.findings import Finding, Severity
from kpi_excel.workbooks.gate import Admission, check
from kpi_excel.workbooks.reader import Refusal, read_workbook
from kpi_excel.workbooks.sniff import Kind
from tests.hostile import HOSTILE, READABLE, Readable, pack, parts, with_parts, xlsx

_NEVER_RAISED_HERE = {"file-crashes-reader", "file-takes-too-long", "file-needs-too-much-memory"}
"""Said by the workers."""


@pytest.mark.parametrize(("code", "make"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_file_is_refused_with_its_code(code: str, make: Callable[[], bytes]) -> None:
    with pytest.raises(Refusal) as refused:
        read_workbook(make())

    assert refused.value.finding.code == code


@pytest.mark.parametrize("readable", READABLE.values(), ids=READABLE)
def test_odd_workbook_is_read__noted_and_no_cell_lost(readable: Readable) -> None:
    read = read_workbook(readable.make())

    assert {address.a1(): cell.value for address, cell in read.sheets[0].cells.items()} == readable.cells
    assert tuple(finding.code for finding in read.findings) == readable.notes


def test_every_refusal_has_a_hostile_sample_and_a_way_out() -> None:
    refusals = {code for code, rule in files.RULES.items() if rule.severity is Severity.ERROR}

    assert refusals - _NEVER_RAISED_HERE == {code for code, _ in HOSTILE.values()}
    for code, rule in files.RULES.items():
        assert "กรุณา" in rule.remedy.th
        assert rule.example.th
        assert rule.example.en
        assert message_of(Finding(code), "en") != message_of(Finding(code), "th")


@pytest.mark.parametrize(
    "code", [name for name in files.RULES if name.startswith(("file-is-", "zip-", "xml-")) and "text" not in name]
)
def test_way_out_names_a_file_that_can_be_read(code: str) -> None:
    assert ".xlsx" in remedy_of(Finding(code))


def test_check_gives_the_finding_or_the_parts() -> None:
    refused, admitted = check(b"%PDF-1.4"), check(xlsx())

    assert isinstance(refused, Finding)
    assert refused.code == "file-is-pdf"
    assert isinstance(admitted, Admission)
    assert admitted.kind is Kind.XLSX
    assert admitted.parts["xl/workbook.xml"].startswith(b"<workbook")


@pytest.mark.parametrize(
    ("part", "code"),
    [
        ("xl/vbaProject.bin", "macros-present"),
        ("xl/macrosheets/sheet1.xml", "macros-present"),
        ("xl/externalLinks/externalLink1.xml", "external-links-present"),
        ("xl/embeddings/oleObject1.bin", "embedded-objects-present"),
        ("xl/activeX/activeX1.bin", "embedded-objects-present"),
        ("xl/connections.xml", "data-connections-present"),
    ],
)
def test_what_is_never_opened_is_noted__and_the_values_are_read(part: str, code: str) -> None:
    read = read_workbook(pack({**parts(), part: b"<x/>"}))

    assert [finding.code for finding in read.findings] == [code]
    assert severity_of(read.findings[0]) is Severity.NOTE
    assert [cell.value for cell in read.sheets[0].cells.values()] == ["ok"]


@pytest.mark.parametrize(
    "data",
    [
        pack(parts(), zipfile.ZIP_STORED),
        pack({"xl/": b"", **parts()}),
        pack({"/" + name: data for name, data in parts().items()}),
        pack({name.replace("/", "\\"): data for name, data in parts().items()}),
        pack({name.upper(): data for name, data in parts().items()}),
        pack({**parts(), "xl/media/รูป.png": b"x"}),
        with_parts({"docProps/core.xml": b"<broken"}),
        xlsx() + b"\0" * 100,
    ],
    ids=["stored", "folder", "leading slash", "backslashes", "upper case", "thai name", "broken unread", "tail"],
)
def test_odd_but_harmless_package_is_read(data: bytes) -> None:
    assert [cell.value for cell in read_workbook(data).sheets[0].cells.values()] == ["ok"]


def test_sizes_in_the_zip64_field_are_understood(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipfile, "ZIP64_LIMIT", 0)

    data = pack(parts())

    assert b"PK\x06\x06" in data
    assert len(read_workbook(data).sheets) == 1
