"""The evidence register of the year: what is filed for which step and level, what is owed, what is still to come."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from kpi_excel.core.consolidation import PlannedStep
from kpi_excel.core.effective import source_of
from kpi_excel.core.material import Material
from kpi_excel.core.model import Kpi
from kpi_excel.core.registers import EvidenceLine, EvidenceState
from kpi_excel.core.revisions import Revision
from kpi_excel.core.submission import Row, Value

_Words = tuple[str, ...]


def evidence_lines(material: Material, steps: Iterable[PlannedStep], as_of: date) -> tuple[EvidenceLine, ...]:
    """Every document of every KPI, in the agreement's order: as registered, then what the plan names beyond that."""
    by_kpi: dict[str, list[PlannedStep]] = {}
    for step in steps:
        by_kpi.setdefault(step.kpi_no, []).append(step)
    return tuple(
        line
        for kpi in material.registry.leaves()
        for line in _lines_of(material, kpi, by_kpi.get(kpi.kpi_no, []), as_of)
    )


def is_due(step: PlannedStep, as_of: date) -> bool:
    """The step is finished, or was to be finished before `as_of`."""
    return step.status == "done" or (step.finish is not None and step.finish < as_of)


def _lines_of(material: Material, kpi: Kpi, steps: Sequence[PlannedStep], as_of: date) -> Iterator[EvidenceLine]:
    host = material.registry.host_on(kpi, as_of)
    named = {words for step in steps if (words := _words(step.evidence))}
    proven: set[str] = set()
    for register, row in _registered(material, kpi, host):
        served = [step for step in steps if _proves(row, step, named)]
        proven.update(step.code for step in served)
        yield _filed(register, row, served[0] if served else None)
    for step in steps:
        if step.evidence and step.code not in proven:
            yield _unfiled(step, host, EvidenceState.OWED if is_due(step, as_of) else EvidenceState.EXPECTED)


def _registered(material: Material, kpi: Kpi, host: str) -> Iterator[tuple[Revision, Row]]:
    """The host's own list, then what an earlier host had registered and the host's list does not repeat.

    A change of host must not make evidence disappear.
    """
    registers = material.effective.by_subject.get(("", "", "evidence", kpi.kpi_no), ())
    told: set[tuple[_Words, _Words]] = set()
    for register in sorted(registers, key=lambda r: (r.key.agency == host, r.precedence), reverse=True):
        rows = [(row, (_words(row.get("document")), _words(row.get("number")))) for row in register.record.rows]
        yield from ((register, row) for row, name in rows if name not in told)
        told.update(name for _, name in rows)


def _proves(row: Row, step: PlannedStep, named: Collection[_Words]) -> bool:
    """Under the name that the plan gave it, or for the step's level under a name that the plan gives to no step."""
    document = _words(row.get("document"))
    if document in named:
        return document == _words(step.evidence)
    return step.level is not None and row.get("level") == step.level


def _filed(register: Revision, row: Row, step: PlannedStep | None) -> EvidenceLine:
    level = row.get("level")
    cell = row.values.get("document") or next(iter(row.values.values()), Value(None))
    return EvidenceLine(
        agency=register.key.agency, kpi_no=register.key.kpi_no, state=EvidenceState.FILED,
        document=text_of(row, "document"), source=source_of(register, cell),
        level=level if isinstance(level, Decimal) else step.level if step else None,
        step=step.code if step else "", due=_due(step) if step else None,
        responsible=step.responsible if step else "", kind=text_of(row, "kind"), number=text_of(row, "number"),
        dated=day_of(row, "dated"), place=text_of(row, "place"), keeper=text_of(row, "keeper"),
        kept_on=day_of(row, "kept_on"),
    )  # fmt: skip


def _unfiled(step: PlannedStep, host: str, state: EvidenceState) -> EvidenceLine:
    return EvidenceLine(
        agency=host, kpi_no=step.kpi_no, state=state, document=step.evidence, source=step.source, level=step.level,
        step=step.code, due=_due(step), responsible=step.responsible,
    )  # fmt: skip


def _due(step: PlannedStep) -> date | None:
    """Evidence is filed as the step ends (M11)."""
    return (step.finished_on if step.status == "done" else None) or step.finish


def text_of(row: Row, key: str) -> str:
    """What was typed in a text field; "" where it is blank or no text."""
    value = row.get(key)
    return value.strip() if isinstance(value, str) else ""


def day_of(row: Row, key: str) -> date | None:
    """The day in a field; None where it is blank or no day."""
    value = row.get(key)
    return value if isinstance(value, date) else None


def _words(value: object) -> _Words:
    """A name without regard to spacing."""
    return tuple(value.split()) if isinstance(value, str) else ()
