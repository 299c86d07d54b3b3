"""What became of a form after somebody did something to it: every value right, asked for with a reason, held, or lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from kpi_excel.core.catalogue import severity_of
from kpi_excel.core.findings import Finding, Severity
from kpi_excel.core.submission import Plain, Record, Value, Verdict
from kpi_excel.forms.records import LISTS
from kpi_excel.forms.spec import FormSpec
from kpi_excel.stages.judge import Judgement
from tests.workbooks.forms.actions import Sample

Name = tuple[str, str, str, str]
"""Kind of record, KPI number, row code (a row without code: its place among those), field."""


class Kind(StrEnum):
    RIGHT = "right"
    ASKED = "asked"
    HELD = "held"
    LOST = "LOST"
    REFUSED = "refused"
    """The file leaves the inbox with a note that says why."""
    NOT_SAVED = "not saved"
    """The program itself gives up."""


@dataclass(frozen=True)
class Outcome:
    """`codes`: why it is not simply right. `faults`: what was lost or read wrongly without a word."""

    kind: Kind
    codes: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()

    def __str__(self) -> str:
        return " ".join([self.kind.value, *self.codes, *self.faults])


def outcome_of(sample: Sample, now: Judgement) -> Outcome:
    """What is read now, beside what was read of the form as it was filled."""
    told = tuple(finding for finding in now.findings if severity_of(finding) is not Severity.NOTE)
    codes = tuple(sorted({finding.code for finding in told} - {finding.code for finding in sample.read.findings}))
    if now.verdict is Verdict.HELD:
        return Outcome(Kind.HELD, (now.code,), tuple(_wrong_guess(sample, now)))
    if now.verdict is Verdict.REFUSED:
        return Outcome(Kind.REFUSED, (now.code,))
    faults = tuple(_faults(sample, now, told))
    if faults:
        return Outcome(Kind.LOST, codes, faults)
    is_whole = _plain(now) == _plain(sample.read) and now.verdict is sample.read.verdict
    return Outcome(Kind.RIGHT if is_whole else Kind.ASKED, () if is_whole else codes)


def _wrong_guess(sample: Sample, now: Judgement) -> Iterator[str]:
    """A guess counts for nothing, but it must not mislead whoever decides."""
    right = sample.read.claim
    for name, value in right._asdict().items():
        guess = now.extra.get(f"guess_{name}", value)
        if guess != value:
            yield f"{name} guessed as {guess}"


def _faults(sample: Sample, now: Judgement, told: tuple[Finding, ...]) -> Iterator[str]:
    if now.claim != sample.read.claim:
        yield f"identity {now.claim}"
    before, after = values_by_name(sample.read), values_by_name(now)
    mixed = set(_mixed_lists(before.keys() | after.keys(), now, told))
    for name, value in before.items():
        there = after.get(name)
        if there is not None and there.value == value.value:
            continue
        if name[:2] not in mixed and not any(_tells(finding, name, value, sample.spec) for finding in told):
            yield f"{'/'.join(name)}: {value.value!r} became {there.value if there else None!r}"
    for name in sorted(after.keys() - before.keys()):
        if name[:2] in mixed:
            continue
        yield f"{'/'.join(name)}: {after[name].value!r} from nowhere"
    for key, text in sample.read.extra.items():
        is_told = any(finding.code in ("sheet-missing", "head-value-missing") for finding in told)
        if now.extra.get(key) != text and not is_told:
            yield f"{key}: {text!r} became {now.extra.get(key)!r}"


def _mixed_lists(names: Iterable[Name], now: Judgement, told: tuple[Finding, ...]) -> Iterator[tuple[str, str]]:
    """Lists whose rows stand under the codes of other KPIs, of which therefore nothing is accepted."""
    accepted = {(record.kind, record.kpi_no) for record in now.records if not record.awaiting}
    kinds = {finding.place.field.partition(".")[0] for finding in told if finding.code == "code-and-kpi-differ"}
    yield from {(kind, kpi_no) for kind, kpi_no, _, _ in names if kind in kinds} - accepted


def _tells(finding: Finding, name: Name, value: Value, spec: FormSpec) -> bool:
    """Whether a finding says that this very value is not there, or may not be what was meant."""
    kind, kpi_no, code, field = name
    place = finding.place
    record, _, key = place.field.partition(".")
    tables = [table for sheet in spec.sheets for table in sheet.tables if table.record == kind]
    match finding.code:
        case "nothing-filled":
            return True
        case "sheet-missing":
            return place.sheet == value.sheet
        case "table-missing":
            return any(table.title == finding.expected for table in tables)
        case "column-missing" if not place.kpi_no:
            return any(column.title == finding.expected and column.key == field for table in tables for column in table.columns)
        case "row-missing" if kind in LISTS:
            return (record, finding.expected) == (kind, code)
    return bool(place.kpi_no) and place.kpi_no == kpi_no and record in ("", kind) and key in ("", field)


def _plain(judgement: Judgement) -> tuple[dict[Name, Plain], dict[str, str]]:
    return {name: value.value for name, value in values_by_name(judgement).items()}, dict(judgement.extra)


def values_by_name(judgement: Judgement) -> dict[Name, Value]:
    """Everything that was read. Rows without a code stand in no order that means anything."""
    return {
        (record.kind, record.kpi_no, code, key): value
        for record in judgement.records for code, values in _rows(record) for key, value in values.items()
    }  # fmt: skip


def _rows(record: Record) -> Iterator[tuple[str, dict[str, Value]]]:
    uncoded = sorted((row for row in record.rows if not row.code), key=lambda row: sorted((k, str(v.value)) for k, v in row.values.items()))
    yield from ((row.code, dict(row.values)) for row in record.rows if row.code)
    yield from ((f"+{number}", dict(row.values)) for number, row in enumerate(uncoded, start=1))
