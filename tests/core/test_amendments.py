"""What came after a closing: value by value, and nothing that only a newer file says again."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from kpi_excel.core.amendments import amendments_between
from kpi_excel.core.consolidation import FindingLine, Source, TidyRow
from kpi_excel.core.findings import Finding, Place
from tests.workbooks.consolidated.sample import consolidation


def row(field: str, value: object, code: str = "K1.1", cell: str = "D4", agency: str = "DPM") -> TidyRow:
    return TidyRow(agency, "monthly_progress", "2556-02", "1.1", "kpi", code, field, value, str(value), Source("แผ่น", cell))  # type: ignore[arg-type]


def test_values_are_compared_by_whose_they_are__whatever_cell_they_stand_in() -> None:
    closed = replace(consolidation(), tidy=(row("result", Decimal(3)), row("status", "เดิม"), row("gone", "ก")))
    now = replace(closed, tidy=(row("new", "ข"), row("result", Decimal(4), cell="F9"), row("status", "เดิม", cell="G9")))
    found = amendments_between(closed, now)
    assert [(one.row.field, one.before and one.before.value, one.after and one.after.value) for one in found.values] == [
        ("new", None, "ข"), ("result", Decimal(3), Decimal(4)), ("gone", "ก", None),
    ]  # fmt: skip
    assert found.values[1].row.source.cell == "F9"


def test_rows_without_a_code_are_told_apart_by_their_number() -> None:
    closed = replace(consolidation(), tidy=(row("document", "ก", ""), row("document", "ข", "")))
    now = replace(closed, tidy=(row("document", "ก", ""), row("document", "ค", ""), row("document", "ง", "")))
    assert [(one.before and one.before.value, one.row.value) for one in amendments_between(closed, now).values] == [
        ("ข", "ค"), (None, "ง"),
    ]  # fmt: skip


def test_findings_that_appeared_and_went__held_and_refused_files_amend_nothing() -> None:
    lines = [FindingLine(Finding(code, Place(kpi_no="1.1")), agency, "monthly_progress" if agency else "", "2556-02" if agency else "")
             for code, agency in (("value-missing", "DPM"), ("value-not-a-number", "DPM"), ("token-not-ours", ""))]  # fmt: skip
    closed = replace(consolidation(), findings=(lines[0],))
    found = amendments_between(closed, replace(closed, findings=(lines[1], lines[2])))
    assert (found.appeared, found.gone, found.count) == ((lines[1],), (lines[0],), 2)


def test_nothing_changed__nothing_counted() -> None:
    data = consolidation()
    assert amendments_between(data, data).count == 0


def test_a_score_that_moved_without_a_value__counts_once() -> None:
    data = consolidation()
    lines = tuple(replace(line, weight=line.weight + 1) if line.kpi.kpi_no == "2.1" else line for line in data.lines)
    assert amendments_between(data, replace(data, lines=lines)).count == 1
