"""A whole sample province, day by day: forms out, officials fill them well and badly, inbox, ingest, merge.

Everything the officials do stands in tables under `samples/demo`; two demos give the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

from kpi_excel.core.periods import Period, PeriodKind
from kpi_excel.stages.answer import ingest_and_answer
from kpi_excel.stages.consolidate import Merged, merge
from kpi_excel.stages.generate import GenerateOptions, Wanted, form_path, generate, wanted_forms
from kpi_excel.stages.house import House, open_house
from kpi_excel.stages.ingest import Ingested, IngestOptions
from kpi_excel.stages.officials import Deed, Officials, fill, load_officials
from kpi_excel.stages.setup import begin_sample
from kpi_excel.store import disk
from kpi_excel.store.archive import Archive
from kpi_excel.store.issued import workspace_key
from kpi_excel.workbooks.officials import FilledForm

DEMO_KEY = sha256(b"kpi-excel demo: a published key, so that two demos are byte-identical").digest()
_SHEETS = {"monthly_progress": "รายงานเดือน"}
_OUT_DAY = 10


@dataclass(frozen=True, slots=True)
class Delivery:
    """A file that an agency sends on a day."""

    day: date
    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Day:
    """What one day of the demo brought."""

    day: date
    ingested: tuple[Ingested, ...]


@dataclass(slots=True)
class Demo:
    """A demo being played."""

    root: Path
    lang: str = "th"
    months: tuple[str, ...] = ("2556-02", "2556-03")
    say: Callable[[str, str], None] = lambda th, en: None
    workers: int = 1

    def play(self) -> Iterator[Day]:
        """Play every day; the workbooks are merged at the end of each month."""
        begin_sample(self.root)
        workspace_key(Archive(self.root / "archive"), DEMO_KEY)
        house = open_house(self.root)
        officials = load_officials(house.registry.settings.fiscal_year)
        first = Period.parse(self.months[0])
        self.say("สร้างแบบรายละเอียดตัวชี้วัดและแผนปฏิบัติการ", "KPI templates and action plans go out")
        yearly = self._generate(house, first.start + timedelta(days=_OUT_DAY - 1), None)
        yield from self._receive(house, officials, [w for w in yearly if w.period.kind is not PeriodKind.MONTH])
        for code in self.months:
            period = Period.parse(code)
            self.say(f"สร้างแบบรายงานเดือน {period.short_label()}", f"Monthly forms for {period.short_label('en')} go out")
            yield from self._receive(house, officials, self._generate(house, period.start, period))
            merge(house, period, period.end, self.lang)

    def last(self) -> Merged:
        """The consolidated workbook at the end."""
        period = Period.parse(self.months[-1])
        return merge(open_house(self.root), period, period.end, self.lang)

    def _generate(self, house: House, day: date, period: Period | None) -> list[Wanted]:
        options = GenerateOptions(day, period=period, forms=("kpi_template", "action_plan") if period is None else ())
        for _ in generate(house, options):
            pass
        return wanted_forms(house, options)

    def _receive(self, house: House, officials: Officials, forms: list[Wanted]) -> Iterator[Day]:
        """The files of these forms arrive day by day; corrected ones answer the feedback written meanwhile."""
        days: dict[date, list[Callable[[], Delivery | None]]] = {}
        for item in forms:
            for day, make in _deliveries(house, officials, item):
                days.setdefault(day, []).append(make)
        for day in sorted(days):
            for make in days[day]:
                delivery = make()
                if delivery is not None:
                    disk.replace(house.workspace.inbox / delivery.name, delivery.data)
            options = IngestOptions(day, workers=self.workers, settle=0)
            report = ingest_and_answer(house, (), options, day, self.lang)
            yield Day(day, tuple(report.items))


def _deliveries(
    house: House, officials: Officials, item: Wanted
) -> Iterator[tuple[date, Callable[[], Delivery | None]]]:
    """What an agency sends about one form, and when: on its due date unless a deed says otherwise."""
    deeds = officials.deeds_for(item.agency, item.form, item.period.code)
    if any(deed.deed == "missing" for deed in deeds):
        return
    again = [deed for deed in deeds if deed.deed == "resubmit"]
    first = [deed for deed in deeds if deed.deed != "resubmit"]
    day = next((deed.day for deed in first if deed.day), min(item.dues.values()))
    yield day, lambda: Delivery(day, _name(item), _filled(house, officials, item, first, day))
    for deed in first:
        if deed.deed == "twice":
            yield day, lambda: Delivery(day, f"สำเนา {_name(item)}", _filled(house, officials, item, first, day))
    for deed in again:
        assert deed.day is not None
        sent = deed.day
        yield sent, lambda deed=deed, sent=sent: Delivery(sent, f"แก้แล้ว {_name(item)}", _corrected(house, item, deed))  # type: ignore[misc]


def _name(item: Wanted) -> str:
    """The file name an agency got; most send it back as it is."""
    return f"{item.agency}_{item.form}_{item.period.code}.xlsx"


def _filled(house: House, officials: Officials, item: Wanted, deeds: list[Deed], day: date) -> bytes:
    """The form as the agency sends it, deeds included."""
    if any(deed.deed == "no-workbook" for deed in deeds):
        return "รายงานประจำเดือน\r\nผลสะสม 2.1\r\n".encode()
    borrowed = next((deed for deed in deeds if deed.deed == "wrong-agency"), None)
    old = next((deed for deed in deeds if deed.deed == "old-form"), None)
    source = item
    if borrowed is not None:
        source = Wanted(borrowed.typed, item.form, item.period, item.kpis, item.dues)
    if old is not None:
        source = Wanted(item.agency, item.form, Period.parse(old.typed), item.kpis, item.dues)
    form = FilledForm(disk.read_bytes(form_path(house, source)))
    fill(form, house.specs[item.form], officials, house.registry, source.agency, item.period)
    if borrowed is not None:
        names = {code: agency.name for code in (borrowed.typed, item.agency) if (agency := house.registry.agency(code))}
        form.replace_text({names[borrowed.typed]: names[item.agency]})
    if old is not None:
        form.replace_text({source.period.label(): item.period.label()})
    for deed in deeds:
        _do(form, deed, house, officials, item)
    return form.save(day)


def _do(form: FilledForm, deed: Deed, house: House, officials: Officials, item: Wanted) -> None:
    """One mistake, or one honest oddity."""
    sheet = _SHEETS.get(item.form, "")
    if deed.deed == "typed":
        form.type_into(deed.where, deed.typed)
    elif deed.deed == "sort":
        form.sort_from_the_end("results")
        form.sort_from_the_end("words")
    elif deed.deed == "insert-rows":
        form.insert_rows("results")
    elif deed.deed == "rename-tab":
        form.rename_tab(sheet, "Sheet1 (2)")
    elif deed.deed == "copy-sheet":
        blank = FilledForm(disk.read_bytes(form_path(house, item)))
        name = blank.copy_sheet(sheet)
        for number, row in enumerate(form.book[sheet].iter_rows(), start=1):
            for column, cell in enumerate(row, start=1):
                blank.book[name].cell(number, column).value = cell.value
        form.book = blank.book


def _corrected(house: House, item: Wanted, deed: Deed) -> bytes:
    """The feedback workbook with the marked cell corrected."""
    folder = house.workspace.outbox_of(item.period.code, "feedback")
    form = FilledForm(disk.read_bytes(folder / f"{item.agency}_{item.form}_{item.period.code}_feedback.xlsx"))
    try:
        form.type_into(deed.where, float(deed.typed))
    except ValueError:
        form.type_into(deed.where, deed.typed)
    assert deed.day is not None
    return form.save(deed.day)
