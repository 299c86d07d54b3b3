from __future__ import annotations

from dataclasses import replace
from datetime import date

from kpi_excel.core.consolidation import Overdue
from kpi_excel.core.merge import consolidate
from kpi_excel.core.obligations import obligations_on
from kpi_excel.core.overdue import coming_on
from kpi_excel.core.reminders import EMAIL, LETTER, Reminder, last_reminder, reminder_of
from kpi_excel.core.text import Text
from tests.core.province import FEB, PLAN, linear, receipt, record, rows, small

AS_OF = date(2013, 3, 5)
PLANNED = receipt(
    "DPM", PLAN, date(2013, 2, 10),
    rows("plan", "1", {"code": "P1-1", "step": "ประชุม", "finish": date(2013, 2, 22)},
         {"code": "P1-2", "step": "สำรวจ", "finish": date(2013, 2, 25)}),
)  # fmt: skip
NOTE = Reminder(date(2013, 2, 25), EMAIL, "DPM", "monthly_progress", "2556-02", ("1",))


def listed(*notes: Reminder, as_of: date = AS_OF) -> tuple[Overdue, ...]:
    return consolidate(small(), [PLANNED], FEB, as_of, reminders=notes).overdue


def test_minutes__m03_the_list_shows_the_last_reminder__of_several() -> None:
    notes = (replace(NOTE, on=date(2013, 2, 28), channel=LETTER), NOTE, replace(NOTE, on=date(2013, 3, 6)))
    lines = {(line.agency, line.form): line.reminded for line in listed(*notes) if line.kind == "submission"}
    assert lines["DPM", "monthly_progress"] == Text("28 ก.พ. 2556 ทางหนังสือ", "28 Feb 2013 by letter")
    assert lines["LAB", "monthly_progress"] == lines["DPM", "kpi_template"] is None


def test_a_reminder_of_one_kpi_stands_for_the_line_that_holds_it() -> None:
    registry = small(linear("1"), linear("2"))
    line = next(
        line for line in consolidate(registry, (), FEB, AS_OF, reminders=[NOTE]).overdue if line.period == FEB.code
    )
    assert (line.kpi_nos, line.reminded) == (("1", "2"), Text("25 ก.พ. 2556 ทางอีเมล", "25 Feb 2013 by e-mail"))


def test_a_reminder_of_a_step_is_about_that_step__not_about_the_plan() -> None:
    first = next(line for line in listed() if line.kind == "step" and "P1-1" in line.what.th)
    note = reminder_of(first, date(2013, 3, 1), EMAIL)
    assert (note.step, note.form, note.period) == ("P1-1", "action_plan", "2556-plan")
    steps = {line.what.th: line.reminded for line in listed(note) if line.kind == "step"}
    assert steps == {"P1-1 ประชุม": Text("1 มี.ค. 2556 ทางอีเมล", "1 Mar 2013 by e-mail"), "P1-2 สำรวจ": None}
    plan = Overdue("submission", "DPM", "action_plan", "2556-plan", ("1",), first.what, first.due, 3)
    assert last_reminder(plan, [note], AS_OF) is None


def test_the_day_that_is_looked_at_decides__a_later_reminder_is_not_known_yet() -> None:
    assert {line.reminded for line in listed(NOTE, as_of=date(2013, 2, 24))} == {None}


def test_how_far_ahead_is_chosen__due_today_and_days_later() -> None:
    owed = obligations_on(small(), [receipt("LAB", FEB, date(2013, 2, 10), record("2", result=70))], date(2013, 2, 20))
    near, far = (coming_on(small(), owed, (), date(2013, 2, 20), days=days) for days in (0, 8))
    assert [(line.agency, line.form, line.days) for line in near] == [("DPM", "monthly_progress", 0)]
    assert {line.form for line in far} == {"monthly_progress", "kpi_template", "action_plan"}
