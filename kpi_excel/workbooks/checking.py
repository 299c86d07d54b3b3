"""An output opened once more before anybody gets it: formulas, links and parts are only those that we put there."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import BinaryIO, Protocol
from zipfile import BadZipFile, ZipFile, ZipInfo

_FORMULA = re.compile(rb'<c r="([A-Z]+[0-9]+)"[^<>]*><f[ >]')
_RELATION = re.compile(rb"<Relationship [^<>]*>")
_EXTERNAL = b'TargetMode="External"'
_TARGET = re.compile(r'Target="([^"]*)"')
_NEVER = ("vbaproject", "externallinks/", "embeddings/", "activex/", "connections", "macrosheets/", "customxml/", "querytables/", "ctrlprops/")
_ELSEWHERE = re.compile(r"\s*(?:[a-z][a-z0-9+.\-]+:|//|\\\\)", re.IGNORECASE)
"""What begins a link that leads to a program or another machine."""

_PIECE, _LONGEST = 1 << 20, 1 << 22
"""Bytes that are read at once, and that are kept at most while no cell begins: the longest text of a cell is shorter."""


class OutputNotSafe(RuntimeError):
    """A workbook that we wrote holds what we did not put there: it is never published."""


class Written(Protocol):
    """What is known of a sheet as it was written: where formulas were put, and the targets of links."""

    formulas: set[tuple[int, int]]
    links: list[str]


def check_output(file: BinaryIO, sheets: Sequence[Written]) -> None:
    """Compare a finished workbook of any size with what was put into its sheets, in their order. Its parts are read in
    pieces, and no limit of the gate applies: a province of many agencies has a data sheet that nobody could send us.

    Raises:
        OutputNotSafe: there is a formula, a link, a macro, a part or a document type that we did not put there, or it is no
            whole package.
    """
    try:
        with ZipFile(file) as package:
            names = {info.filename.lower(): info for info in package.infolist()}
            if len(names) != len(package.infolist()):
                raise OutputNotSafe("a part twice")
            _check_parts(names, lambda name: _cut_at_tags(_pieces(package, names[name])), sheets)
    except (BadZipFile, zlib.error) as error:
        raise OutputNotSafe(str(error)) from error


def _check_parts(names: Collection[str], read: Callable[[str], Iterator[bytes]], sheets: Sequence[Written]) -> None:
    """`read` gives a part in pieces, none of which ends within a cell or a tag."""
    ours = {f"xl/worksheets/sheet{number}.xml": sheet for number, sheet in enumerate(sheets, start=1)}
    relations = {name.replace("worksheets/", "worksheets/_rels/") + ".rels": sheet for name, sheet in ours.items()}
    if missing := ours.keys() - set(names):
        raise OutputNotSafe(f"no {min(missing)}")
    for name in names:
        if any(word in name for word in _NEVER):
            raise OutputNotSafe(name)
        pieces = _without_document_type(name, read(name))
        if name in ours:
            _check_sheet(name, pieces, ours[name])
        elif name.endswith(".rels"):
            _check_relations(name, pieces, relations[name].links if name in relations else ())
        elif name.startswith("xl/worksheets/"):
            raise OutputNotSafe(name)
        else:
            for _ in pieces:
                pass


def _without_document_type(name: str, pieces: Iterator[bytes]) -> Iterator[bytes]:
    for piece in pieces:
        if b"<!DOCTYPE" in piece or b"<!ENTITY" in piece:
            raise OutputNotSafe(f"a document type in {name}")
        yield piece


def _check_sheet(name: str, pieces: Iterator[bytes], sheet: Written) -> None:
    """The formulas are ours, and there are as many; no more links than we put."""
    ours, stray = {_a1(*at).encode() for at in sheet.formulas}, set[bytes]()
    cells = formulas = links = 0
    for piece in pieces:
        links += piece.count(b"<hyperlink ")
        if b"<f" in piece:
            found = _FORMULA.findall(piece)
            cells, stray = cells + len(found), stray | (set(found) - ours)
            formulas += piece.count(b"<f>") + piece.count(b"<f ")
    if stray or cells != len(ours) or formulas != len(ours):
        told = b", ".join(sorted(stray)[:5]).decode()
        raise OutputNotSafe(f"formulas in {name}: {told or cells}")
    if links > len(sheet.links):
        raise OutputNotSafe(f"links in {name}")


def _check_relations(name: str, pieces: Iterator[bytes], ours: Sequence[str]) -> None:
    """As many links as we put, and none of them to a program or another machine."""
    external, count = list[str](), 0
    for piece in pieces:
        count += piece.count(_EXTERNAL)
        external += [found.decode() for found in _RELATION.findall(piece) if _EXTERNAL in found]
    targets = [target[1] for relation in external if (target := _TARGET.search(relation))]
    if len(targets) != count or count > len(ours) or any(map(_ELSEWHERE.match, targets)):
        raise OutputNotSafe(f"a link in {name}")


def _pieces(package: ZipFile, part: ZipInfo) -> Iterator[bytes]:
    with package.open(part) as file:
        while piece := file.read(_PIECE):
            yield piece


def _cut_at_tags(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same bytes, cut where a cell begins, so that it is whole; at any tag where there is no cell for long."""
    rest = b""
    for piece in pieces:
        rest += piece
        at = rest.rfind(b"<c ", 1)
        if at < 0 and len(rest) > _LONGEST:
            at = rest.rfind(b"<", 1)
        if at > 0:
            yield rest[:at]
            rest = rest[at:]
    yield rest


def _a1(row: int, column: int) -> str:
    letters, number = "", column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"
