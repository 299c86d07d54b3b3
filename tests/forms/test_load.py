from __future__ import annotations

import contextlib
import copy
from decimal import Decimal
from typing import Any

import pytest

from kpi_excel.core.periods import FiscalYear, PeriodKind
from kpi_excel.core.submission import Word
from kpi_excel.core.text import Text
from kpi_excel.forms.load import SpecMistake, load_form
from kpi_excel.forms.spec import FieldSpec, FieldType, FormSpec
from kpi_excel.stages.house import load_specs, shipped_templates
from tests.forms.descriptions import SMALL, Path, changed, paths, put, spec_of, toml

REQUIRED = {
    (): {"form", "label", "period_kind", "title"},
    ("sheet",): {"key", "kind", "title", "heading", "subtitle", "widths", "status_at"},
    ("sheet", "table"): {"key", "record", "rows", "title"},
    ("sheet", "block"): {"key", "side", "title"},
    ("sheet", "head"): {"key", "type", "title"},
    ("sheet", "table", "column"): {"key", "type", "title"},
    ("sheet", "block", "field"): {"key", "type", "title"},
}
"""What must be said, by the level of the description; the rest has a meaning when it is left out."""

SHOWN_ONLY = {
    "help", "example", "mistakes", "hint", "title", "subtitle", "heading", "widths", "signatures", "head_at", "inputs_at",
    "status_at", "label", "audience", "optional", "spare", "side",
}  # fmt: skip
"""Where nothing that is read depends on: but the titles of fields are what they are found by."""

LEANED_ON = {"sheet", "table", "block", "column", "field", "record", "inputs_at", "content", "choices", "repeat"}
"""May be left out, but not where something else in the same description needs it."""

FIELD_LEVELS = {("sheet", "head"), ("sheet", "table", "column"), ("sheet", "block", "field")}

every_key = pytest.mark.parametrize("path", list(paths()), ids=lambda path: ".".join(map(str, path)))


def level_of(path: Path) -> tuple[str, ...]:
    return tuple(part for part in path[:-1] if isinstance(part, str))


def mistakes_in(data: dict[str, Any]) -> tuple[str, ...]:
    with pytest.raises(SpecMistake) as caught:
        spec_of(data)
    assert all(caught.value.mistakes)
    return caught.value.mistakes


def field_of(spec: FormSpec, key: str) -> FieldSpec:
    fields = [c for s in spec.sheets for t in s.tables for c in t.columns]
    fields += [f for s in spec.sheets for b in s.blocks for f in b.fields]
    return next(field for field in fields if field.key == key)


def test_description__becomes_a_spec() -> None:
    spec = spec_of(SMALL)

    assert (spec.form, spec.label, spec.period_kind, spec.audience) == ("small", "1", PeriodKind.MONTH, "hosts")
    assert [sheet.key for sheet in spec.sheets] == ["report", "steps", "page"]
    assert spec.sheets[0].notes == Text("เรื่องอื่น", "Anything else")
    assert spec.sheets[1].tables[0].spare == 2
    result = field_of(spec, "result")
    assert (result.minimum, result.maximum) == (Decimal(-100), Decimal("1000.5"))
    assert result.words == (Word.NO_DATA, Word.WITHDRAWN)
    assert result.waived_when == ("status", ("not_started",))
    assert [choice.key for choice in field_of(spec, "status").choices] == ["on_plan", "behind", "not_started"]
    assert field_of(spec, "status").choices[1].aliases == ("ล่าช้า",)
    assert spec.source == toml(SMALL)


def test_field_that_repeats__once_per_level_and_month() -> None:
    spec = spec_of(SMALL)

    assert [field_of(spec, f"c{level}").title.th for level in range(1, 6)] == [f"ระดับ {level}" for level in range(1, 6)]
    assert field_of(spec, "m01").title == Text("แผน ต.ค. 55", "Plan Oct 12")
    assert field_of(spec, "m12").title == Text("แผน ก.ย. 56", "Plan Sep 13")


@pytest.mark.parametrize(("year", "last", "first"), [(2556, "ผลปี 2555", "ต.ค. 55"), (2600, "ผลปี 2599", "ต.ค. 99"), (2601, "ผลปี 2600", "ต.ค. 00")])
def test_year__stands_in_titles(year: int, last: str, first: str) -> None:
    spec = spec_of(SMALL, FiscalYear(year))

    assert field_of(spec, "base_y1").title.th == last
    assert field_of(spec, "m01").title.th == f"แผน {first}"


@every_key
def test_key_of_the_wrong_kind__is_named_with_its_place(path: Path) -> None:
    data = copy.deepcopy(SMALL)
    put(data, path, {"no": "such"})

    mistakes = mistakes_in(data)

    assert any(f": {path[-1]} is {{'no': 'such'}}, not " in mistake for mistake in mistakes)
    assert all(mistake.startswith(("small", "{'no'")) for mistake in mistakes)


@every_key
def test_key_left_out__is_named_where_it_is_needed(path: Path) -> None:
    data = copy.deepcopy(SMALL)
    put(data, path, None)

    if path[-1] in REQUIRED[level_of(path)]:
        assert any(mistake.endswith(f": {path[-1]} is missing") for mistake in mistakes_in(data))
    else:
        with contextlib.nullcontext() if path[-1] not in LEANED_ON else contextlib.suppress(SpecMistake):
            spec_of(data)


@pytest.mark.parametrize("level", sorted(REQUIRED), ids=".".join)
def test_key_that_nobody_knows__is_named(level: tuple[str, ...]) -> None:
    data = copy.deepcopy(SMALL)
    path = next(path for path in paths() if level_of(path) == level)
    put(data, (*path[:-1], "colour"), "red")

    assert [mistake.partition(": ")[2] for mistake in mistakes_in(data)] == ["colour is not known here"]


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("title", "แบบ"), ("title", ["แบบ"]), ("title", ["แบบ", 1]), ("title", ["ก", "b", "c"]), ("label", " "), ("form", 7),
        ("period_kind", "week"), ("audience", "all"), ("sheet__0__kind", "list"), ("sheet__0__widths", [0]),
        ("sheet__0__widths", [True]), ("sheet__0__status_at", [1]), ("sheet__0__status_at", [1, 2, 3]),
        ("sheet__0__head_at", [-1]), ("sheet__0__head_at", [1.5]), ("sheet__0__optional", "no"),
        ("sheet__0__signatures", ["ผู้รายงาน"]), ("sheet__0__table__0__rows", "kpi"), ("sheet__0__table__0__spare", "2"),
        ("sheet__0__table__0__column__2__type", "number"), ("sheet__0__table__0__column__2__minimum", "low"),
        ("sheet__0__table__0__column__2__maximum", True), ("sheet__0__table__0__column__2__required", 1),
        ("sheet__0__table__0__column__2__longest", -1), ("sheet__0__table__0__column__2__words", ["maybe"]),
        ("sheet__0__table__0__column__2__aliases", "ผล"), ("sheet__0__table__0__column__2__waived_when", "status"),
        ("sheet__0__table__0__column__2__waived_when", ["status", []]), ("sheet__0__table__0__column__3__choices", ["yes", "no"]),
        ("sheet__0__table__0__column__3__choices", [["yes", "ใช่"]]), ("sheet__0__table__0__column__0__key", "Code"),
        ("sheet__2__block__0__side", "middle"), ("sheet__2__block__1__field__0__only_for", ["linear", "square"]),
        ("sheet__2__block__1__field__0__repeat", "weeks"), ("sheet__0__table__0__column", "none"), ("sheet", ["report"]),
    ],
)  # fmt: skip
def test_value_that_does_not_fit__is_named(place: str, value: Any) -> None:
    mistakes = mistakes_in(changed(**{place: value}))

    assert any(f": {place.split('__')[-1]} is {value!r}, not " in mistake for mistake in mistakes)


def test_several_mistakes__all_said_at_once() -> None:
    mistakes = mistakes_in(changed(label=None, sheet__0__kind="list", sheet__0__table__0__column__2__type="number"))

    assert len(mistakes) == 3
    assert "small, sheet report, table results, column result: type is 'number', not one of " in mistakes[2]


@pytest.mark.parametrize(
    ("place", "value", "what"),
    [
        ("sheet__2__block__0__field__2__title", ["ผลปี {year_ago}", "Last"], "{year_ago} is no placeholder here"),
        ("sheet__2__block__0__field__2__title", ["ผลปี {y1", "Last"], "ผลปี {y1 has a brace without its other"),
        ("sheet__2__block__0__field__2__title", ["ผลปี {}", "Last"], "{} is no placeholder here"),
        ("sheet__2__block__0__field__2__key", "base{n}", "{n} is no placeholder here"),
        ("sheet__2__block__0__field__2__title", ["เดือน {month}", "Month"], "{month} is no placeholder here"),
    ],
)
def test_placeholder_that_means_nothing__is_named(place: str, value: Any, what: str) -> None:
    assert [mistake.partition(": ")[2] for mistake in mistakes_in(changed(**{place: value}))] == [what]


@pytest.mark.parametrize("source", ["form = ", "[[sheet]\nkey = 1", "a = 1\na = 2", "\x00"])
def test_no_toml__says_so(source: str) -> None:
    with pytest.raises(SpecMistake, match=r"^not TOML: "):
        load_form(source, FiscalYear(2556))


@every_key
def test_digest__changes_only_with_what_reading_depends_on(path: Path) -> None:
    """A key is left out, or its text changed: where the form still holds together, the digest tells what matters."""
    before, data = spec_of(SMALL), copy.deepcopy(SMALL)
    is_shown_only = path[-1] in SHOWN_ONLY and not (path[-1] == "title" and level_of(path) in FIELD_LEVELS)
    is_shown_only |= path[-1] == "key" and level_of(path) == ("sheet", "block")
    value: Any = data
    for part in path:
        value = value[part]
    others: dict[type, Any] = {str: "other", list: [["อื่น", "Other"]] if path[-1] == "signatures" else ["อื่น", "Other"]}
    put(data, path, others.get(type(value)))
    try:
        after = spec_of(data)
    except SpecMistake:
        return

    assert (before.digest == after.digest) is is_shown_only


def test_digest__same_for_every_year_and_spelling_of_the_toml() -> None:
    spaced = "# a remark\n\n" + toml(SMALL).replace('"label" = ', '"label"   =   ')

    assert spec_of(SMALL, FiscalYear(2557)).digest == load_form(spaced, FiscalYear(2556)).digest == spec_of(SMALL).digest


@pytest.mark.parametrize("year", [2556, 2557, 2570, 2600])
def test_shipped_specs__hold_together_in_every_year(year: int) -> None:
    specs = load_specs({}, FiscalYear(year))

    assert len(specs) == len(shipped_templates())
    assert len({spec.digest for spec in specs.values()}) == len(specs)


def test_types__every_one_can_be_asked_for() -> None:
    for kind in FieldType:
        field: dict[str, Any] = {"key": "x", "type": kind.value, "title": ["เอกซ์", "X"]}
        field |= {"content": "unit"} if kind is FieldType.COMPUTED else {}
        field |= {"choices": [["a", "ก", "A"]]} if kind is FieldType.CHOICE else {}

        assert field_of(spec_of(changed(sheet__2__block__0__field__0=field)), "x").type is kind
