"""A finished workbook that holds what we did not put there is never given out."""

from __future__ import annotations

import errno
import io
import zipfile

import pytest

from kpi_excel.workbooks import checking
from kpi_excel.workbooks.checking import OutputNotSafe, check_output
from kpi_excel.workbooks.gate import limits
from kpi_excel.workbooks.gate.refusal import Refusal
from kpi_excel.workbooks.gate.zip import unpack
from kpi_excel.workbooks.writing import Book
from tests.hostile import pack, related

FIRST, LINKS = "xl/worksheets/sheet1.xml", "xl/worksheets/_rels/sheet1.xml.rels"


def written() -> tuple[Book, bytes]:
    """A workbook with a formula, a text that looks like one, and a link."""
    book = Book("ลอง")
    sheet = book.sheet("แผ่น")
    sheet.text(0, 0, "=1+1")
    sheet.formula(1, 0, "=A1+1", None, 2)
    sheet.link(2, 0, "external:../archive/a.xlsx", "a.xlsx", None)
    book.sheet("อื่น").text(0, 0, "ข้อความ")
    return book, book.close()


def changed(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        content = {name: package.read(name) for name in package.namelist()}
    assert old in content.get(part, b"")
    return pack(content | {part: content.get(part, b"").replace(old, new, 1)})


def test_workbook_as_written__is_given_out() -> None:
    book, data = written()
    check_output(io.BytesIO(data), book._sheets)


def test_limits_of_what_agencies_send__are_none_of_what_we_write(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PART_BYTES", 100)
    _, data = written()
    with pytest.raises(Refusal):
        unpack(data)


CHANGES = [
    (FIRST, b'<c r="A1" t="s"><v>', b'<c r="A1" t="str"><f>1+1</f><v>'),
    (FIRST, b"<f>A1+1</f>", b""),
    (FIRST, b"<f>A1+1</f>", b'<f t="array" ref="A2:A9">A1+1</f><f>1</f>'),
    ("xl/worksheets/sheet2.xml", b'<c r="A1" t="s"><v>', b'<c r="A1"><f>1+1</f><v>'),
    (FIRST, b"<hyperlinks>", b'<hyperlinks><hyperlink ref="A1" location="b"/>'),
    (LINKS, rb"..\archive\a.xlsx", b"http://x.example"),
    (LINKS, rb"..\archive\a.xlsx", b"mailto:a@x.example"),
    (LINKS, rb"..\archive\a.xlsx", b"\\\\10.0.0.1\\c$\\x.xlsx"),
    (LINKS, b"</Relationships>", b'<Relationship Id="r9" Type="x" Target="b.xlsx" TargetMode="External"/></Relationships>'),
    ("xl/_rels/workbook.xml.rels", b"</Relationships>", b'<Relationship Id="r9" Type="x" Target="b" TargetMode="External"/></Relationships>'),
    ("xl/workbook.xml", b"<workbook", b"<!DOCTYPE a><workbook"),
    ("xl/styles.xml", b"<styleSheet", b'<!DOCTYPE a [<!ENTITY b "c">]><styleSheet'),
]  # fmt: skip
"""Part, what stands there, and what somebody else put there instead."""


@pytest.mark.parametrize(("part", "old", "new"), CHANGES)
def test_anything_we_did_not_put_there__is_never_given_out(part: str, old: bytes, new: bytes) -> None:
    book, data = written()

    with pytest.raises(OutputNotSafe):
        check_output(io.BytesIO(changed(data, part, old, new)), book._sheets)


@pytest.mark.parametrize("size", [1, 7, 64])
def test_streamed_workbook__the_same_is_found_wherever_its_pieces_end(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    monkeypatch.setattr(checking, "_PIECE", size)
    book, data = written()
    check_output(io.BytesIO(data), book._sheets)
    for part, old, new in CHANGES:
        with pytest.raises(OutputNotSafe):
            check_output(io.BytesIO(changed(data, part, old, new)), book._sheets)


@pytest.mark.parametrize("longest", [10, 1 << 22])
def test_pieces_of_a_part__no_cell_is_cut_and_no_byte_lost(monkeypatch: pytest.MonkeyPatch, longest: int) -> None:
    monkeypatch.setattr(checking, "_LONGEST", longest)
    part = b"<sheet>" + b"".join(b'<c r="A%d" t="s"><v>%d</v></c>' % (row, row) for row in range(1, 50)) + b"<merge/>" * 50
    pieces = [*checking._cut_at_tags(part[at : at + 60] for at in range(0, len(part), 60))]
    assert b"".join(pieces) == part and len(pieces) > 20
    assert all(piece.count(b"<c ") == piece.count(b"</c>") and piece.startswith(b"<") for piece in pieces)
    assert (max(map(len, pieces)) < 200) == (longest == 10)


def test_streamed_book_is_checked_when_it_is_closed__and_goes_on_at_its_end() -> None:
    file = io.BytesIO()
    book = Book("ลอง", stream=file)
    book.sheet("แผ่น").text(0, 0, "=1+1")
    assert book.close() == b"" and file.tell() == len(file.getvalue())

    broken = Book("ลอง", stream=io.BytesIO())
    broken.sheet("แผ่น").raw.write_formula(0, 0, "=1+1")
    with pytest.raises(OutputNotSafe):
        broken.close()


def test_streamed_book__what_the_system_refuses_at_the_very_end_is_its_refusal() -> None:
    class Full(io.BytesIO):
        def flush(self) -> None:
            raise OSError(errno.ENOSPC, "no room")

    book = Book("ลอง", stream=Full())
    book.sheet("แผ่น").text(0, 0, "x")
    with pytest.raises(OSError, match="no room"):
        book.close()


def test_streamed_workbook__cut_off_or_a_byte_changed() -> None:
    book, data = written()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        info = package.getinfo(FIRST)
    inside = info.header_offset + 30 + len(FIRST) + info.compress_size // 2
    for harmed in (data[:-30], data[:inside] + bytes([data[inside] ^ 1]) + data[inside + 1 :]):
        with pytest.raises(OutputNotSafe):
            check_output(io.BytesIO(harmed), book._sheets)


@pytest.mark.parametrize("part", ["xl/vbaProject.bin", "xl/externalLinks/externalLink1.xml", "xl/embeddings/a.bin", "xl/connections.xml"])
def test_part_of_an_agency__is_never_given_out(part: str) -> None:
    book, data = written()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        content = {name: package.read(name) for name in package.namelist()}

    data = pack({**content, part: related([]).encode()})
    with pytest.raises(OutputNotSafe):
        check_output(io.BytesIO(data), book._sheets)


def test_rich_text_of_nothing__is_plain_text() -> None:
    book = Book("ลอง")
    sheet, look = book.sheet("แผ่น"), book.formats(bold=True)
    sheet.rich(0, 0, [look, "ชื่อ\n", look, "\x01\ud800", look, "โดย"], look)
    sheet.rich(1, 0, [look, "\x01", look, ""], look)

    assert sheet.texts == {(0, 0): "ชื่อ\nโดย"}
    assert book.close()
