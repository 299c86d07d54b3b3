"""What a file is, by its bytes."""

from __future__ import annotations

import pytest

from kpi_excel.workbooks.sniff import Kind, sniff, sniff_package
from tests.hostile import parts

_TYPES = "application/vnd."


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"PK\x03\x04rest", Kind.ZIP),
        (b"PK\x05\x06" + bytes(18), Kind.ARCHIVE),
        (b"BMI,45.5\nK1,3\n", Kind.TEXT),
        (b"II*\0", Kind.PICTURE),
        (b"junk before\n%PDF-1.4", Kind.PDF),
        ("\ufeff<html>".encode("utf-16-le"), Kind.HTML),
        (b"\x09\x08\x10\x00\x00\x06", Kind.UNKNOWN),
        (b"\x00\x00\x01\x00x", Kind.UNKNOWN),
    ],
)
def test_kind_shows_in_the_first_bytes(data: bytes, expected: Kind) -> None:
    assert sniff(data) is expected


@pytest.mark.parametrize(
    ("content_type", "expected"),
    [
        ("openxmlformats-officedocument.spreadsheetml.sheet.main+xml", Kind.XLSX),
        ("openxmlformats-officedocument.spreadsheetml.template.main+xml", Kind.XLSX),
        ("ms-excel.sheet.macroEnabled.main+xml", Kind.XLSM),
        ("ms-excel.template.macroEnabled.main+xml", Kind.XLSM),
        ("ms-excel.sheet.binary.macroEnabled.main", Kind.XLSB),
        ("openxmlformats-officedocument.presentationml.presentation.main+xml", Kind.DOCUMENT),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_package_is_named_by_its_main_part(content_type: str, encoding: str, expected: Kind) -> None:
    types = f'<Types><Override ContentType="{_TYPES}{content_type}"/></Types>'

    assert sniff_package({"[content_types].xml": types.encode(encoding)}) is expected


def test_package_is_no_binary_workbook__for_a_type_that_no_part_of_it_has() -> None:
    """SheetJS says in every package what a part ending in .bin would be."""
    types = f'<Types><Default Extension="bin" ContentType="{_TYPES}ms-excel.sheet.binary.macroEnabled.main"/>'
    types += f'<Override ContentType="{_TYPES}openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'

    assert sniff_package({"[content_types].xml": types.encode(), "xl/workbook.xml": b""}) is Kind.XLSX
    assert sniff_package({"[content_types].xml": types.encode(), "xl/workbook.bin": b""}) is Kind.XLSB


def test_package_without_content_types_is_named_by_its_parts() -> None:
    assert sniff_package({"xl/workbook.xml": b""}) is Kind.XLSX
    assert sniff_package({"mimetype": b"application/vnd.oasis.opendocument.text"}) is Kind.DOCUMENT
    assert sniff_package({"index.zip": b""}) is Kind.NUMBERS
    assert sniff_package({"photo.jpg": b""}) is Kind.ARCHIVE


def test_minimal_workbook_of_the_tests_is_an_xlsx() -> None:
    assert sniff_package({name.lower(): data for name, data in parts().items()}) is Kind.XLSX
