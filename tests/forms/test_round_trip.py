"""The law of forms: what is written, filled in and read back is what was filled in, for every shipped form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

import pytest

from kpi_excel.core.model import Agency, Registry, Settings
from kpi_excel.core.periods import FiscalYear
from kpi_excel.forms.raw import Address
from kpi_excel.forms.spec import FieldType
from tests.core.province import linear
from tests.forms.issuing import (
    BUSIEST,
    IssuedForm,
    Slot,
    busy,
    filled,
    heads_of,
    in_year,
    issue,
    right_answer,
    sample,
    slots_of,
    specs_of,
    values_read,
)
from tests.forms.reading import codes
from tests.sheets import Typed

FORMS = sorted(specs_of(FiscalYear(2556)))
AGENCIES = (BUSIEST, "POL", "ADM", "ENE", "FIN", "COM")
"""Between them they host KPIs of every scoring method of the sample."""

every_form = pytest.mark.parametrize("form", FORMS)


@lru_cache(maxsize=32)
def in_mid_year(form: str, agency: str = BUSIEST, lang: str = "th") -> IssuedForm:
    registry = sample()
    own = [kpi for kpi in registry.leaves() if kpi.host == agency]
    return issue(form, agency, lang, busy(own, registry.settings.fiscal_year), registry)


@every_form
@pytest.mark.parametrize("agency", AGENCIES)
def test_filled_form__reads_back_equal_and_without_a_finding(form: str, agency: str) -> None:
    issued = in_mid_year(form, agency)
    workbook, expected = filled(issued)

    reading = issued.read(workbook)

    assert values_read(reading) == expected
    assert (reading.findings, reading.outside, reading.unclear) == ((), (), None)


@every_form
def test_filled_english_form__reads_back_equal(form: str) -> None:
    issued = in_mid_year(form, lang="en")
    workbook, expected = filled(issued)

    reading = issued.read(workbook)

    assert (values_read(reading), reading.findings, reading.outside) == (expected, (), ())


@every_form
@pytest.mark.parametrize("year", [2557, 2560, 2600])
def test_form_of_another_year__reads_back_equal_from_registry_objects_alone(form: str, year: int) -> None:
    registry = in_year(sample(), year)
    own = [kpi for kpi in registry.leaves() if kpi.host == BUSIEST]
    issued = issue(form, known=busy(own, FiscalYear(year)), registry=registry)
    workbook, expected = filled(issued)

    reading = issued.read(workbook)

    assert (values_read(reading), reading.findings) == (expected, ())


@every_form
def test_form_as_it_was_sent_out__is_blank_and_nothing_is_outside(form: str) -> None:
    issued = in_mid_year(form)

    reading = issued.read(issued.raw)

    assert set(codes(reading)) <= {"row-left-blank", "step-left-blank", "head-value-missing"}
    assert reading.outside == ()
    assert not [r for r in reading.records if r.kind in ("kpi", "steps", "handover")]


@every_form
@pytest.mark.parametrize("agency", AGENCIES)
def test_form_completed__what_we_filled_in_ourselves_is_read_without_a_finding(form: str, agency: str) -> None:
    issued = in_mid_year(form, agency)
    sent = issued.open()
    blank = [slot for slot in (*slots_of(issued), *heads_of(issued)) if sent[slot.sheet][slot.address] is None]
    ours = {(slot.sheet, slot.address) for slot in slots_of(issued)} - {(slot.sheet, slot.address) for slot in blank}

    reading = issued.read(filled(issued, blank)[0])

    assert (reading.findings, reading.outside) == ((), ())
    read_cells = {(v.sheet, v.cell): v.value for r in reading.records for row in r.rows for v in row.values.values()}
    assert all(read_cells[sheet, address.a1()] is not None for sheet, address in ours)


@every_form
def test_values_pasted_into_a_new_workbook__read_the_same(form: str) -> None:
    """Dates, live texts and counters become plain cells; hidden sheets, properties and footers are gone."""
    issued = in_mid_year(form)
    workbook, expected = filled(issued)

    reading = issued.read(workbook.paste_into_new())

    assert (values_read(reading), reading.outside) == (expected, ())
    assert set(codes(reading)) <= {"result-is-computed"}


def wrong_answers(slot: Slot) -> Iterator[tuple[Typed, str]]:
    """What breaks each limit of a field, with the finding that says so."""
    field = slot.field
    match field.type:
        case FieldType.TEXT | FieldType.LONG_TEXT:
            yield "ก" * (field.longest + 1), "text-too-long"
        case FieldType.WHOLE | FieldType.DECIMAL | FieldType.PERCENT:
            yield "สักสิบ", "value-not-a-number"
            if field.minimum is not None:
                yield float(field.minimum - 1), "value-out-of-range"
            if field.maximum is not None:
                yield float(field.maximum + 1), "value-out-of-range"
            if field.type is FieldType.WHOLE:
                yield float((field.minimum or Decimal(0)) + Decimal("1.5")), "value-not-whole"
        case FieldType.DAY:
            yield "31/2/2556", "no-such-date"
            yield "เร็ว ๆ นี้", "value-not-a-date"
        case FieldType.MONTH:
            yield "เร็ว ๆ นี้", "value-not-a-month"
        case FieldType.CHOICE | FieldType.YES_NO:
            yield "คำอื่นนอกรายการ", "value-not-in-list"
        case FieldType.KPI_NO:
            yield "ตัวแรก", "value-not-a-kpi-number"
            yield 3.2, "kpi-number-is-a-number"
        case FieldType.PHONE:
            yield "ถามที่หน้าห้อง", "phone-not-clear"
    if field.required and field.needed_when is None and field.waived_when is None:
        yield None, "value-missing"


def first_slots(form: str) -> list[Slot]:
    """One input of every table, kind of raw input and field of a form, the first that has a KPI of its own."""
    seen: dict[tuple[str, str], Slot] = {}
    for slot in slots_of(in_mid_year(form)):
        if slot.code:
            seen.setdefault((slot.table, slot.field.key), slot)
    return list(seen.values())


@every_form
def test_every_limit__violated_once_is_said_at_its_cell_and_nowhere_else(form: str) -> None:
    issued = in_mid_year(form)
    workbook, _ = filled(issued)
    for slot in first_slots(form):
        sheet = workbook[slot.sheet]
        right, _ = right_answer(slot, FiscalYear(2556))
        for typed, code in wrong_answers(slot):
            sheet[slot.address] = typed
            said = [(f.code, f.place.sheet, f.place.cell) for f in issued.read(workbook).findings]
            assert said == [(code, slot.sheet, Address(*slot.address).a1())], (slot, typed)
        sheet[slot.address] = right


@every_form
def test_every_input__is_found_again_after_rows_and_columns_were_inserted(form: str) -> None:
    issued = in_mid_year(form)
    workbook, expected = filled(issued)
    for sheet in workbook:
        if not sheet.hidden:
            sheet.insert_columns(0)
            sheet.insert_rows(3, 2)

    reading = issued.read(workbook)

    assert (values_read(reading), reading.findings, reading.outside) == (expected, (), ())


def test_second_province__needs_nothing_but_its_registry() -> None:
    registry = Registry(
        Settings("ดอยสมมุติ", FiscalYear(2561), office="สำนักงานจังหวัดดอยสมมุติ"),
        (Agency("HILL", "สำนักงานดอยสูง"), Agency("LAKE", "สำนักงานหนองใหญ่")),
        (linear("7", "HILL"), replace(linear("7.10", "HILL"), name="ทะเลหมอก"), linear("8", "LAKE")),
    )
    for form in FORMS:
        issued = issue(form, "HILL", registry=registry, known=busy(registry.kpis[:2], FiscalYear(2561)))
        workbook, expected = filled(issued)

        assert values_read(issued.read(workbook)) == expected
        assert issued.read(workbook).findings == ()
