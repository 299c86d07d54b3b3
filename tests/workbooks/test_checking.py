"""A finished workbook that holds what we did not put there is never given out."""

from __future__ import annotations

import io
import zipfile

import pytest

from kpi_excel.workbooks.checking import OutputNotSafe, check_output
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
    check_output(data, book._sheets)


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
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
    ],
)  # fmt: skip
def test_anything_we_did_not_put_there__is_never_given_out(part: str, old: bytes, new: bytes) -> None:
    book, data = written()

    with pytest.raises(OutputNotSafe):
        check_output(changed(data, part, old, new), book._sheets)


@pytest.mark.parametrize("part", ["xl/vbaProject.bin", "xl/externalLinks/externalLink1.xml", "xl/embeddings/a.bin", "xl/connections.xml"])
def test_part_of_an_agency__is_never_given_out(part: str) -> None:
    book, data = written()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        content = {name: package.read(name) for name in package.namelist()}

    with pytest.raises(OutputNotSafe):
        check_output(pack({**content, part: related([]).encode()}), book._sheets)


def test_rich_text_of_nothing__is_plain_text() -> None:
    book = Book("ลอง")
    sheet, look = book.sheet("แผ่น"), book.formats(bold=True)
    sheet.rich(0, 0, [look, "ชื่อ\n", look, "\x01\ud800", look, "โดย"], look)
    sheet.rich(1, 0, [look, "\x01", look, ""], look)

    assert sheet.texts == {(0, 0): "ชื่อ\nโดย"}
    assert book.close()
