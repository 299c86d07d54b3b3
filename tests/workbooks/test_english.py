"""The English edition says in Thai only what people typed: names, steps, documents, remarks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any

import pytest

from kpi_excel.core.consolidation import Consolidation
from kpi_excel.core.merge import consolidate
from kpi_excel.core.model import Exemption
from kpi_excel.core.policy_month import policy_month
from kpi_excel.core.reminders import EMAIL, Reminder
from kpi_excel.core.text import Text
from kpi_excel.workbooks.consolidated import write_consolidated
from kpi_excel.workbooks.opdc_entry import hosts_in, write_entry_sheet
from kpi_excel.workbooks.opdc_policy import write_policy_month
from kpi_excel.workbooks.pack import write_pack
from tests.core.province import FEB, PLAN, receipt, record, rows, small
from tests.forms.issuing import busy, issue, sample, specs_of
from tests.workbooks import opdc_sample
from tests.workbooks.consolidated.reading import load
from tests.workbooks.consolidated.sample import MIXED, consolidation
from tests.workbooks.pack.sample import round_report

_THAI = re.compile("[\u0e00-\u0e7f]")
_PARTS = re.compile("[\n…·→]")
_FORMS = tuple(specs_of(sample().settings.fiscal_year))


def typed_in(value: Any) -> Iterator[str]:
    """Every plain text with Thai letters: what the program says itself is a `Text`."""
    if isinstance(value, Text):
        return
    if isinstance(value, str):
        if _THAI.search(value):
            yield value
            yield " ".join(value.split())
    elif is_dataclass(value):
        for field in fields(value):
            yield from typed_in(getattr(value, field.name))
    elif isinstance(value, Mapping):
        yield from typed_in([*value, *value.values()])
    elif isinstance(value, list | tuple):
        for item in value:
            yield from typed_in(item)


def without(text: str, typed: list[str]) -> str:
    """A text without what was typed; where a line is too short for it, its beginning or its end. `typed`: longest first."""
    for part in _PARTS.split(text):
        ends = (part[at:].strip() for at in range(len(part)) if _THAI.search(part[at:]))
        text = text.replace(next((end for end in ends if any(w.startswith(end) or w.endswith(end) for w in typed)), ""), "")
    for word in typed:
        text = text.replace(word, "")
    return text


def thai_left(workbook: bytes, *typed: Any) -> list[tuple[str, str, str]]:
    """Sheet, cell and text of everything Thai that nobody typed."""
    words = sorted(set(typed_in(typed)), key=lambda word: (-len(word), word))
    found = []
    for sheet in load(workbook, data_only=True).worksheets:
        said = [(cell.coordinate, cell.value) for row in sheet.iter_rows() for cell in row]
        said += [("name", sheet.title), ("footer", sheet.oddFooter.left.text)]
        said += [(str(rule.sqref), text) for rule in sheet.data_validations.dataValidation
                 for text in (rule.prompt, rule.promptTitle, rule.error, rule.errorTitle)]  # fmt: skip
        found += [
            (sheet.title, place, text) for place, text in said
            if isinstance(text, str) and _THAI.search(text) and _THAI.search(without(text, words))
        ]  # fmt: skip
    return found


def merged() -> tuple[Consolidation, tuple[Any, ...]]:
    """A province as it is merged, with days in its findings, an exemption and a reminder; and what was typed in it."""
    excuse = Exemption("date-after-received", "DPM", "", "ผู้ว่าราชการจังหวัด", "น้ำท่วม", date(2013, 5, 31))
    registry = replace(small(), exemptions=(excuse,))
    plan = rows("plan", "1", {"code": "P1-1", "step": "ประชุม", "start": date(2013, 2, 22), "finish": date(2013, 2, 20)})
    steps = rows("steps", "1", {"code": "P1-1", "done": "done", "finished_on": date(2013, 3, 25)})
    came = [receipt("DPM", PLAN, date(2013, 2, 10), plan),
            receipt("DPM", FEB, date(2013, 2, 20), record("1", result=70), steps)]  # fmt: skip
    told = Reminder(date(2013, 2, 25), EMAIL, "LAB", "monthly_progress", "2556-02", ("2",))
    data = consolidate(registry, came, FEB, date(2013, 3, 5), reminders=[told])
    assert data.findings and any(line.exempted_by for line in data.findings) and any(line.reminded for line in data.overdue)
    return data, (registry, came)


def test_the_consolidated_workbook__as_merged() -> None:
    data, typed = merged()
    assert thai_left(write_consolidated(data, "en"), typed) == []


@pytest.mark.parametrize("data", [consolidation(), consolidation(MIXED)], ids=["full", "mixed"])
def test_the_consolidated_workbook__every_state_and_list(data: Consolidation) -> None:
    assert thai_left(write_consolidated(data, "en"), data) == []


@pytest.mark.parametrize("data", [consolidation(MIXED), round_report()], ids=["meeting", "report"])
def test_the_pack(data: Consolidation) -> None:
    assert thai_left(write_pack(data, "en"), data) == []


def test_what_is_handed_in_to_opdc() -> None:
    month, rounds = opdc_sample.policy_data(), round_report()
    report = policy_month(opdc_sample.registry(), month.policy, FEB)
    assert thai_left(write_policy_month(month, report, "en"), month, report) == []
    for agency in hosts_in(rounds):
        assert thai_left(write_entry_sheet(rounds, agency, "en"), rounds) == []


@pytest.mark.parametrize("form", _FORMS)
def test_the_forms(form: str) -> None:
    registry = sample()
    known = busy(registry.leaves(), registry.settings.fiscal_year)
    written = issue(form, lang="en", known=known, registry=registry).written
    # what identifies a form is said in both languages at once
    left = [line for line in thai_left(written.data, registry, known) if line[0] != "_meta"]
    assert left == []


def test_a_thai_word_of_ours_would_be_found() -> None:
    data, typed = merged()
    late = tuple(replace(line, what=Text(line.what.th, line.what.th)) for line in data.overdue)
    assert thai_left(write_consolidated(replace(data, overdue=late), "en"), typed)
