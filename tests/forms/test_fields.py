"""Field types: every type reads back what it writes, and says precisely what it cannot read."""

from __future__ import annotations

import string
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_excel.core.catalogue import values
from kpi_excel.core.findings import Finding, Place, describe
from kpi_excel.core.periods import FiscalYear
from kpi_excel.core.submission import Word
from kpi_excel.core.text import Text
from kpi_excel.forms.fields import Parsed, ReadingContext, format_value, parse
from kpi_excel.forms.raw import RawCell
from kpi_excel.forms.spec import Choice, FieldSpec, FieldType
from kpi_excel.forms.thai_text import is_blank, normalise

CONTEXT = ReadingContext(FiscalYear(2556))
PERCENT = ReadingContext(FiscalYear(2556), "ร้อยละ")
STATUS = (
    Choice("on-plan", Text("ตามแผน", "On plan"), ("เป็นไปตามแผน",)),
    Choice("behind", Text("ช้ากว่าแผน", "Behind plan"), ("ล่าช้า",)),
    Choice("ahead", Text("เร็วกว่าแผน", "Ahead of plan")),
)


def field(kind, **more):
    return FieldSpec("key", FieldType(kind), Text("ช่อง", "Cell"), **more)


def text(value):
    return RawCell("text", value)


def number(value):
    return RawCell("number", float(value))


def read(spec, cell, context=CONTEXT):
    """Value and codes."""
    parsed = parse(spec, cell, context)
    return parsed.value, [issue.code for issue in parsed.issues]


def written(spec, value, lang):
    shown = format_value(spec, value, lang)
    return number(shown) if isinstance(shown, Decimal) else text(shown)


TYPED = st.text(st.sampled_from(string.ascii_letters + string.digits + " ,ๆกขคงจนมัิีุู่้๊๋์็ำแ๑๒()/=%+"), min_size=1, max_size=40)
SAYING = TYPED.map(normalise).filter(lambda said: not is_blank(said))
DECIMALS = st.decimals(min_value=-(10**10), max_value=10**10, places=4)
MONTHS = st.builds("{}-{:02}".format, st.integers(2500, 2640), st.integers(1, 12))
ROUND_TRIPS = {
    FieldType.TEXT: (field("text"), SAYING),
    FieldType.LONG_TEXT: (field("long_text"), st.builds("{}\n{}".format, SAYING, SAYING).map(normalise)),
    FieldType.WHOLE: (field("whole"), st.integers(-(10**14), 10**14).map(Decimal)),
    FieldType.DECIMAL: (field("decimal"), DECIMALS),
    # A percent between 0 and 1 is read back too, with the question whether it was meant
    FieldType.PERCENT: (field("percent"), DECIMALS.filter(lambda value: not 0 < value < 1)),
    FieldType.DAY: (field("day"), st.dates(date(1957, 1, 1), date(2100, 12, 31))),
    FieldType.MONTH: (field("month"), MONTHS),
    FieldType.CHOICE: (field("choice", choices=STATUS), st.sampled_from([choice.key for choice in STATUS])),
    FieldType.KPI_NO: (
        field("kpi_no"),
        st.lists(st.integers(0, 99), min_size=1, max_size=5).map(lambda n: ".".join(map(str, n))),
    ),
    FieldType.YES_NO: (field("yes_no"), st.booleans()),
    FieldType.PHONE: (
        field("phone"),
        st.from_regex(r"0 [2-9]\d{3} \d{4}( ต่อ \d{2})?", fullmatch=True, alphabet=string.digits + " ต่อ"),
    ),
    FieldType.COMPUTED: (field("computed"), st.one_of(DECIMALS, SAYING)),
}


def test_round_trips_cover_every_type():
    assert set(ROUND_TRIPS) == set(FieldType)


@pytest.mark.parametrize("kind", FieldType)
@given(data=st.data(), lang=st.sampled_from(["th", "en"]))
def test_what_is_written_is_read_back_without_issues(kind, data, lang):
    spec, strategy = ROUND_TRIPS[kind]
    value = data.draw(strategy)
    parsed = parse(spec, written(spec, value, lang), CONTEXT)
    assert (parsed.value, parsed.issues) == (value, ())


@pytest.mark.parametrize("kind", [kind for kind in FieldType if kind is not FieldType.COMPUTED])
@pytest.mark.parametrize("word", Word)
@pytest.mark.parametrize("lang", ["th", "en"])
def test_words_are_read_back_where_they_are_allowed(kind, word, lang):
    spec = field(kind, words=(word,))
    assert read(spec, written(spec, word, lang)) == (word, [])


@pytest.mark.parametrize("kind", FieldType)
@given(data=st.data())
def test_parse__never_raises_and_never_loses_what_was_typed(kind, data):
    cell = data.draw(
        st.one_of(
            st.builds(text, st.text(max_size=20)),
            st.builds(number, st.floats(allow_nan=False, allow_infinity=False)),
            st.builds(RawCell, st.just("bool"), st.booleans()),
            st.builds(RawCell, st.just("date"), st.dates().map(date.isoformat)),
            st.builds(RawCell, st.sampled_from(["duration", "error"]), st.text(max_size=8)),
            st.just(RawCell("uncached", "", "A1")),
        )
    )
    parsed = parse(field(kind), cell, PERCENT)
    assert parsed.typed or not cell.value
    unread = parsed.value is None and not is_blank(parsed.typed) and kind is not FieldType.COMPUTED
    assert not unread or [i for i in parsed.issues if values.RULES[i.code].severity == "error"]


@pytest.mark.parametrize("kind", [kind for kind in FieldType if kind is not FieldType.COMPUTED])
@pytest.mark.parametrize("cell", [None, text(""), text("-"), text(" – "), text("……")])
def test_parse__blank_is_none_in_every_type(kind, cell):
    assert read(field(kind, required=True, minimum=Decimal(1), choices=STATUS), cell) == (None, [])


@pytest.mark.parametrize(
    ("spec", "cell", "wanted"),
    [
        (field("whole"), number(12.5), (Decimal("12.5"), ["value-not-whole"])),
        (field("whole"), text("12.0"), (Decimal(12), [])),
        (field("decimal", minimum=Decimal(1)), number(0), (Decimal(0), ["value-out-of-range"])),
        (
            field("decimal", maximum=Decimal(5)),
            text("๖"),
            (Decimal(6), ["number-read-from-text", "value-out-of-range"]),
        ),
        (field("decimal", minimum=Decimal(1), maximum=Decimal(5)), number(5), (Decimal(5), [])),
        (field("percent"), text("85%"), (Decimal(85), ["number-read-from-text"])),
        (field("decimal"), text("85%"), (None, ["value-not-a-number"])),
    ],
)
def test_parse__numbers(spec, cell, wanted):
    assert read(spec, cell) == wanted


@pytest.mark.parametrize("unit", ["ร้อยละ", "ร้อยละ (สะสม)", "%"])
def test_parse__unit_of_the_kpi_makes_a_number_a_percent(unit):
    context = ReadingContext(FiscalYear(2556), unit)
    assert read(field("decimal"), text("85%"), context) == (Decimal(85), ["number-read-from-text"])
    assert read(field("decimal"), number(0.85), context) == (Decimal("0.85"), ["percent-maybe-fraction"])


def test_parse__limits_are_named():
    (issue,) = parse(field("decimal", minimum=Decimal(1), maximum=Decimal(5)), number(6), CONTEXT).issues
    assert issue.expected == ("ตั้งแต่ 1 ถึง 5", "from 1 to 5")


@pytest.mark.parametrize(
    ("typed", "first", "last", "outside"),
    [
        ("30/9/2556", 0, 0, False), ("1/10/2556", 0, 0, True), ("30/9/2555", 0, 0, True), ("1/10/2555", 0, 0, False),
        ("1/1/2555", -1, 0, False), ("1/1/2570", None, 0, True), ("1/1/2500", None, 0, False),
        ("1/1/2570", None, None, False),
    ],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["day", "month"])
def test_parse__limits_of_a_day_count_fiscal_years(kind, typed, first, last, outside):
    spec = field(
        kind, minimum=None if first is None else Decimal(first), maximum=None if last is None else Decimal(last)
    )
    value, codes = read(spec, text(typed))
    assert value is not None
    assert ("date-outside-year" in codes) is outside


def test_parse__day_outside_the_year_says_which_days_are_inside():
    (issue,) = parse(field("day", minimum=Decimal(0), maximum=Decimal(0)), text("28/2/2565"), CONTEXT).issues
    assert issue.expected.th == "ตั้งแต่ 1 ต.ค. 2555 ถึง 30 ก.ย. 2556"


@pytest.mark.parametrize(
    "typed", ["3.10", "๓.๑๐", "K3.10", "k 3.10", "ตัวชี้วัดที่ 3.10", "ตัวชี้วัด ๓.๑๐", "KPI 3.10", "ตชว. 3.10", "3. 10", "3.10."]
)
def test_parse__kpi_number_is_text(typed):
    assert read(field("kpi_no"), text(typed)) == ("3.10", [])


@pytest.mark.parametrize("cell", [number(3.1), number(5), RawCell("date", "2013-10-01")])
def test_parse__kpi_number_that_became_something_else(cell):
    assert read(field("kpi_no"), cell) == (None, ["kpi-number-is-a-number"])


@pytest.mark.parametrize("typed", ["3,2", "3.2 ด้านสังคม", "ข้อสาม", "3..2", "3-2"])
def test_parse__what_is_no_kpi_number(typed):
    assert read(field("kpi_no"), text(typed)) == (None, ["value-not-a-kpi-number"])


def test_parse__long_text_is_kept_whole():
    assert read(field("long_text", longest=5), text("ก" * 900)) == ("ก" * 900, ["text-too-long"])


def test_parse__lines_stay_in_long_text_only():
    assert read(field("long_text"), text("หนึ่ง\r\nสอง")) == ("หนึ่ง\nสอง", [])
    assert read(field("text"), text("หนึ่ง \r\n สอง")) == ("หนึ่ง สอง", [])


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        (number(112), ("112", [])),
        (RawCell("date", "2556-03-01"), ("1/3/2556", ["text-became-date"])),
        (RawCell("error", "#REF!"), (None, ["cell-shows-error"])),
        (RawCell("uncached", "", "A1"), (None, ["formula-not-computed"])),
    ],
)
def test_parse__text_from_other_cells(cell, wanted):
    assert read(field("text"), cell) == wanted


@pytest.mark.parametrize(
    ("cell", "typed"),
    [
        (number(0.1 + 0.2), "0.3"),
        (number(1e20), "100000000000000000000"),
        (RawCell("date", "2556-02-28"), "28/2/2556"),
        (RawCell("date", "2556-02-28T00:00:00"), "28/2/2556"),
        (RawCell("date", "2556-02-28T10:30:00"), "28/2/2556 10:30:00"),
        (RawCell("bool", True), "TRUE"),
        (RawCell("uncached", "", "A1/A2"), "=A1/A2"),
        (text(" ๘๑.๕ "), " ๘๑.๕ "),
    ],
)
def test_parse__typed_is_what_the_cell_shows(cell, typed):
    assert parse(field("decimal"), cell, CONTEXT).typed == typed


@pytest.mark.parametrize(
    "cell", [RawCell("uncached", "", "A1"), RawCell("error", "#N/A"), RawCell("date", "2013-02-28"), text("")]
)
def test_parse__computed_cell_is_never_blamed(cell):
    parsed = parse(field("computed"), cell, CONTEXT)
    assert (parsed.value, parsed.issues) == (None, ())


def test_format_value__what_the_form_shows():
    assert format_value(field("day"), date(2013, 2, 28)) == "28/2/2556"
    assert format_value(field("month"), "2556-02") == "ก.พ. 2556"
    assert format_value(field("month"), "2556-02", "en") == "Feb 2013"
    assert format_value(field("choice", choices=STATUS), "behind") == "ช้ากว่าแผน"
    assert format_value(field("yes_no"), False) == "ไม่มี"
    assert format_value(field("decimal"), Word.NO_DATA) == "ไม่มีข้อมูล"
    assert format_value(field("decimal"), Decimal("29.30")) == Decimal("29.3")
    assert format_value(field("kpi_no"), "1.10") == "1.10"
    assert format_value(field("text"), None) == ""


EXAMPLES = [
    (field("decimal"), RawCell("error", "#N/A")),
    (field("decimal"), RawCell("uncached", "")),
    (field("text", longest=1), text("กข")),
    (field("text"), RawCell("date", "2556-03-01")),
    (field("choice", choices=STATUS), text("zzz")),
    (field("kpi_no"), number(1.1)),
    (field("kpi_no"), text("x")),
    (field("phone"), text("0 3869")),
    (field("phone"), number(812345678)),
    (field("decimal"), text("12 คน")),
    (field("decimal"), text("1.250,50")),
    (field("decimal"), RawCell("date", "2013-05-03")),
    (field("whole"), number(1.5)),
    (field("decimal", maximum=Decimal(5)), number(6)),
    (field("percent"), number(0.85)),
    (field("decimal"), text("๘๑.๕")),
    (field("day"), text("เมื่อวาน")),
    (field("day"), text("29/2/2556")),
    (field("day"), text("ก.พ. 56")),
    (field("month"), text("ไตรมาส 2")),
    (field("day"), RawCell("date", "2556-05-03")),
    (field("day", maximum=Decimal(0)), text("28/2/2565")),
    (field("day"), text("วันจันทร์ที่ 28 ก.พ. 2556")),
    (field("day"), text("28 ก.พ. พ.ศ. 2013")),
    (field("day"), text("28/02/13")),
    (field("day"), number(45000)),
    (field("day"), text("28/2")),
    (field("month"), text("28/2/2556")),
]


def test_catalogue_holds_exactly_the_codes_that_cells_can_give():
    given_codes = {issue.code for spec, cell in EXAMPLES for issue in parse(spec, cell, CONTEXT).issues}
    assert given_codes == set(values.RULES)


@pytest.mark.parametrize(("spec", "cell"), EXAMPLES)
@pytest.mark.parametrize("lang", ["th", "en"])
def test_catalogue_fills_every_sentence(spec, cell, lang):
    parsed = parse(spec, cell, CONTEXT)
    for issue in parsed.issues:
        rule = values.RULES[issue.code]
        finding = Finding(issue.code, Place(), parsed.typed, issue.expected)
        for template in (rule.message, rule.remedy, rule.example):
            sentence = describe(finding, template, lang)
            assert sentence and "{" not in sentence and "“”" not in sentence
            assert any("ก" <= char <= "๛" for char in sentence) or lang == "en"


def test_parsed_of_nothing_is_blank():
    assert parse(field("text"), None, CONTEXT) == Parsed(None, "", ())
