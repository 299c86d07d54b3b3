"""The gate: is this file safe and whole? It runs before any parser sees the bytes, and gives one reason if not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kpi_excel.core.findings import Finding
from kpi_excel.core.text import Text
from kpi_excel.workbooks.gate import limits
from kpi_excel.workbooks.gate.refusal import Refusal, refusal
from kpi_excel.workbooks.gate.xml import check_part_has_no_doctype
from kpi_excel.workbooks.gate.zip import unpack
from kpi_excel.workbooks.sniff import Kind, sniff, sniff_package

READABLE = (Kind.XLSX, Kind.XLSM, Kind.ODS, Kind.XLS)

_REFUSED: Mapping[Kind, str] = {
    Kind.EMPTY: "file-empty",
    Kind.ZEROS: "file-only-zeros",
    Kind.ENCRYPTED: "file-encrypted",
    Kind.XLSB: "file-is-binary-workbook",
    Kind.NUMBERS: "file-is-numbers",
    Kind.HTML: "file-is-html",
    Kind.XML: "file-is-xml",
    Kind.TEXT: "file-is-text",
    Kind.PDF: "file-is-pdf",
    Kind.DOCUMENT: "file-is-document",
    Kind.PICTURE: "file-is-picture",
    Kind.ARCHIVE: "file-is-archive",
    Kind.PROGRAM: "file-is-program",
    Kind.UNKNOWN: "file-unknown",
}

_NOTED: tuple[tuple[str, str], ...] = (
    ("vbaproject.bin", "macros-present"), ("xl/macrosheets/", "macros-present"), ("basic/", "macros-present"),
    ("xl/externallinks/", "external-links-present"),
    ("xl/embeddings/", "embedded-objects-present"), ("xl/activex/", "embedded-objects-present"),
    ("xl/connections.xml", "data-connections-present"),
)  # fmt: skip
"""What may stand in a part's name, and the note it earns. None of it is ever opened, run or passed on."""


@dataclass(frozen=True, slots=True)
class Admission:
    """A file that may be read: what it is, its parts (names in lower case; none for .xls), what was noticed."""

    kind: Kind
    parts: Mapping[str, bytes] = field(default_factory=dict)
    notes: tuple[Finding, ...] = ()


def check(data: bytes) -> Finding | Admission:
    """Whether `data` may be read: the reason against it, or its parts, each inflated once and proven."""
    try:
        return admit(data)
    except Refusal as refused:
        return refused.finding


def admit(data: bytes) -> Admission:
    """Like `check`, for callers that go on reading.

    Raises:
        Refusal: with the one reason why the file is not read.
    """
    if len(data) > limits.FILE_BYTES:
        raise refusal("file-too-large", _size(len(data)), _size(limits.FILE_BYTES))
    kind = sniff(data)
    parts: Mapping[str, bytes] = {}
    if kind is Kind.ZIP:
        parts = unpack(data)
        kind = sniff_package(parts)
    if kind not in READABLE:
        raise refusal(_REFUSED[kind])
    for name, content in parts.items():
        if name.endswith((".xml", ".rels")):
            check_part_has_no_doctype(name, content)
    return Admission(kind, parts, _notice(kind, parts, data))


def _notice(kind: Kind, parts: Mapping[str, bytes], data: bytes) -> tuple[Finding, ...]:
    names = "\n".join(parts)
    codes = [code for marker, code in _NOTED if marker in names]
    if kind in (Kind.ODS, Kind.XLS):
        codes.append("reduced-checks")
    if kind is Kind.XLS and "_VBA_PROJECT".encode("utf-16-le") in data:
        codes.append("macros-present")
    return tuple(Finding(code) for code in dict.fromkeys(codes))


def _size(count: int) -> Text:
    figure = f"{count / limits.MEGABYTE:,.1f}"
    return Text(f"{figure} เมกะไบต์", f"{figure} MB")
