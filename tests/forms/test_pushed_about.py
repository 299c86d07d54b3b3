"""Real forms, filled in and then pushed about the way people do it: whatever they do to it, every value stays with its row."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from functools import lru_cache

import pytest

from kpi_excel.forms.codes import read_code
from kpi_excel.workbooks.forms.layout import lay_out
from tests.forms.issuing import BUSIEST, IssuedForm, busy, filled, issue, sample, values_read
from tests.forms.reading import codes
from tests.sheets import Sheet, Workbook

FORMS = ("monthly_progress", "action_plan", "kpi_template", "self_assessment")
TABLES = ("monthly_progress", "action_plan", "policy_report")

Push = Callable[[random.Random, IssuedForm, Workbook], None]


@lru_cache(maxsize=8)
def form(name: str) -> IssuedForm:
    registry = sample()
    own = [kpi for kpi in registry.leaves() if kpi.host == BUSIEST]
    return issue(name, known=busy(own, registry.settings.fiscal_year), registry=registry)


def input_sheets(form: IssuedForm, workbook: Workbook) -> list[Sheet]:
    return [workbook[layout.content.name] for layout in lay_out(form.content).sheets]


def sort_every_table(dice: random.Random, form: IssuedForm, workbook: Workbook) -> None:
    """Whole rows of each table, by any column; before anything else, so that rows are where the writer put them."""
    for layout in lay_out(form.content).sheets:
        for table in layout.tables:
            rows = range(table.first_row, table.end_row)
            workbook[layout.content.name].sort(rows, dice.choice(list(table.columns.values())), descending=dice.random() < 0.5)


def insert_rows(dice: random.Random, form: IssuedForm, workbook: Workbook) -> None:
    sheet = dice.choice(input_sheets(form, workbook))
    sheet.insert_rows(dice.randrange(7, 20), dice.randint(1, 3))


def insert_column(dice: random.Random, form: IssuedForm, workbook: Workbook) -> None:
    dice.choice(input_sheets(form, workbook)).insert_columns(dice.randrange(0, 8))


def move_column(dice: random.Random, form: IssuedForm, workbook: Workbook) -> None:
    tables = [workbook[layout.content.name] for layout in lay_out(form.content).sheets if layout.tables]
    if tables:
        dice.choice(tables).move_column(*dice.sample(range(1, 8), k=2))


def delete_hidden_rows(dice: random.Random, form: IssuedForm, workbook: Workbook) -> None:
    """The keys over the headers, or the marks below the tables."""
    mark = dice.choice([r"#[a-z]+\.\w+", r"#end\|"])
    for sheet in input_sheets(form, workbook):
        sheet.delete_rows(*{a.row for a, cell in sheet.cells.items() if re.match(mark, str(cell.value))})


def paste_values(dice: random.Random, form: IssuedForm, workbook: Workbook) -> None:
    for sheet in workbook:
        sheet.paste_values()


def shuffle_sheets(dice: random.Random, form: IssuedForm, workbook: Workbook) -> None:
    dice.shuffle(workbook.sheets)


def delete_hidden_sheets(dice: random.Random, form: IssuedForm, workbook: Workbook) -> None:
    workbook.delete("_meta", "_lists")


PUSHES: tuple[Push, ...] = (
    insert_rows, insert_column, move_column, delete_hidden_rows, paste_values, shuffle_sheets, delete_hidden_sheets,
)  # fmt: skip


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("name", FORMS)
def test_harmless_pushes__any_of_them_in_any_order_change_no_value(name: str, seed: int) -> None:
    dice = random.Random(f"{name} {seed}")
    workbook, expected = filled(form(name))
    if dice.random() < 0.5:
        sort_every_table(dice, form(name), workbook)
    done = dice.sample(PUSHES, k=dice.randint(1, 4))
    for push in done:
        push(dice, form(name), workbook)
    for number, sheet in enumerate(workbook):
        sheet.name = f"แผ่นที่ {number}"

    reading = form(name).read(workbook)

    assert reading.unclear is None, done
    assert values_read(reading) == expected, done
    assert set(codes(reading)) <= {"result-is-computed", "head-value-missing"}, done


@pytest.mark.parametrize("name", TABLES)
def test_half_sorted__rows_that_bear_a_name_are_held(name: str) -> None:
    """The codes stay, everything right of them is sorted: no value may go to the wrong KPI."""
    for layout in lay_out(form(name).content).sheets:
        for table in layout.tables:
            if not any(c.content in ("kpi_name", "input_name", "step_text", "evidence_due") for c in table.content.spec.columns):
                continue
            workbook, _ = filled(form(name))
            rows = range(table.first_row, table.end_row)
            workbook[layout.content.name].rearrange_rows(rows, reversed(rows), range(table.code_column + 1, 40))

            unclear = form(name).read(workbook).unclear

            assert unclear is not None, table.content.spec.key
            assert unclear.code == "rows-mixed-up"


@pytest.mark.parametrize("name", FORMS)
def test_row_deleted__its_values_go_and_no_others(name: str) -> None:
    for layout in lay_out(form(name).content).sheets:
        for table in layout.tables:
            for row, content in list(table.rows())[::5]:
                workbook, expected = filled(form(name))
                workbook[layout.content.name].delete_rows(row)

                left = values_read(form(name).read(workbook))

                gone = {read for read in expected if left[read] < expected[read]}
                assert not left - expected
                assert all(read_code(content.code) is None or name[1] == content.kpi.kpi_no for name, _ in gone if content.kpi)
