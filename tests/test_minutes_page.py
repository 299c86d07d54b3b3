"""docs/minutes.md: every point of the minutes has its row, and every test, command, sheet and field it names is there."""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import NamedTuple

from kpi_excel.cli.app import COMMANDS
from kpi_excel.core.catalogue import CATALOGUE
from kpi_excel.core.periods import FiscalYear
from kpi_excel.forms.spec import FormSpec
from kpi_excel.stages.house import load_specs
from kpi_excel.workbooks import consolidated, opdc_entry, opdc_policy, pack
from kpi_excel.workbooks.forms.words import INSTRUCTIONS
from kpi_excel.workbooks.registry.layout import SHEETS
from tests.forms.issuing import sample

ROOT = Path(__file__).parent.parent
POINTS = [f"M{number}" for number in range(1, 18)]


class Point(NamedTuple):
    """A row of the page."""

    number: str
    asked: str
    fields: str
    commands: str
    sheets: str
    demo: str
    tests: str


@cache
def points() -> tuple[Point, ...]:
    lines = (ROOT / "docs" / "minutes.md").read_text("utf-8").splitlines()
    return tuple(Point(*(cell.strip() for cell in line.strip("|").split("|"))) for line in lines if line.startswith("| M"))


@cache
def specs() -> dict[str, FormSpec]:
    return load_specs({}, FiscalYear(2556))


def named_tests(point: Point) -> list[str]:
    return re.findall(r"`(\w+)`", point.tests)


def test_the_page_has_a_row_for_every_point__nothing_left_blank() -> None:
    assert [point.number for point in points()] == POINTS
    assert [point.number for point in points() if not all(point)] == []


def test_every_test_of_the_minutes_is_named_in_its_row__and_every_named_one_is_there() -> None:
    sources = (path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    written = {name for source in sources for name in re.findall(r"^def (test_minutes__m\d\d_\w+)", source, re.MULTILINE)}
    named = {point.number: named_tests(point) for point in points()}

    assert {name for names in named.values() for name in names} == written
    assert all(name.startswith(f"test_minutes__m{int(number[1:]):02d}_") for number, names in named.items() for name in names)
    assert all(named.values())


def test_every_command_named_is_one_of_the_program__with_the_forms_and_codes_it_is_given() -> None:
    for point in points():
        for name, *words in (command.split() for command in re.findall(r"`([^`]+)`", point.commands)):
            assert name in COMMANDS, (point.number, name)
            assert name != "explain" or set(words) <= set(CATALOGUE), (point.number, words)
            assert "--form" not in words or words[1] in specs(), (point.number, words)


def test_every_sheet_named_is_one_that_the_program_writes() -> None:
    parts = (import_module(f"{book.__name__}.{part.name}") for book in (consolidated, pack) for part in iter_modules(book.__path__))
    written = {module.TITLE.th for module in (opdc_entry, opdc_policy, *parts) if hasattr(module, "TITLE")}
    written |= {INSTRUCTIONS.th, *(layout.title.th for layout in SHEETS)}
    written |= {sheet.title.th for spec in specs().values() for sheet in spec.sheets}

    assert {(point.number, name) for point in points() for name in re.findall(r"\*\*(.+?)\*\*", point.sheets) if name not in written} == set()


def test_every_field_named_stands_on_a_form() -> None:
    sheets = [sheet for spec in specs().values() for sheet in spec.sheets]
    titles = {part.title.th for sheet in sheets for part in (*sheet.tables, *sheet.blocks)}
    titles |= {field.title.th for sheet in sheets for table in sheet.tables for field in table.columns}
    titles |= {field.title.th for sheet in sheets for block in sheet.blocks for field in block.fields}

    assert {(point.number, name) for point in points() for name in re.findall("“(.+?)”", point.fields) if name not in titles} == set()


def test_every_agency_and_kpi_of_the_demo_named_is_in_the_sample() -> None:
    registry = sample()
    agencies, numbers = {agency.code for agency in registry.agencies}, {kpi.kpi_no for kpi in registry.kpis}
    for point in points():
        assert set(re.findall(r"\b[A-Z]{3}\b", point.demo)) - {"KPI"} <= agencies, point.number
        assert set(re.findall(r"\d+(?:\.\d)+\b", point.demo)) <= numbers, point.number
