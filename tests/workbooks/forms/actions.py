"""What people do to a form, as data: one table of actions, each a list of steps that any program of `programs` can take."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from openpyxl.utils import get_column_letter

from kpi_excel.forms.spec import FieldSpec, FormSpec, SheetSpec
from kpi_excel.stages.judge import Judgement
from kpi_excel.workbooks.officials import FilledForm
from tests.office import Step
from tests.workbooks.forms.workshop import (
    ACTION_PLAN,
    FEBRUARY,
    KPI_TEMPLATE,
    MARCH,
    MONTHLY,
    PLAN,
    POLICY_REPORT,
    SELF_ASSESSMENT,
    SIX_MONTHS,
    TEMPLATE,
    Workshop,
)

SAMPLES: Mapping[str, tuple[str, str, str]] = {
    "monthly_progress": ("PRO", FEBRUARY, MONTHLY),
    "monthly_progress with planned steps": ("DPM", MARCH, MONTHLY),
    "action_plan": ("DPM", PLAN, ACTION_PLAN),
    "kpi_template": ("DPM", TEMPLATE, KPI_TEMPLATE),
    "self_assessment": ("PRO", SIX_MONTHS, SELF_ASSESSMENT),
    "policy_report": ("POL", FEBRUARY, POLICY_REPORT),
}
"""The five forms, one of them twice: agency, period, form."""

COPY = "สำเนา"


@dataclass(frozen=True)
class Area:
    """The rows of a table (with the row of its hidden keys), or the labelled rows of a page."""

    head: int
    top: int
    end: int
    columns: Mapping[str, str]
    """Field → letter."""
    code: str
    wanted: str
    """The letters of the row's code (a page: of its labels) and of the first input that must be filled."""

    @property
    def first(self) -> str:
        return min(self.columns.values(), key=_order)


@dataclass(frozen=True)
class Page:
    """A sheet that people fill in."""

    name: str
    areas: tuple[Area, ...]
    is_table: bool
    last_column: str
    last_row: int


@dataclass(frozen=True)
class Sample:
    """A form as it went out, the same filled in, and what is read of that: the measure for everything done to it."""

    name: str
    spec: FormSpec
    blank: bytes
    filled: bytes
    read: Judgement

    @staticmethod
    def of(workshop: Workshop, name: str) -> Sample:
        agency, period, form = SAMPLES[name]
        filled = workshop.filled(agency, period, form)
        return Sample(name, workshop.house.specs[form], workshop.blank(agency, period, form), filled, workshop.judged(filled))

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        return tuple(_pages(FilledForm(self.blank), self.spec))

    @cached_property
    def typed(self) -> list[tuple[str, str, str]]:
        """Sheet, cell and text of everything that was typed."""
        before, after = FilledForm(self.blank).book, FilledForm(self.filled).book
        return [
            (sheet.title, cell.coordinate, _text(cell.value))
            for sheet in after.worksheets for row in sheet.iter_rows() for cell in row
            if cell.value != before[sheet.title][cell.coordinate].value
        ]  # fmt: skip


def _text(value: object) -> str:
    assert isinstance(value, str | int | float), value
    return value if isinstance(value, str) else f"{value:.15g}"


def _order(letters: str) -> tuple[int, str]:
    return len(letters), letters


def _pages(form: FilledForm, spec: FormSpec) -> Iterator[Page]:
    for sheet in form.book.worksheets:
        size = get_column_letter(sheet.max_column), sheet.max_row
        tables = [table for part in spec.sheets for table in part.tables]
        areas = []
        for table in tables:
            found = form.key_rows(sheet).get(table.key)
            rows = form.rows(sheet, table.key)
            if found is not None and rows:
                columns = {key: get_column_letter(column) for column, key in found[1].items()}
                numbers = [next(iter(row.values())).row for row in rows.values()]
                wanted = columns[_first_wanted(table.columns)]
                areas.append(Area(found[0], min(numbers), max(numbers), columns, columns[table.code_key], wanted))
        areas.sort(key=lambda area: area.top)
        page = next((part for part in spec.sheets if part.kind == "page"), None)
        if areas:
            yield Page(sheet.title, tuple(areas), True, *size)
        elif page is not None and (area := _page_area(form, sheet.title, page)):
            yield Page(sheet.title, (area,), False, *size)


def _first_wanted(fields: tuple[FieldSpec, ...]) -> str:
    return next((item.key for item in fields if item.is_input and item.required), "") or next(item.key for item in fields if item.is_input)


def _page_area(form: FilledForm, name: str, page: SheetSpec) -> Area | None:
    """From the first label to the last; a page without most of them is none (the instructions name some)."""
    titles = {item.title.th for block in page.blocks for item in block.fields}
    found = [
        cell for row in form.book[name].iter_rows() for cell in row
        if isinstance(cell.value, str) and cell.value.split("\n")[0] in titles
    ]  # fmt: skip
    if len(found) < len(titles) / 2:
        return None
    label = found[0].column
    columns = {"label": get_column_letter(label), "value": get_column_letter(label + 1)}
    top, end = min(cell.row for cell in found), max(cell.row for cell in found)
    return Area(top, top, end, columns, columns["label"], columns["value"])


# What is done, step by step. Rows are counted as they stand before the action: the lowest comes first.


def _each_open(sample: Sample) -> Iterator[tuple[Page, list[Step]]]:
    for page in sample.pages:
        yield page, [("unprotect", page.name)]


def _sort(sample: Sample, first: Callable[[Page, Area], str], last: Callable[[Page, Area], str]) -> list[Step]:
    steps: list[Step] = []
    for page, opened in _each_open(sample):
        sorts = [
            ("sort", page.name, f"{first(page, area)}{area.top}:{last(page, area)}{area.end}", 0, False)
            for area in page.areas if area.end > area.top
        ]  # fmt: skip
        steps += opened + sorts
    return steps


def sort_whole(sample: Sample) -> list[Step]:
    return _sort(sample, lambda page, area: area.first, lambda page, _: page.last_column)


def sort_seen(sample: Sample) -> list[Step]:
    return _sort(sample, lambda page, area: area.first, lambda page, area: max(area.columns.values(), key=_order))


def sort_apart(sample: Sample) -> list[Step]:
    return _sort(sample, lambda page, area: sorted(area.columns.values(), key=_order)[1], lambda page, _: page.last_column)


def insert_rows(sample: Sample) -> list[Step]:
    steps: list[Step] = []
    for page, opened in _each_open(sample):
        steps += opened
        for area in reversed(page.areas):
            steps += [("insert_rows", page.name, area.top + 1, 2), ("insert_rows", page.name, area.head, 1)]
        steps.append(("insert_rows", page.name, 3, 1))
    return steps


def insert_columns(sample: Sample) -> list[Step]:
    steps: list[Step] = []
    for page, opened in _each_open(sample):
        inside = page.areas[0].wanted
        steps += [*opened, ("insert_columns", page.name, inside, 1), ("insert_columns", page.name, "B", 2), ("insert_columns", page.name, "A", 1)]
    return steps


def move_column(sample: Sample) -> list[Step]:
    """The first column to be filled goes to the front, with its headings, as cut and insert does it."""
    steps: list[Step] = []
    for page, opened in _each_open(sample):
        top, end, area = page.areas[0].head, page.areas[-1].end, page.areas[0]
        to = _next(area.first) if page.is_table else area.first
        source = _next(area.wanted)
        steps += [
            *opened, ("insert_columns", page.name, to, 1), ("move", page.name, f"{source}{top}:{source}{end}", f"{to}{top}"),
            ("remove_columns", page.name, source, 1),
        ]  # fmt: skip
    return steps


def _next(letters: str) -> str:
    from openpyxl.utils import column_index_from_string

    return get_column_letter(column_index_from_string(letters) + 1)


def rename_and_reorder(sample: Sample) -> list[Step]:
    steps: list[Step] = []
    for number, page in enumerate(sample.pages):
        steps += [("rename", page.name, f"Sheet1 ({number})"), ("reorder", f"Sheet1 ({number})", 0)]
    return steps


def unmerge(sample: Sample) -> list[Step]:
    steps: list[Step] = []
    for page, opened in _each_open(sample):
        steps += [*opened, ("unmerge", page.name, f"A1:{page.last_column}{page.last_row}")]
    return steps


def delete_hidden(_: Sample) -> list[Step]:
    return [("delete_hidden",)]


def copy_sheet(sample: Sample) -> list[Step]:
    return [("into_new_book", sample.pages[0].name)]


def paste_values(sample: Sample) -> list[Step]:
    page = sample.pages[0]
    return [("values_into_new_book", page.name, f"A1:{page.last_column}{page.last_row}")]


def fill(sample: Sample) -> list[Step]:
    return [("type", *typed) for typed in sample.typed]


def fill_the_copy(sample: Sample) -> list[Step]:
    name = sample.pages[0].name
    return [("duplicate", name, COPY), *(("type", COPY if sheet == name else sheet, *typed) for sheet, *typed in sample.typed)]


def fill_without_formats(sample: Sample) -> list[Step]:
    """Everything is typed after the cells lost their formats: a program reads texts like 5/11/2555 as it likes."""
    return [*unmerge(sample), *fill(sample)]


def hide_rows(sample: Sample) -> list[Step]:
    steps: list[Step] = []
    for page, opened in _each_open(sample):
        steps += opened
        steps += [("hide_rows", page.name, area.top, (area.top + area.end) // 2) for area in page.areas]
    return steps


def delete_row(sample: Sample) -> list[Step]:
    page = sample.pages[0]
    return [("unprotect", page.name), *(("remove_rows", page.name, area.top, 1) for area in reversed(page.areas))]


def delete_column(sample: Sample) -> list[Step]:
    page = sample.pages[0]
    return [("unprotect", page.name), ("remove_columns", page.name, page.areas[0].wanted, 1)]


def clear_column(sample: Sample) -> list[Step]:
    page = sample.pages[0]
    area = page.areas[0]
    return [("unprotect", page.name), ("clear", page.name, f"{area.wanted}{area.top}:{area.wanted}{area.end}")]


@dataclass(frozen=True)
class Action:
    """Something that is done to a form. `is_blank`: to the form as it went out; else to the filled one."""

    title: str
    steps: Callable[[Sample], list[Step]]
    is_blank: bool = False
    is_frequent: bool = False
    """Tried in every form whenever the tests run."""

    @property
    def name(self) -> str:
        return self.steps.__name__

    def source(self, sample: Sample) -> bytes:
        return sample.blank if self.is_blank else sample.filled


ACTIONS: tuple[Action, ...] = (
    Action("Fill by typing", fill, is_blank=True, is_frequent=True),
    Action("Fill by typing after all cell formats were cleared", fill_without_formats, is_blank=True),
    Action("Sort every table, all columns", sort_whole, is_frequent=True),
    Action("Sort every table, only the columns that are seen", sort_seen),
    Action("Sort the other columns without the codes", sort_apart),
    Action("Insert rows above, and inside every table", insert_rows, is_frequent=True),
    Action("Insert columns at the left, and beside the input", insert_columns, is_frequent=True),
    Action("Move the input column to the front", move_column),
    Action("Rename and reorder the tabs", rename_and_reorder),
    Action("Unmerge and clear all formats", unmerge),
    Action("Delete the hidden sheets", delete_hidden),
    Action("Copy the sheet into a new book", copy_sheet),
    Action("Paste the values only into a new book", paste_values, is_frequent=True),
    Action("Duplicate the sheet and fill the copy", fill_the_copy, is_blank=True, is_frequent=True),
    Action("Hide rows", hide_rows),
    Action("Delete a row of every table", delete_row),
    Action("Delete the input column", delete_column),
    Action("Clear the input column", clear_column),
)
