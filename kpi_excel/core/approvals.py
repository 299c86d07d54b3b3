"""The governor's approval of every self-assessment (M8): there, missing, or the assessment itself has not come."""

from __future__ import annotations

from collections.abc import Iterator

from kpi_excel.core.effective import source_of
from kpi_excel.core.evidence import day_of, text_of
from kpi_excel.core.in_force import host_of, is_owed
from kpi_excel.core.material import Material
from kpi_excel.core.model import Kpi
from kpi_excel.core.periods import ROUNDS, Period
from kpi_excel.core.registers import ApprovalLine, ApprovalState
from kpi_excel.core.reporting_calendar import due_of
from kpi_excel.core.revisions import Revision
from kpi_excel.core.submission import Row, Value
from kpi_excel.core.text import Text

FORM = "self_assessment"
_PARTS = {
    "governor_no": Text("เลขที่หนังสือ", "its number"),
    "governor_on": Text("วันที่", "its date"),
    "governor_place": Text("ที่เก็บหรือไฟล์", "where it is kept"),
}


def approval_lines(material: Material) -> tuple[ApprovalLine, ...]:
    """One line per round and KPI that assesses itself, up to the period, the rounds in order."""
    year = material.registry.settings.fiscal_year.year
    rounds = [Period.parse(f"{year}-sar{months}") for months in ROUNDS]
    return tuple(
        line
        for period in rounds if period.end <= material.period.end
        for kpi in material.registry.leaves()
        for line in _lines_of(material, kpi, period)
    )  # fmt: skip


def missing_parts(row: Row) -> list[Text]:
    """What the approval lacks: number, date or place of the governor's letter."""
    return [part for key, part in _PARTS.items() if row.get(key) in (None, "")]


def _lines_of(material: Material, kpi: Kpi, period: Period) -> Iterator[ApprovalLine]:
    due = due_of(material.registry, FORM, period, kpi)
    report = material.record(FORM, period, "kpi", kpi)
    if report is not None:
        yield _line(report, period)
    elif due is not None and is_owed(FORM, period, kpi):
        host = host_of(material.registry, FORM, period, kpi)
        yield ApprovalLine(host, kpi.kpi_no, period, ApprovalState.NOT_REPORTED, due=due.due)


def _line(report: Revision, period: Period) -> ApprovalLine:
    """A letter with number and date is an approval; where it is kept can still be asked for."""
    row = report.record.rows[0]
    number, on = text_of(row, "governor_no"), day_of(row, "governor_on")
    state = ApprovalState.APPROVED if number and on else ApprovalState.MISSING
    cell = row.values.get("governor_no") or next(iter(row.values.values()), Value(None))
    return ApprovalLine(
        report.key.agency, report.key.kpi_no, period, state, number, on, text_of(row, "governor_place"),
        source=source_of(report, cell),
    )  # fmt: skip
