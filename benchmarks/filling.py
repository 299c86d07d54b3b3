"""Filled forms by the thousand: what the sample's officials type is found out once, then typed into each agency's own form.

Typing goes straight into the parts of the workbook, as a spreadsheet program does that keeps all it does not know; the
alternative, openpyxl for every file, would take longer than all that is to be measured.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from xml.sax.saxutils import escape

from openpyxl import load_workbook

from kpi_excel.core.model import Registry
from kpi_excel.core.periods import Period
from kpi_excel.forms.spec import FormSpec
from kpi_excel.stages.officials import Officials, fill
from kpi_excel.workbooks.officials import FilledForm

Typed = str | int | float
Edits = Mapping[int, Mapping[str, Typed]]
"""Sheet number, from 1 → cell → what was typed."""

_STRINGS = "xl/sharedStrings.xml"
_CELL = re.compile(rb'<c r="([A-Z]+[0-9]+)"( s="[0-9]+")?[^>]*?(?:/>|>(?:(?!</c>).)*</c>)', re.DOTALL)


def typed_into(
    form: bytes, spec: FormSpec, officials: Officials, registry: Registry, agency: str, period: Period, on: date
) -> Edits:
    """What the officials of an agency type into a form."""
    filled = FilledForm(form)
    fill(filled, spec, officials, registry, agency, period, on)
    before = load_workbook(io.BytesIO(form))
    edits: dict[int, dict[str, Typed]] = {}
    for number, (old, new) in enumerate(zip(before.worksheets, filled.book.worksheets, strict=True), start=1):
        for row in new.iter_rows():
            for cell in row:
                if cell.value not in (None, "") and cell.value != old[cell.coordinate].value:
                    edits.setdefault(number, {})[cell.coordinate] = cell.value
    return edits


def type_in(form: bytes, edits: Edits, modified: date) -> bytes:
    """The form with the edits in it; every other part stays as it is."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(form)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        parts = {name: old.read(name) for name in old.namelist()}
        strings = _Strings(parts[_STRINGS])
        for number, cells in edits.items():
            name = f"xl/worksheets/sheet{number}.xml"
            parts[name] = _with_cells(parts[name], cells, strings)
        parts[_STRINGS] = strings.part()
        stamp = f">{modified.isoformat()}T09:00:00Z</dcterms:modified>".encode()
        parts["docProps/core.xml"] = re.sub(rb">[^<]*</dcterms:modified>", stamp, parts["docProps/core.xml"])
        for name, part in parts.items():
            new.writestr(zipfile.ZipInfo(name, (modified.year, modified.month, modified.day, 9, 0, 0)), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


class _Strings:
    """The shared strings of a workbook, with some added at their end."""

    def __init__(self, part: bytes) -> None:
        self._head, _, self._tail = part.partition(b"</sst>")
        self._count = part.count(b"<si>") + part.count(b"<si/>")
        self._added: list[str] = []

    def add(self, text: str) -> int:
        self._added.append(text)
        return self._count + len(self._added) - 1

    def part(self) -> bytes:
        new = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in self._added)
        head = re.sub(rb' (count|uniqueCount)="[0-9]+"', b"", self._head, count=2)
        return head + new.encode() + b"</sst>" + self._tail


def _with_cells(sheet: bytes, cells: Mapping[str, Typed], strings: _Strings) -> bytes:
    wanted = {name.encode(): value for name, value in cells.items()}

    def typed(found: re.Match[bytes]) -> bytes:
        value = wanted.pop(found[1], None)
        if value is None:
            return found[0]
        style = found[2] or b""
        if isinstance(value, str):
            return b'<c r="%s"%s t="s"><v>%d</v></c>' % (found[1], style, strings.add(value))
        return b'<c r="%s"%s><v>%s</v></c>' % (found[1], style, repr(value).encode())

    changed = _CELL.sub(typed, sheet)
    if wanted:
        raise ValueError(f"no such cell in the form: {sorted(wanted)}")
    return changed


def fields_typed(edits: Edits, kind: type | tuple[type, ...]) -> Sequence[tuple[int, str]]:
    """Sheet and cell of everything of a type that was typed."""
    return [(sheet, cell) for sheet, cells in edits.items() for cell, value in cells.items() if isinstance(value, kind)]
