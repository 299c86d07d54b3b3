"""What people do to a form besides what the table of `actions` has: no value is ever taken for another KPI's."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kpi_excel.core.submission import Plain, Verdict
from kpi_excel.stages.judge import Judgement
from tests.office import Office, Step
from tests.workbooks.forms.workshop import (
    ACTION_PLAN,
    EVIDENCE,
    INPUTS,
    PLAN,
    REPORT,
    Workshop,
    place,
    values_of,
)

pytestmark = pytest.mark.program

Values = dict[tuple[str, str, str, str], Plain]
Act = Callable[[bytes], list[Step]]

TABLES = ("results", "words")
INPUT_ROWS = 16


def _rows(data: bytes, table: str) -> tuple[int, int]:
    """First and last row of a table of the six KPIs' report."""
    first = int("".join(filter(str.isdigit, place(data, f"{table} K1.5 kpi_no")[1])))
    return first, first + 5


def _of_both(data: bytes, columns: str, sorted_by: int = 0, ascending: bool = False) -> list[Step]:
    """Sort the rows of both tables of the report, in some columns."""
    first, last = columns.split(":")
    steps: list[Step] = [("unprotect", REPORT)]
    for table in TABLES:
        top, end = _rows(data, table)
        steps.append(("sort", REPORT, f"{first}{top}:{last}{end}", sorted_by, ascending))
    return steps


def sort_everything(data: bytes) -> list[Step]:
    return _of_both(data, "B:Z")


def sort_by_the_result(data: bytes) -> list[Step]:
    top, end = _rows(data, "results")
    return [("unprotect", REPORT), ("sort", REPORT, f"B{top}:Z{end}", 5, True)]


def sort_raw_inputs(data: bytes) -> list[Step]:
    top = int("".join(filter(str.isdigit, place(data, "inputs K1.5/numerator value")[1])))
    return [("unprotect", INPUTS), ("sort", INPUTS, f"B{top}:H{top + INPUT_ROWS - 1}", 0, False)]


def insert_columns(_: bytes) -> list[Step]:
    return [("unprotect", REPORT), ("insert_columns", REPORT, "G", 1), ("insert_columns", REPORT, "B", 2), ("insert_columns", REPORT, "A", 1)]


def delete_the_instructions(_: bytes) -> list[Step]:
    return [("delete", "คำแนะนำ")]


HARMLESS: list[Act] = [sort_by_the_result, sort_raw_inputs, delete_the_instructions]


@pytest.fixture(scope="module")
def filled(workshop: Workshop) -> bytes:
    return workshop.filled("PRO")


@pytest.fixture(scope="module")
def untouched(workshop: Workshop, filled: bytes) -> Values:
    """What is read of the form as it was filled: the measure for everything done to it."""
    judgement = workshop.judged(filled)
    assert judgement.verdict is Verdict.ACCEPTED
    return values_of(judgement)


def _after(workshop: Workshop, office: Office, data: bytes, steps: list[Step], suffix: str = "xlsx") -> Judgement:
    return workshop.judged(office.do(data, [*steps, ("save", f"after.{suffix}")]).saved[f"after.{suffix}"])


@pytest.mark.parametrize("act", HARMLESS, ids=lambda act: act.__name__)
def test_every_value_is_read_as_before__harmless_acts(
    workshop: Workshop, office: Office, filled: bytes, untouched: Values, act: Act
) -> None:
    judgement = _after(workshop, office, filled, act(filled))

    assert (judgement.verdict, judgement.code) == (Verdict.ACCEPTED, "")
    assert judgement.claim.agency == "PRO"
    assert values_of(judgement) == untouched


@pytest.mark.parametrize("suffix", ["ods", "xls"])
def test_every_value_is_read_as_before__all_at_once_in_other_formats(
    workshop: Workshop, office: Office, filled: bytes, untouched: Values, suffix: str
) -> None:
    steps = [*sort_everything(filled), *sort_raw_inputs(filled), *insert_columns(filled), ("insert_rows", REPORT, 3, 1)]

    judgement = _after(workshop, office, filled, [*steps, ("delete_hidden",)], suffix)

    assert judgement.verdict is Verdict.ACCEPTED
    assert values_of(judgement) == untouched


def test_whole_sort_keeps_the_live_cells_right__recalculated(workshop: Workshop, office: Office, filled: bytes) -> None:
    top, end = _rows(filled, "results")
    bottom, last = _rows(filled, "words")
    shown = [("show", REPORT, f"B{top}:I{end}"), ("show", REPORT, f"B{bottom}:I{last}"), ("show", REPORT, "H5")]

    before = office.do(filled, [("recalculate",), *shown]).read
    after = office.do(filled, [*sort_everything(filled), ("recalculate",), *shown]).read

    assert before[0] != after[0]
    assert [sorted(rows, key=str) for rows in after] == [sorted(rows, key=str) for rows in before]
    assert after[2] == [["พร้อมส่ง ✓"]]


def test_plan_sorted_by_its_dates__every_step_keeps_its_kpi(workshop: Workshop, office: Office) -> None:
    data = workshop.filled("DPM", PLAN, ACTION_PLAN)
    top = int(place(data, "plan P3.2.2-1 code")[1].removeprefix("B"))
    steps: list[Step] = [("unprotect", "แผนปฏิบัติการ"), ("sort", "แผนปฏิบัติการ", f"B{top}:AC{top + 9}", 4, False)]

    judgement = _after(workshop, office, data, steps)

    assert judgement.verdict is Verdict.ACCEPTED
    assert values_of(judgement) == values_of(workshop.judged(data))


@pytest.fixture(scope="module")
def small(workshop: Workshop) -> bytes:
    """A filled report whose values all stand on its first sheet."""
    return workshop.filled("DPM")


def test_values_alone_are_enough__pasted_into_a_new_book(workshop: Workshop, office: Office, small: bytes) -> None:
    steps = [("values_into_new_book", REPORT, "A1:Z40"), ("save", "after.xlsx")]
    after = office.do(small, steps).saved["after.xlsx"]
    judgement = workshop.judged(after)

    assert judgement.verdict is Verdict.ACCEPTED
    assert values_of(judgement) == {key: value for key, value in values_of(workshop.judged(small)).items() if key[0] == "kpi"}
    # What our live cells showed is nobody's text
    assert "outside-text" not in {finding.code for finding in judgement.findings}


def test_table_without_the_token__held_with_what_it_resembles(workshop: Workshop, office: Office, small: bytes) -> None:
    judgement = _after(workshop, office, small, [("values_into_new_book", REPORT, "B4:I22")])

    assert (judgement.verdict, judgement.code) == (Verdict.HELD, "form-not-identified")
    assert judgement.records == ()
    assert judgement.extra["guess_agency"] == "DPM"


def test_filled_copy_is_read__sheet_duplicated(workshop: Workshop, office: Office) -> None:
    blank = workshop.blank()
    steps: list[Step] = [("duplicate", REPORT, "สำเนา")]
    for where, text in (("results K3.2.2 result", "29.3"), ("words K3.2.2 status", "ตามแผน"), ("words K3.2.2 next_work", "ตั้งด่าน")):
        steps.append(("type", "สำเนา", place(blank, where)[1], text))

    judgement = _after(workshop, office, blank, steps)

    assert {key[3]: str(value) for key, value in values_of(judgement).items() if key[1] == "3.2.2"} == {
        "result": "29.3", "status": "on_plan", "next_work": "ตั้งด่าน",
    }  # fmt: skip
    assert "sheet-copied" in {finding.code for finding in judgement.findings}


def test_two_copies_that_differ__held(workshop: Workshop, office: Office) -> None:
    blank = workshop.blank()
    cell = place(blank, "results K3.2.2 result")[1]
    steps: list[Step] = [("duplicate", REPORT, "สำเนา"), ("type", REPORT, cell, "29.3"), ("type", "สำเนา", cell, "31")]

    judgement = _after(workshop, office, blank, steps)

    assert (judgement.verdict, judgement.code) == (Verdict.HELD, "sheet-copied-twice")


def test_sheet_of_another_agency__held(workshop: Workshop, office: Office, small: bytes, tmp_path: Path) -> None:
    other = tmp_path / "other.xlsx"
    other.write_bytes(workshop.filled("ENE"))
    steps: list[Step] = [("bring", other.as_uri(), REPORT), ("delete", REPORT), ("delete", EVIDENCE)]

    judgement = _after(workshop, office, small, steps)

    assert (judgement.verdict, judgement.code) == (Verdict.HELD, "identity-conflict")
    assert judgement.records == ()


def test_last_months_sheet_in_this_months_book__held(
    workshop: Workshop, office: Office, small: bytes, tmp_path: Path
) -> None:
    other = tmp_path / "march.xlsx"
    other.write_bytes(workshop.blank("DPM", "2556-03"))

    judgement = _after(workshop, office, small, [("delete", REPORT), ("bring", other.as_uri(), REPORT)])

    assert (judgement.verdict, judgement.code) == (Verdict.HELD, "identity-conflict")


def test_feedback_sorted_and_sent_again__every_value_as_before(workshop: Workshop, office: Office) -> None:
    returned = workshop.feedback("PRO")
    before = values_of(workshop.judged(returned))

    assert before
    assert values_of(_after(workshop, office, returned, sort_everything(returned))) == before
