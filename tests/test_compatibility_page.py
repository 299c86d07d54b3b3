"""docs/compatibility.md says of every action, in every form and program, what came of it; and nothing was lost."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kpi_excel.core.catalogue import CATALOGUE
from tests.workbooks.forms.actions import ACTIONS, SAMPLES
from tests.workbooks.forms.clients import GNUMERIC, LIBREOFFICE, OPENPYXL

PAGE = (Path(__file__).parent.parent / "docs" / "compatibility.md").read_text("utf-8")
RESULTS = PAGE.partition("<!-- generated: begin -->")[2].partition("<!-- generated: end -->")[0]
TABLES = {part.partition("\n")[0].strip(): part for part in RESULTS.split("### ")[1:]}
SOUND = ("✓", "asked", "held")


def rows_of(table: str) -> list[list[str]]:
    """The cells of a table, the heading first."""
    lines = [line for line in TABLES[table].splitlines() if line.startswith("|") and not line.startswith("|---")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


@pytest.mark.parametrize("table", ["All forms", *SAMPLES])
def test_page_has_a_row_for_every_action__in_every_form(table: str) -> None:
    heading, *rows = rows_of(table)

    assert [row[0] for row in rows] == [action.title for action in ACTIONS]
    assert {len(row) for row in rows} == {len(heading)}
    assert all(all(row) for row in rows)


@pytest.mark.parametrize("table", SAMPLES)
def test_nothing_is_lost__and_what_is_not_right_has_its_reason(table: str) -> None:
    heading, *rows = rows_of(table)
    for action, *cells in rows:
        for program, cell in zip(heading[1:], cells, strict=True):
            outcomes = [text.split(": ", 1)[-1] if re.match(r"\w+: ", text) else text for text in cell.split("<br>")]
            for outcome in outcomes:
                word, codes = outcome.partition(" `")[0], re.findall(r"`([^`]+)`", outcome)
                is_ours = program.startswith((LIBREOFFICE, GNUMERIC, OPENPYXL))
                assert word in SOUND or (not is_ours and word in ("refused", "not saved")), (action, program, cell)
                assert set(codes) <= set(CATALOGUE)
                assert bool(codes) is (word not in ("✓", "not saved")), (action, program, cell)


def test_forms_measured_are_small() -> None:
    sizes = re.findall(r"^\| (.+?) \| ([\d.]+) kB \|", RESULTS, re.MULTILINE)

    assert [name for name, _ in sizes] == list(SAMPLES)
    assert all(float(size) < 60 for _, size in sizes)
