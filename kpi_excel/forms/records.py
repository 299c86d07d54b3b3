"""Entries → records: rows of one KPI joined over tables, lists kept in order, what is missing said once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kpi_excel.core.findings import Finding, Place
from kpi_excel.core.scoring.inputs import inputs_of
from kpi_excel.core.submission import Record, Row, Value, Word
from kpi_excel.forms.entries import Entry
from kpi_excel.forms.frame import ReadingFrame
from kpi_excel.forms.spec import FieldSpec, FormSpec, TableSpec

LISTS = frozenset({"plan", "steps", "evidence"})
"""Kinds of record that are lists: one record per KPI, a row per entry."""


def build_records(
    entries: Iterable[Entry], spec: FormSpec, frame: ReadingFrame
) -> tuple[tuple[Record, ...], list[Finding]]:
    """Records of what was filled in, and findings about what was not."""
    findings: list[Finding] = []
    lists: dict[tuple[str, str], list[Entry]] = {}
    joined: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        (lists if entry.record in LISTS else joined).setdefault((entry.record, entry.kpi_no), []).append(entry)
    records = [*_joined_records(joined, frame, findings), *_list_records(lists, frame, findings)]
    findings += _missing_rows(spec, frame, joined)
    return tuple(records), findings


def _joined_records(
    joined: Mapping[tuple[str, str], list[Entry]], frame: ReadingFrame, findings: list[Finding]
) -> Iterable[Record]:
    for (kind, kpi_no), parts in joined.items():
        kept, twice = _without_copies(parts)
        findings += twice
        entry = _join(kept)
        if _is_blank(entry, frame):
            findings.append(Finding("row-left-blank", Place(sheet=entry.sheet, kpi_no=kpi_no, field=f"{kind}.")))
            continue
        findings += entry.findings + _missing_values(entry, entry.values, frame)
        yield Record(kind, kpi_no, (Row(f"K{kpi_no}", _with_state(entry.values, kpi_no, frame)),))


def _without_copies(parts: list[Entry]) -> tuple[list[Entry], list[Finding]]:
    """One entry per table and code; a copied row with other values is a finding, an equal one is dropped."""
    kept: dict[tuple[str, str], Entry] = {}
    findings = []
    for part in parts:
        key = (part.table, part.code)
        first = kept.setdefault(key, part)
        if first is not part and _typed(first) != _typed(part):
            place = Place(sheet=part.sheet, cell=next(iter(part.cells.values()), ""), kpi_no=part.kpi_no,
                          field=f"{part.record}.")  # fmt: skip
            findings.append(Finding("row-duplicate", place, found=part.code))
    return list(kept.values()), findings


def _typed(entry: Entry) -> dict[str, str]:
    return {key: value.typed for key, value in entry.values.items()}


def _join(parts: list[Entry]) -> Entry:
    first = parts[0]
    whole = Entry(first.record, first.table, first.kpi_no, f"K{first.kpi_no}", first.sheet)
    for part in parts:
        whole.values |= part.values
        whole.fields |= part.fields
        whole.cells |= {key: f"{part.sheet}!{cell}" for key, cell in part.cells.items()}
        whole.findings += part.findings
    return whole


def _is_blank(entry: Entry, frame: ReadingFrame) -> bool:
    """Nothing typed, or nothing beyond what we wrote ourselves while something required is still open."""
    if not entry.values:
        return True
    changed = any(
        value.typed != frame.issued.prefilled.get(entry.prefill_key(key), "") for key, value in entry.values.items()
    )
    return not changed and bool(_missing_values(entry, entry.values, frame))


def _list_records(
    lists: Mapping[tuple[str, str], list[Entry]], frame: ReadingFrame, findings: list[Finding]
) -> Iterable[Record]:
    for (kind, kpi_no), parts in lists.items():
        filled = [part for part in parts if not _is_blank(part, frame)]
        if not filled:
            continue
        for part in filled:
            findings += part.findings + _missing_values(part, part.values, frame)
        yield Record(kind, kpi_no, tuple(Row(part.code, dict(part.values)) for part in filled))


def _missing_values(entry: Entry, values: Mapping[str, Value], frame: ReadingFrame) -> list[Finding]:
    """Required inputs that are blank; a cell that already has a finding is not also missing."""
    told = {finding.place.field for finding in entry.findings}
    stated = any(isinstance(value.value, Word) for value in values.values())
    missing = []
    for key, spec in entry.fields.items():
        name = f"{entry.record}.{key}"
        if key in values or name in told or not _is_required(spec, values):
            continue
        if stated and key in _input_keys(entry.kpi_no, frame):
            continue
        sheet, _, cell = entry.cells[key].rpartition("!")
        place = Place(sheet=sheet or entry.sheet, cell=cell, kpi_no=entry.kpi_no, field=name)
        missing.append(Finding("value-missing", place, expected=spec.title))
    return missing


def _is_required(spec: FieldSpec, values: Mapping[str, Value]) -> bool:
    if not spec.required or _holds(spec.waived_when, values):
        return False
    return spec.needed_when is None or _holds(spec.needed_when, values)


def _holds(condition: tuple[str, tuple[str, ...]] | None, values: Mapping[str, Value]) -> bool:
    if condition is None or condition[0] not in values:
        return False
    return values[condition[0]].value in condition[1]


def _input_keys(kpi_no: str, frame: ReadingFrame) -> frozenset[str]:
    kpi = frame.kpis.get(kpi_no)
    return frozenset() if kpi is None else frozenset(item.key for item in inputs_of(kpi))


def _with_state(values: Mapping[str, Value], kpi_no: str, frame: ReadingFrame) -> dict[str, Value]:
    """Answers as yes or no; a state typed into any raw input is the state of the KPI's result."""
    keys = _input_keys(kpi_no, frame)
    out = {
        key: Value(value.value == "yes", value.typed, value.sheet, value.cell)
        if key in keys and value.value in ("yes", "no") else value
        for key, value in values.items()
    }  # fmt: skip
    state = next((value for key, value in values.items() if isinstance(value.value, Word)), None)
    if state is not None and "result" not in out:
        out["result"] = state
    return out


def _missing_rows(
    spec: FormSpec, frame: ReadingFrame, joined: Mapping[tuple[str, str], list[Entry]]
) -> list[Finding]:
    """Rows of ours that are gone: nothing accepted before is lost, but the agency should know."""
    kinds = {table.record for sheet in spec.sheets for table in sheet.tables if _is_whole(table)}
    kinds |= {sheet.record for sheet in spec.sheets if sheet.record}
    return [
        Finding("row-missing", Place(kpi_no=kpi_no, field=f"{kind}."), expected=f"K{kpi_no}")
        for kind in sorted(kinds - LISTS)
        for kpi_no in frame.issued.kpi_nos
        if (kind, kpi_no) not in joined
    ]


def _is_whole(table: TableSpec) -> bool:
    """One row for every KPI of the form."""
    return table.rows == "kpis"
