from __future__ import annotations

from typing import Any

import pytest

from kpi_excel.core.text import Text
from kpi_excel.forms.load import SpecMistake
from kpi_excel.forms.spec import FieldSpec, FieldType
from kpi_excel.forms.spec_rules import mistakes_of, names_of
from tests.forms.descriptions import SMALL, changed, spec_of

RESULTS = "sheet__0__table__0"
STATUS = f"{RESULTS}__column__3"


def mistakes_in(**places: Any) -> list[str]:
    with pytest.raises(SpecMistake) as caught:
        spec_of(changed(**places))
    return list(caught.value.mistakes)


def column(key: str, title: str, **more: Any) -> dict[str, Any]:
    return {"key": key, "type": "text", "title": [title, title], **more}


def test_names__titles_before_aliases_without_spaces_and_case() -> None:
    spec = FieldSpec("x", FieldType.TEXT, Text("ผล สะสม", "Cumulative Result"), ("ผลสะสม", "ผล ๑", "–"))

    assert names_of(spec) == ("ผลสะสม", "cumulativeresult", "ผล1")


def test_description_that_fits__no_mistake() -> None:
    assert list(mistakes_of(spec_of(SMALL))) == []


@pytest.mark.parametrize(("place", "value", "says"), [
    ("form", "Small form", "form is not made of small letters"),
    ("label", "1|2", "label '1|2' holds more than"),
    ("label", "รุ่น1", "label 'รุ่น1' holds more than"),
    ("sheet", [], "sheet is missing"),
    ("sheet__1__key", "report", "key report stands 2 times"),
    ("sheet__1__table__0__key", "results", "table key results stands 2 times"),
    ("sheet__0__heading", ["รายงาน {kpi_no}", "Report"], "heading has {kpi_no}, which is no placeholder"),
    ("sheet__0__heading", ["รายงาน {period", "Report"], "heading has {, which is no placeholder"),
    ("sheet__0__title", ["รายงาน {year}", "Report"], "title has {year}, which is no placeholder"),
    ("sheet__2__heading", ["{month}", "x"], "heading has {month}, which is no placeholder"),
    ("sheet__2__record", None, "a page has a record and blocks of fields, and no table"),
    ("sheet__2__block", [], "a page has a record and blocks of fields, and no table"),
    ("sheet__0__table", [], "a sheet of tables has at least one table, and no block"),
    (f"{RESULTS}__column__0__content", "kpi_name", "exactly one column must have the content code"),
    (f"{RESULTS}__column__1__content", "code", "exactly one column must have the content code"),
    (f"{RESULTS}__rows", "inputs", "one column must have the content input"),
    ("sheet__1__table__0__column__1__key", "number", "a column kpi_no must be filled in"),
    (f"{RESULTS}__column__4__key", "status", "key status stands 2 times"),
    (f"{RESULTS}__column__4__title", ["สถานะ", "Problem"], "status and problem share the title สถานะ"),
    (f"{RESULTS}__column__4__aliases", ["ผล สะสม"], "result and problem share the title ผลสะสม"),
    ("sheet__2__block__0__field__1__key", "unit", "key unit stands 2 times"),
    ("sheet__2__block__0__field__1__aliases", ["Unit"], "unit and description share the title unit"),
    (f"{RESULTS}__column__0__content", None, "content must say what a computed field shows"),
    (f"{RESULTS}__column__0__content", "result", "content must say what a computed field shows"),
    (f"{STATUS}__content", "score", "content score belongs to a computed field"),
    (f"{STATUS}__choices", None, "choices are missing"),
    (f"{STATUS}__choices", [["a", "ก", "A"], ["a", "ข", "B"]], "choice a stands 2 times"),
    (f"{STATUS}__choices", [["a", "ก", "A"], ["b", "ข", "B", "ก"]], "name of a choice ก stands 2 times"),
    (f"{RESULTS}__column__2__minimum", 2000, "minimum 2000 is above maximum 1000.5"),
    (f"{RESULTS}__column__4__needed_when", ["state", ["behind"]], "needed_when looks at state, which nobody fills in"),
    (f"{RESULTS}__column__4__needed_when", ["name", ["behind"]], "needed_when looks at name, which nobody fills in"),
    (f"{RESULTS}__column__4__needed_when", ["status", ["late"]], "needed_when waits for late, which status cannot hold"),
    (f"{RESULTS}__column__2__waived_when", ["status", ["late"]], "waived_when waits for late, which status cannot hold"),
    ("sheet__0__widths", [1, 1, 1], "widths has 3 columns, table results needs 6"),
    ("sheet__1__widths", [1] * 17, "widths has 17 columns, table plan needs 18"),
    ("sheet__0__inputs_at", [1], "inputs_at must name 2 columns"),
    ("sheet__0__head_at", [9], "head_at 9 is beyond the 6 columns"),
    ("sheet__0__inputs_at", [1, 9], "inputs_at 9 is beyond the 6 columns"),
    ("sheet__0__status_at", [4, 9], "status_at 9 is beyond the 6 columns"),
    ("sheet__0__status_at", [5, 4], "status_at ends before it begins"),
])  # fmt: skip
def test_parts_that_do_not_fit_together__are_named(place: str, value: Any, says: str) -> None:
    mistakes = mistakes_in(**{place: value})

    assert any(says in mistake for mistake in mistakes), mistakes
    assert all(mistake.startswith(("small", "Small form")) for mistake in mistakes)


def test_fields_of_different_methods__may_share_a_title() -> None:
    fields = [column("a", "เกณฑ์", only_for=["linear"]), column("b", "เกณฑ์", only_for=["milestone"])]

    assert spec_of(changed(sheet__2__block__1__field=fields))
    assert mistakes_in(sheet__2__block__1__field=[*fields, column("c", "เกณฑ์", only_for=["linear", "growth"])])


def test_conditions__may_look_at_another_table_of_the_same_record() -> None:
    words = {
        "key": "words", "record": "kpi", "rows": "kpis", "title": ["งาน", "Work"],
        "column": [column("code", "รหัส", type="computed", content="code"),
                   column("measure", "มาตรการ", needed_when=["status", ["behind"]])],
    }  # fmt: skip
    sheet = {**SMALL["sheet"][1], "key": "words", "table": [words]}

    assert spec_of(changed(sheet=[*SMALL["sheet"], sheet]))
    elsewhere = {**sheet, "table": [{**words, "record": "other"}]}
    assert mistakes_in(sheet=[*SMALL["sheet"], elsewhere])
