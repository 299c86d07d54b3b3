"""Checks of a reported result: its status has a reason, its figures can be so, its steps follow each other."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from kpi_excel.core.findings import Finding
from kpi_excel.core.model import Kpi, Levels, ScoringMethod
from kpi_excel.core.scoring.arithmetic import shown
from kpi_excel.core.scoring.method import PERCENT_UNITS
from kpi_excel.core.scoring.parts import PART
from kpi_excel.core.submission import Record, Word
from kpi_excel.core.submitted import Submitted, finding_at
from kpi_excel.core.text import Text

_REASONS = {"problem": Text("ปัญหา อุปสรรค", "problem"), "measure": Text("มาตรการแก้ไข", "measure")}

STATUS_WORDS = {
    Word.NO_DATA: Text("ไม่มีข้อมูล", "no data"),
    Word.NOT_STARTED: Text("ยังไม่เริ่ม", "not started"),
    Word.WITHDRAWN: Text("ขอถอนผล", "withdrawn"),
}

_CHANGE_WORDS = ("เพิ่มขึ้น", "ลดลง", "เติบโต", "ขยายตัว")
"""A percentage of change may be negative or above 100."""

_STATUS_STATES = {"not_started": Word.NOT_STARTED, "withdrawn": Word.WITHDRAWN}


def stated_word(record: Record) -> Word | None:
    """The state that stands for a result: typed where the number is asked for, or chosen as the status."""
    result, status = record.get("result"), record.get("status")
    if isinstance(result, Word):
        return result
    return _STATUS_STATES.get(status) if isinstance(status, str) else None


def is_percentage(kpi: Kpi) -> bool:
    """The unit is a percentage."""
    return kpi.unit.strip().lower() in PERCENT_UNITS


def check_status_behind_has_reason(submitted: Submitted) -> Iterator[Finding]:
    """Behind plan: what is stuck and what is done about it (M2)."""
    for record, _ in submitted.known("kpi"):
        if record.get("status") == "behind":
            for key, title in _REASONS.items():
                if record.get(key) in (None, ""):
                    yield finding_at("status-without-reason", record, key, expected=title)


def check_status_agrees_with_result(submitted: Submitted) -> Iterator[Finding]:
    """A result that is withdrawn or not started has no number."""
    for record, _ in submitted.known("kpi"):
        word, result = stated_word(record), record.get("result")
        if word is not None and isinstance(result, Decimal):
            said = STATUS_WORDS[word]
            yield finding_at("status-contradicts-result", record, "result", found=shown(result), expected=said)


def check_measure_is_not_the_problem(submitted: Submitted) -> Iterator[Finding]:
    """A measure copied from the problem says nothing."""
    for record, _ in submitted.known("kpi"):
        problem, measure = (str(record.get(key) or "").split() for key in _REASONS)
        if problem and problem == measure:
            yield finding_at("measure-repeats-problem", record, "measure", found=" ".join(measure))


def check_numerator_is_within_denominator(submitted: Submitted) -> Iterator[Finding]:
    """A part of a whole is no greater than the whole, unless the percentage is one of change."""
    for record, kpi in submitted.known("kpi"):
        above, below = record.get("numerator"), record.get("denominator")
        if not isinstance(above, Decimal) or not isinstance(below, Decimal):
            continue
        if is_percentage(kpi) and not _speaks_of_change(kpi) and above > below:
            found, limit = shown(above), shown(below)
            yield finding_at("numerator-above-denominator", record, "numerator", found=found, expected=limit)


def check_percentage_is_within_100(submitted: Submitted) -> Iterator[Finding]:
    """A percentage judged by criteria within 0 to 100 lies there too, the result's as well as a part's."""
    for record, kpi in submitted.known("kpi"):
        if not is_percentage(kpi) or _speaks_of_change(kpi):
            continue
        criteria = {"result": kpi.levels} | {f"{PART}{part.code}": part.levels for part in kpi.parts}
        for key, levels in criteria.items():
            value = record.get(key)
            if _lie_within_100(levels) and isinstance(value, Decimal) and not 0 <= value <= 100:
                yield finding_at("percentage-out-of-range", record, key, found=shown(value))


def check_steps_are_consecutive(submitted: Submitted) -> Iterator[Finding]:
    """Only consecutive steps count (R10): a gap is said, so that nobody wonders about the score."""
    for record, kpi in submitted.known("kpi"):
        if kpi.method is not ScoringMethod.MILESTONE:
            continue
        keys = sorted((key for row in record.rows for key in row.values if key.startswith("step")), key=_step_number)
        done = {_step_number(key) for key in keys if record.get(key) is True}
        gap = next((number for number in range(1, max(done, default=0)) if number not in done), None)
        if gap is not None:
            later = min(number for number in done if number > gap)
            yield finding_at("steps-not-consecutive", record, f"step{later}", found=str(later), expected=str(gap))


def _lie_within_100(criteria: Levels) -> bool:
    levels = [level for level in criteria if level is not None]
    return bool(levels) and all(0 <= level <= 100 for level in levels)


def _speaks_of_change(kpi: Kpi) -> bool:
    return kpi.method is ScoringMethod.GROWTH or any(word in kpi.name for word in _CHANGE_WORDS)


def _step_number(key: str) -> int:
    number = key.removeprefix("step")
    return int(number) if number.isdigit() else 0


REPORT_CHECKS = (
    check_status_behind_has_reason, check_status_agrees_with_result, check_measure_is_not_the_problem,
    check_numerator_is_within_denominator, check_percentage_is_within_100, check_steps_are_consecutive,
)  # fmt: skip
