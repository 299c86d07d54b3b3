"""Forms of the sample province, issued and read back: what the round-trip and identity tests push about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache

from kpi_excel.core.model import Kpi, Registry
from kpi_excel.core.periods import FiscalYear, Period, PeriodKind
from kpi_excel.core.scoring.inputs import Input, inputs_of, is_direct
from kpi_excel.core.submission import Plain, Row, Value
from kpi_excel.forms.build import Order, build_content
from kpi_excel.forms.content import FormContent, RowContent
from kpi_excel.forms.field_words import choices_of
from kpi_excel.forms.frame import ReadingFrame, issued_from
from kpi_excel.forms.input_fields import field_for_input
from kpi_excel.forms.interpret import Interpretation, interpret
from kpi_excel.forms.known import Known
from kpi_excel.forms.raw import Address, RawWorkbook
from kpi_excel.forms.records import LISTS
from kpi_excel.forms.spec import ANSWERS, FieldSpec, FieldType, FormSpec
from kpi_excel.stages.house import load_specs
from kpi_excel.workbooks.forms.form import WrittenForm, write_form
from kpi_excel.workbooks.forms.layout import VALUE_ROW, TableLayout, lay_out
from kpi_excel.workbooks.reader import read_workbook
from kpi_excel.workbooks.registry.reader import read_registry
from kpi_excel.workbooks.registry.sample import sample_tables
from kpi_excel.workbooks.registry.writer import write_registry
from tests.core.province import rayong
from tests.sheets import Typed, Workbook

KEY = b"forms in tests are made with it."
BUSIEST = "PRO"
"""The agency of the sample with most KPIs: linear, composite and milestones among them."""


@dataclass(frozen=True, slots=True)
class IssuedForm:
    """A form as it left the office, and all that is needed to read it back."""

    registry: Registry
    content: FormContent
    written: WrittenForm
    raw: RawWorkbook

    @property
    def spec(self) -> FormSpec:
        return self.content.spec

    @property
    def frame(self) -> ReadingFrame:
        kpis = {kpi.kpi_no: kpi for kpi in self.registry.kpis}
        return ReadingFrame(self.registry.settings.fiscal_year, kpis, issued_from(self.written.record))

    def open(self) -> Workbook:
        """The workbook, to be typed into."""
        return Workbook.of(self.raw)

    def read(self, returned: Workbook | RawWorkbook) -> Interpretation:
        """What a returned workbook says."""
        raw = returned.raw() if isinstance(returned, Workbook) else returned
        return interpret(raw, self.spec, self.frame)


def province() -> Registry:
    """The bare sample province, its parts named as the registry wants it."""
    registry = rayong()
    kpis = (
        replace(kpi, parts=tuple(replace(part, name=part.name or f"ส่วนที่ {part.code}") for part in kpi.parts))
        for kpi in registry.kpis
    )
    return replace(registry, kpis=tuple(kpis))


@lru_cache(maxsize=1)
def sample() -> Registry:
    """The sample province as its registry says it: people, baselines, guidelines and all."""
    reading = read_registry(write_registry(sample_tables()))
    assert reading.registry is not None
    return reading.registry


def period_of(spec: FormSpec, year: FiscalYear) -> Period:
    """A period that a form is about: February, the six-month round, or the year."""
    code = {PeriodKind.MONTH: "02", PeriodKind.SAR: "sar6", PeriodKind.KPI: "kpi", PeriodKind.PLAN: "plan"}[spec.period_kind]
    return Period.parse(f"{year.year}-{code}")


def issue(
    form: str, agency: str = BUSIEST, lang: str = "th", known: Known | None = None, registry: Registry | None = None,
    kpis: Sequence[Kpi] | None = None,
) -> IssuedForm:  # fmt: skip
    """Issue a form to an agency about all KPIs that it hosts."""
    registry = registry or province()
    spec = specs_of(registry.settings.fiscal_year)[form]
    own = tuple(kpis) if kpis is not None else tuple(kpi for kpi in registry.leaves() if kpi.host == agency)
    period = period_of(spec, registry.settings.fiscal_year)
    host = registry.agency(agency)
    assert host is not None
    order = Order(spec, registry, host, period, own, {kpi.kpi_no: period.end for kpi in own}, known or Known(), lang)
    content = build_content(order)
    written = write_form(content, KEY)
    return IssuedForm(registry, content, written, read_workbook(written.data))


@lru_cache(maxsize=8)
def specs_of(year: FiscalYear) -> Mapping[str, FormSpec]:
    """The shipped specs of a year, but for the consultant's sheet, which is no agency's form."""
    return {name: spec for name, spec in load_specs({}, year).items() if name != "review"}


def in_year(registry: Registry, year: int) -> Registry:
    """The same province in another fiscal year."""
    shift = year - registry.settings.fiscal_year.year
    rounds = {months: date(day.year + shift, day.month, day.day) for months, day in registry.settings.opdc_dates.items()}
    settings = replace(registry.settings, fiscal_year=FiscalYear(year), opdc_dates=rounds)
    return replace(registry, settings=settings, calendar=(), holidays={})


@dataclass(frozen=True, slots=True)
class Slot:
    """One input cell of a form: what it asks, and for which row of which record."""

    sheet: str
    address: Address
    record: str
    table: str
    kpi_no: str
    code: str
    field: FieldSpec

    @property
    def name(self) -> tuple[str, str, str, str]:
        """What a value read from it is called: record, KPI, row code and field."""
        return self.record, self.kpi_no, self.code if self.record in LISTS else f"K{self.kpi_no}", self.field.key


def slots_of(form: IssuedForm) -> Iterator[Slot]:
    """Every input of a form, where the writer put it; heads apart. New rows are filled in for the agency's first KPI."""
    spare = next(kpi.kpi_no for kpi in form.registry.leaves() if kpi.host == form.content.agency.code)
    for layout in lay_out(form.content).sheets:
        page = layout.content.page
        if page is not None and page.kpi is not None:
            for item in (item for block in layout.content.spec.blocks for item in block.fields if item.is_input):
                row, column = layout.labels[item.key]
                spec = layout.content.spec
                yield Slot(layout.content.name, Address(row, column + 1), spec.record, spec.key, page.kpi.kpi_no, page.code, item)
        for table in layout.tables:
            for row, content in table.rows():
                yield from _slots_of_row(layout.content.name, table, row, content, spare)


def _slots_of_row(sheet: str, table: TableLayout, row: int, content: RowContent, spare: str) -> Iterator[Slot]:
    spec, kpi = table.content.spec, content.kpi
    for column in spec.columns:
        asked: FieldSpec | None = column if column.is_input else None
        if asked is not None and column.content == "result" and kpi is not None:
            asked = field_for_input(column, inputs_of(kpi)[0]) if is_direct(kpi) else None
        elif asked is not None and column.content == "input":
            asked = field_for_input(column, content.input)
        if asked is not None:
            at = Address(row, table.columns[column.key])
            yield Slot(sheet, at, spec.record, spec.key, kpi.kpi_no if kpi is not None else spare, content.code, asked)


def heads_of(form: IssuedForm) -> Iterator[Slot]:
    """The inputs of the heads."""
    for layout in lay_out(form.content).sheets:
        spec = layout.content.spec
        for item, column in zip(spec.head, spec.inputs_at[1:], strict=bool(spec.head)):
            yield Slot(layout.content.name, Address(VALUE_ROW + 2, column), "head", "", "", "", item)


def right_answer(slot: Slot, year: FiscalYear) -> tuple[Typed, Plain]:
    """What an official types into an input, and what it means. The status is the one that asks for most."""
    field = slot.field
    low, high = field.minimum or Decimal(0), field.maximum if field.maximum is not None else Decimal(90)
    match field.type:
        case FieldType.KPI_NO:
            return f"K{slot.kpi_no}", slot.kpi_no
        case FieldType.WHOLE:
            return float(low + 1), low + 1
        case FieldType.DECIMAL | FieldType.PERCENT:
            middle = (low + high) / 2 + Decimal("0.25")
            return float(middle), middle
        case FieldType.DAY:
            return f"15/1/{year.year}", date(year.year - 543, 1, 15)
        case FieldType.MONTH:
            return f"ก.พ. {year.year}", f"{year.year}-02"
        case FieldType.CHOICE | FieldType.YES_NO:
            choices = choices_of(field)
            choice = next((c for c in choices if c.key in ("behind", "done", "refused")), choices[0])
            is_answer = field.content in ANSWERS or field.type is FieldType.YES_NO
            return choice.title.th, choice.key == "yes" if is_answer and choice.key in ("yes", "no") else choice.key
        case FieldType.PHONE:
            return "0 3869 4000 ต่อ 12", "0 3869 4000 ต่อ 12"
    text = f"{field.key} ของ {slot.code or 'แถวใหม่'} 112/2556"
    return text, text


Read = tuple[tuple[str, str, str, str], Plain]


def filled(form: IssuedForm, slots: Iterable[Slot] | None = None) -> tuple[Workbook, Counter[Read]]:
    """The form with a right answer in every input (or in these), and every value that should be read from it."""
    workbook, expected = form.open(), Counter[Read]()
    for slot in slots if slots is not None else [*slots_of(form), *heads_of(form)]:
        typed, value = right_answer(slot, form.registry.settings.fiscal_year)
        workbook[slot.sheet][slot.address] = typed
        if slot.record != "head":
            expected[slot.name, value] += 1
    return workbook, expected


def values_read(reading: Interpretation) -> Counter[Read]:
    """Every value of the records by record, KPI, row code and field."""
    return Counter(
        ((record.kind, record.kpi_no, row.code, key), value.value)
        for record in reading.records for row in record.rows for key, value in row.values.items()
    )  # fmt: skip


def busy(kpis: Iterable[Kpi], year: FiscalYear) -> Known:
    """An agency in mid-year: values of January, a plan of three steps per KPI of which one is done, evidence filed."""
    ce = year.year - 543
    january = Period.parse(f"{year.year}-01")
    plan, evidence, last, steps, targets = {}, {}, {}, {}, {}
    for kpi in kpis:
        plan[kpi.kpi_no] = tuple(
            Row(f"P{kpi.kpi_no}-{n}", _values(
                kpi_no=kpi.kpi_no, step=f"ขั้นที่ {n} ของ {kpi.kpi_no}", level=Decimal(n), start=date(ce, n, 1), finish=date(ce, n, 20),
                responsible="นางสาวมาลี", evidence=f"รายงานขั้นที่ {n} ของ {kpi.kpi_no}"))
            for n in (1, 2, 3)
        )  # fmt: skip
        filed = _values(kpi_no=kpi.kpi_no, level=Decimal(1), document=f"คำสั่งของ {kpi.kpi_no}", kind="order", place="ตู้ 2",
                        dated=date(ce, 1, 5), keeper="นางสาวมาลี", kept_on=date(ce, 1, 6))  # fmt: skip
        evidence[kpi.kpi_no] = (Row(f"E{kpi.kpi_no}-1", filed), Row("", _values(kpi_no=kpi.kpi_no, document=f"ภาพของ {kpi.kpi_no}")))
        steps[f"P{kpi.kpi_no}-1"] = ("done", date(ce, 1, 19))
        last[kpi.kpi_no] = {item.key: (_some_answer(item), january) for item in inputs_of(kpi)}
        targets[kpi.kpi_no] = Row(kpi.row_code, _values(m05=Decimal("40.5"), m12=Decimal(80)))
    return Known(last=last, plan=plan, evidence=evidence, steps=steps, targets=targets, head={"reporter": "นางสาวมาลี"})


def _some_answer(item: Input) -> Plain:
    return True if item.kind in ("yes_no", "step") else Decimal("41.5")


def _values(**plain: Plain) -> dict[str, Value]:
    return {key: Value(value, str(value)) for key, value in plain.items()}
