"""An output opened once more before anybody gets it: formulas, links and parts are only those that we put there."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from kpi_excel.workbooks.gate.zip import unpack

_FORMULA = re.compile(r'<c r="([A-Z]+[0-9]+)"[^<>]*><f[ >]')
_RELATION = re.compile(r"<Relationship [^<>]*>")
_TARGET = re.compile(r'Target="([^"]*)"')
_NEVER = ("vbaproject", "externallinks/", "embeddings/", "activex/", "connections", "macrosheets/", "customxml/", "querytables/", "ctrlprops/")
_ELSEWHERE = re.compile(r"\s*(?:[a-z][a-z0-9+.\-]+:|//|\\\\)", re.IGNORECASE)
"""What begins a link that leads to a program or another machine."""


class OutputNotSafe(RuntimeError):
    """A workbook that we wrote holds what we did not put there: it is never published."""


class Written(Protocol):
    """What is known of a sheet as it was written: where formulas were put, and the targets of links."""

    formulas: set[tuple[int, int]]
    links: list[str]


def check_output(data: bytes, sheets: Sequence[Written]) -> None:
    """Compare a finished workbook with what was put into its sheets, in their order.

    Raises:
        OutputNotSafe: there is a formula, a link, a macro, a part or a document type that we did not put there.
        Refusal: it is no whole package.
    """
    parts = unpack(data)
    for name, content in parts.items():
        if any(word in name for word in _NEVER):
            raise OutputNotSafe(name)
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
            raise OutputNotSafe(f"a document type in {name}")
    for number, sheet in enumerate(sheets, start=1):
        name = f"xl/worksheets/sheet{number}.xml"
        _check_formulas(name, parts[name].decode("utf-8"), len(sheet.formulas), {_a1(*at) for at in sheet.formulas})
        _check_links(name, parts, sheet.links)
    for name, content in parts.items():
        if name.endswith(".rels") and not name.startswith("xl/worksheets/") and b'TargetMode="External"' in content:
            raise OutputNotSafe(f"a link in {name}")


def _check_formulas(name: str, text: str, count: int, ours: Collection[str]) -> None:
    found = _FORMULA.findall(text)
    stray = set(found) - set(ours)
    if stray or len(found) != count or text.count("<f>") + text.count("<f ") != count:
        raise OutputNotSafe(f"formulas in {name}: {', '.join(sorted(stray)[:5]) or len(found)}")


def _check_links(name: str, parts: Mapping[str, bytes], ours: Sequence[str]) -> None:
    """As many links as we put, and none of them to a program or another machine."""
    if parts[name].count(b"<hyperlink ") > len(ours):
        raise OutputNotSafe(f"links in {name}")
    relations = parts.get(name.replace("worksheets/", "worksheets/_rels/") + ".rels", b"").decode("utf-8")
    external = [relation for relation in _RELATION.findall(relations) if 'TargetMode="External"' in relation]
    targets = [found[1] for relation in external if (found := _TARGET.search(relation))]
    if len(targets) != len(external) or len(external) > len(ours) or any(map(_ELSEWHERE.match, targets)):
        raise OutputNotSafe(f"links in {name}")


def _a1(row: int, column: int) -> str:
    letters, number = "", column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"
