"""RawWorkbook + FormSpec → records and findings. Pure: knows no Excel, no disk, no clock.

Says everything wrong at once. A record is built wherever a person filled something in; a blank row is no record.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kpi_excel.core.findings import Finding, Place, in_order
from kpi_excel.core.submission import Record
from kpi_excel.forms.anchors import LocatedSheet, index_sheet, locate
from kpi_excel.forms.codes import read_code
from kpi_excel.forms.entries import Entry, read_sheet
from kpi_excel.forms.frame import ReadingFrame
from kpi_excel.forms.heads import read_head
from kpi_excel.forms.outside import OutsideText, texts_outside
from kpi_excel.forms.raw import Address, RawSheet, RawWorkbook
from kpi_excel.forms.records import build_records
from kpi_excel.forms.spec import FormSpec, SheetSpec

_ENOUGH = 0.7


@dataclass(frozen=True, slots=True)
class Interpretation:
    """`unclear` is a finding that forbids reading on: the file is held for a person."""

    records: tuple[Record, ...]
    findings: tuple[Finding, ...]
    extra: Mapping[str, str]
    outside: tuple[OutsideText, ...]
    unclear: Finding | None = None


@dataclass(slots=True)
class _Reading:
    """What is gathered sheet by sheet."""

    entries: list[Entry] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    extra: dict[str, str] = field(default_factory=dict)
    used: dict[str, set[Address]] = field(default_factory=dict)


def interpret(raw: RawWorkbook, spec: FormSpec, frame: ReadingFrame) -> Interpretation:
    """Records, findings, head fields and what was written outside the form."""
    reading = _Reading()
    candidates = _sheets_by_spec(raw.sheets, spec)
    for sheet_spec in spec.sheets:
        groups = candidates.get(sheet_spec.key, {})
        if not groups and sheet_spec.key in frame.issued.sheets:
            reading.findings.append(Finding("sheet-missing", Place(sheet=sheet_spec.title.th)))
        for located in groups.values():
            unclear = _take(located, sheet_spec, spec, frame, reading)
            if unclear:
                return Interpretation((), (unclear,), {}, (), unclear)
    if not candidates:
        unclear = Finding("form-not-found-inside")
        return Interpretation((), (unclear,), {}, (), unclear)
    records, found = build_records(reading.entries, spec, frame)
    findings = [*reading.findings, *found]
    outside = texts_outside(raw.sheets, reading.used, frame.issued.texts)
    return Interpretation(records, tuple(in_order(findings)), reading.extra, outside)


def _sheets_by_spec(sheets: Iterable[RawSheet], spec: FormSpec) -> dict[str, dict[str, list[LocatedSheet]]]:
    """Spec sheet → page (KPI number, or "" for tables) → the raw sheets that bear it."""
    found: dict[str, dict[str, list[LocatedSheet]]] = {}
    for sheet in sheets:
        text = index_sheet(sheet)
        best = max(((locate(text, item), item) for item in spec.sheets), key=lambda pair: pair[0].score)
        located, sheet_spec = best
        if located.score < _ENOUGH:
            continue
        page = _page_of(located) if sheet_spec.kind == "page" else ""
        found.setdefault(sheet_spec.key, {}).setdefault(page, []).append(located)
    return found


def _page_of(located: LocatedSheet) -> str:
    """The KPI number of a page, from its visible row code."""
    for key in located.text.by_key:
        for address in located.text.by_key[key]:
            code = read_code(located.text.text_at(*address))
            if code and code.kind == "K" and not code.rest:
                return code.kpi_no
    return ""


def _take(
    copies: list[LocatedSheet], sheet_spec: SheetSpec, spec: FormSpec, frame: ReadingFrame, reading: _Reading
) -> Finding | None:
    """Read the one sheet of several copies that somebody filled in; unclear when two copies differ."""
    readings = [(located, read_sheet(located, sheet_spec, frame, _page_of(located))) for located in copies]
    if len(readings) > 1:
        changed = [pair for pair in readings if _differs_from_issued(pair[1].entries, frame)]
        distinct = {_contents(pair[1].entries) for pair in changed}
        if len(distinct) > 1:
            names = " · ".join(located.text.sheet.name for located, _ in changed)
            return Finding("sheet-copied-twice", Place(sheet=sheet_spec.title.th), found=names)
        chosen = (changed or readings)[0]
        reading.findings.append(Finding("sheet-copied", Place(sheet=chosen[0].text.sheet.name)))
        for located, _ in readings:
            reading.used.setdefault(located.text.sheet.name, set()).update(located.text.sheet.cells)
        readings = [chosen]
    located, result = readings[0]
    if result.unclear:
        return result.unclear
    reading.entries += result.entries
    reading.findings += result.findings
    used = reading.used.setdefault(located.text.sheet.name, set())
    used |= result.used
    extra, findings, read = read_head(located, sheet_spec, frame)
    reading.extra |= extra
    reading.findings += findings
    used |= read
    return None


def _contents(entries: Iterable[Entry]) -> tuple[object, ...]:
    return tuple(
        (entry.kpi_no, entry.code, tuple((key, value.typed) for key, value in entry.values.items()))
        for entry in entries
    )


def _differs_from_issued(entries: Iterable[Entry], frame: ReadingFrame) -> bool:
    return any(
        value.typed != frame.issued.prefilled.get(entry.prefill_key(key), "")
        for entry in entries
        for key, value in entry.values.items()
        if value.typed
    )


