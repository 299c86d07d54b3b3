"""Where the registry's sheets, headings and columns are, whatever was renamed, moved or inserted."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kpi_excel.core.findings import Finding, Place
from kpi_excel.forms.cells import typed_text
from kpi_excel.forms.raw import Address, RawCell, RawSheet
from kpi_excel.forms.thai_text import key_of
from kpi_excel.workbooks.registry.layout import HELP_SHEET, SHEETS, Column, SheetLayout

KEY_MARK = "#"
"""Begins every cell of the hidden row (on a page: column) that bears the keys."""

_CLOSE = 0.82
_ENOUGH = 0.6
"""Share of its headings by which a renamed sheet is still known."""


class Entry(NamedTuple):
    """What one line says: its number, and the cell of each field that has one."""

    line: int
    cells: Mapping[str, RawCell]


@dataclass(frozen=True, slots=True)
class FoundSheet:
    """A sheet of the layout as it stands in the file.

    `lines` are its rows; on a page, where labels stand below each other, its columns. `header` is the line of the
    headings, `columns` where on that line each field has its heading.
    """

    layout: SheetLayout
    name: str
    lines: Mapping[int, Mapping[int, RawCell]]
    header: int
    columns: Mapping[str, int]
    findings: tuple[Finding, ...] = ()

    def entries(self) -> Iterator[Entry]:
        """Every line below the headings that says anything under one of them; a page has one."""
        numbers = [self.header + 1] if self.layout.page else sorted(line for line in self.lines if line > self.header)
        for number in numbers:
            line = self.lines.get(number, {})
            cells = {key: line[at] for key, at in self.columns.items() if at in line}
            if cells or self.layout.page:
                yield Entry(number, cells)

    def address(self, line: int, key: str) -> Address:
        """Where a field of a line stands on the sheet."""
        at = self.columns[key]
        return Address(at, line) if self.layout.page else Address(line, at)


def find_sheets(sheets: Sequence[RawSheet]) -> tuple[dict[str, FoundSheet], list[Finding]]:
    """Each sheet of the layout by its name, else by its headings; what is missing is said."""
    by_name = {key_of(sheet.name): sheet for sheet in reversed(sheets)}
    named = {layout.key: by_name[name] for layout in SHEETS for name in _names(layout) if name in by_name}
    # The help sheet bears every heading there is
    taken = [*named.values(), *(by_name.get(key_of(name)) for name in HELP_SHEET)]
    free = [sheet for sheet in sheets if not any(sheet is one for one in taken)]
    found: dict[str, FoundSheet] = {}
    findings: list[Finding] = []
    for layout in SHEETS:
        sheet = named.get(layout.key) or _by_headings(layout, free)
        if sheet is not None:
            found[layout.key] = _anchor(layout, sheet)
            findings += found[layout.key].findings
        elif not layout.optional:
            near = [name for title in layout.title for name in difflib.get_close_matches(title, [one.name for one in free], 1)]
            findings.append(Finding("registry-sheet-missing", found=near[0] if near else "–", expected=layout.title))
    return found, findings


def _names(spec: SheetLayout | Column) -> list[str]:
    return [key_of(name) for name in (spec.title.th, spec.title.en, *spec.aliases)]


def _by_headings(layout: SheetLayout, free: list[RawSheet]) -> RawSheet | None:
    """The unclaimed sheet that bears most of this layout's headings, where it bears enough of them."""
    shares = [(len(_anchor(layout, sheet).columns) / len(layout.columns), -at) for at, sheet in enumerate(free)]
    share, at = max(shares, default=(0.0, 0))
    return free.pop(-at) if share >= _ENOUGH else None


def _anchor(layout: SheetLayout, sheet: RawSheet) -> FoundSheet:
    lines: dict[int, dict[int, RawCell]] = {}
    for address, cell in sheet.cells.items():
        line, at = (address.column, address.row) if layout.page else address
        lines.setdefault(line, {})[at] = cell
    header, exact = _best_line(layout, lines)
    if len(exact) < 2:
        return FoundSheet(layout, sheet.name, {}, 0, {}, (Finding("registry-headings-missing", Place(sheet=sheet.name)),))
    columns = dict(exact)
    for key, at in _marked(layout, lines).items():
        if at not in columns.values():
            columns.setdefault(key, at)
    _match_loosely(layout, lines[header], columns)
    renamed = {key: lines[header].get(at) for key, at in columns.items() if key not in exact}
    return FoundSheet(layout, sheet.name, lines, header, columns, tuple(_column_findings(layout, sheet.name, columns, renamed)))


def _column_findings(
    layout: SheetLayout, sheet: str, columns: Mapping[str, int], renamed: Mapping[str, RawCell | None]
) -> Iterator[Finding]:
    for column in layout.columns:
        place = Place(sheet=sheet, field=column.key)
        if column.key in renamed:
            heading = renamed[column.key]
            yield Finding("registry-column-renamed", place, "–" if heading is None else typed_text(heading), column.title)
        elif column.key not in columns:
            code = "registry-column-missing" if column.required else "registry-column-absent"
            yield Finding(code, place, expected=column.title)


def _best_line(layout: SheetLayout, lines: Mapping[int, Mapping[int, RawCell]]) -> tuple[int, dict[str, int]]:
    """The line that bears the most headings word for word, the first of equals."""
    wanted = {name: column.key for column in layout.columns for name in _names(column)}
    best: tuple[int, dict[str, int]] = (0, {})
    for number in sorted(lines):
        columns: dict[str, int] = {}
        for at, cell in sorted(lines[number].items()):
            if cell.kind == "text" and (key := wanted.get(key_of(str(cell.value)))):
                columns.setdefault(key, at)
        if len(columns) > len(best[1]):
            best = (number, columns)
    return best


def _marked(layout: SheetLayout, lines: Mapping[int, Mapping[int, RawCell]]) -> dict[str, int]:
    """Where the hidden keys stand: the second vote, for headings that were rewritten."""
    wanted = {f"{KEY_MARK}{layout.key}.{column.key}": column.key for column in layout.columns}
    return {wanted[str(cell.value)]: at for line in lines.values() for at, cell in line.items()
            if cell.kind == "text" and str(cell.value) in wanted}  # fmt: skip


def _match_loosely(layout: SheetLayout, line: Mapping[int, RawCell], columns: dict[str, int]) -> None:
    """Fields without their heading take the closest unclaimed text of the line."""
    free = {at: key_of(str(cell.value)) for at, cell in line.items() if at not in columns.values() and cell.kind == "text"}
    for column in layout.columns:
        if column.key in columns:
            continue
        ranked = sorted((difflib.SequenceMatcher(None, name, text).ratio(), -at)
                        for name in _names(column) for at, text in free.items())  # fmt: skip
        if ranked and ranked[-1][0] >= _CLOSE:
            columns[column.key] = -ranked[-1][1]
            del free[columns[column.key]]
