"""Entries → records: rows of one KPI joined over tables, lists kept in order, what is missing said once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from kpi_excel.core.findings import Finding, Place
from kpi_excel.core.submission import Record, Row, Value, Word
from kpi_excel.forms.entries import Entry
from kpi_excel.forms.frame import Issued
from kpi_excel.forms.spec import ANSWERS, FieldSpec

LISTS = frozenset({"plan", "steps", "evidence", "handover", "verdict"})
"""Kinds of record that are lists: one record per KPI, a row per entry."""

_SAYS_NOTHING = frozenset({"kpi_no", "level"})
"""What we write into blank rows of a list ourselves: by itself it is no entry."""

_Parts = Mapping[tuple[str, str], list[Entry]]


def build_records(entries: Iterable[Entry], issued: Issued) -> tuple[tuple[Record, ...], list[Finding]]:
    """Records of what was filled in, and findings about them."""
    findings: list[Finding] = []
    lists: dict[tuple[str, str], list[Entry]] = {}
    joined: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        (lists if entry.record in LISTS else joined).setdefault((entry.record, entry.kpi_no), []).append(entry)
    records = [*_joined_records(joined, issued, findings), *_list_records(lists, issued, findings)]
    return tuple(records), findings


def _joined_records(joined: _Parts, issued: Issued, findings: list[Finding]) -> Iterator[Record]:
    for (kind, kpi_no), parts in joined.items():
        kept = _without_copies(parts, issued, findings)
        whole = _join(kept)
        missing = list(_missing_values(whole))
        if not whole.values or (missing and not any(part.is_touched(issued) for part in kept)):
            blank = Finding("row-left-blank", Place(sheet=whole.sheet, kpi_no=kpi_no, field=f"{kind}."))
            findings += [blank] if missing else []
            findings += [] if whole.values else whole.findings
            continue
        findings += whole.findings + missing
        yield Record(kind, kpi_no, (Row(f"K{kpi_no}", _answers(whole)),))


def _list_records(lists: _Parts, issued: Issued, findings: list[Finding]) -> Iterator[Record]:
    for (kind, kpi_no), parts in lists.items():
        filled = []
        for part in _without_copies(parts, issued, findings):
            missing = list(_missing_values(part))
            if set(part.values) <= _SAYS_NOTHING or (missing and not part.is_touched(issued)):
                findings += _step_left_blank(part)
                continue
            filled.append(part)
            findings += part.findings + missing
        if filled:
            yield Record(kind, kpi_no, tuple(Row(part.code, dict(part.values)) for part in filled))


def _step_left_blank(part: Entry) -> Iterator[Finding]:
    """We asked after this step; a blank row of the other lists is one that nobody needed."""
    if part.record == "steps":
        yield Finding("step-left-blank", Place(sheet=part.sheet, kpi_no=part.kpi_no, field="steps."), found=part.code)


def _without_copies(parts: list[Entry], issued: Issued, findings: list[Finding]) -> list[Entry]:
    """One entry per table and code: of copies the one that somebody filled in; two filled differently are a finding."""
    kept: dict[object, Entry] = {}
    for number, part in enumerate(parts):
        name = (part.table, part.code) if part.code else number
        first = kept.setdefault(name, part)
        if first is part or first.typed() == part.typed() or not part.is_touched(issued):
            continue
        if first.is_touched(issued):
            findings.append(Finding("row-duplicate", part.place(""), found=part.code))
        else:
            kept[name] = part
    return list(kept.values())


def _join(parts: list[Entry]) -> Entry:
    """The rows of one KPI as one entry; every cell with its own sheet."""
    first = parts[0]
    whole = Entry(first.record, first.table, first.kpi_no, f"K{first.kpi_no}", first.sheet)
    for part in parts:
        whole.values |= part.values
        whole.fields |= part.fields
        whole.cells |= part.cells
        whole.fillers |= part.fillers
        whole.findings += part.findings
    return whole


def _missing_values(entry: Entry) -> Iterator[Finding]:
    """Required inputs that are blank; a cell that already has a finding is not also missing."""
    told = {finding.place.field for finding in entry.findings}
    is_stated = _state_of(entry) is not None
    for key, spec in entry.fields.items():
        if key in entry.values or not _is_required(spec, entry.values) or (is_stated and spec.content in ANSWERS):
            continue
        place = entry.place(key)
        if place.field in told:
            continue
        filler = entry.fillers.get(key, "")
        yield Finding("value-is-filler" if filler else "value-missing", place, filler, spec.title)


def _is_required(spec: FieldSpec, values: Mapping[str, Value]) -> bool:
    if not spec.required or _holds(spec.waived_when, values):
        return False
    return spec.needed_when is None or _holds(spec.needed_when, values)


def _holds(condition: tuple[str, tuple[str, ...]] | None, values: Mapping[str, Value]) -> bool:
    if condition is None or condition[0] not in values:
        return False
    return values[condition[0]].value in condition[1]


def _state_of(entry: Entry) -> Value | None:
    """A state typed where a raw input is asked for: it stands for the KPI's whole result."""
    answers = (value for key, value in entry.values.items() if entry.fields[key].content in ANSWERS)
    return next((value for value in answers if isinstance(value.value, Word)), None)


def _answers(entry: Entry) -> dict[str, Value]:
    """The values of a KPI: chosen answers as yes or no, a state as the state of its result."""
    values = {
        key: replace(value, value=value.value == "yes")
        if entry.fields[key].content in ANSWERS and value.value in ("yes", "no") else value
        for key, value in entry.values.items()
    }  # fmt: skip
    state = _state_of(entry)
    return values if state is None else {"result": state, **values}
