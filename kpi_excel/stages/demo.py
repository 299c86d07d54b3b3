"""A whole sample province, day by day: forms out, officials fill them well and badly, inbox, ingest, merge.

Everything the officials do stands in tables under `samples/demo`; two demos give the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from hashlib import sha256
from pathlib import Path

from kpi_excel.core.errors import KpiExcelError
from kpi_excel.core.findings import Finding, Place
from kpi_excel.core.periods import Period
from kpi_excel.stages.answer import ingest_and_answer
from kpi_excel.stages.consolidate import Merged, consolidated_path, merge
from kpi_excel.stages.form_content import Wanted
from kpi_excel.stages.generate import GenerateOptions, form_path, generate
from kpi_excel.stages.house import House, open_house
from kpi_excel.stages.ingest import Ingested, IngestOptions
from kpi_excel.stages.officials import Deed, Officials, fill, load_officials
from kpi_excel.stages.officials_year import do_year_deed
from kpi_excel.stages.setup import begin_sample
from kpi_excel.store import disk
from kpi_excel.store.archive import Archive
from kpi_excel.store.issued import workspace_key
from kpi_excel.workbooks.officials import FilledForm, as_typed

DEMO_KEY = sha256(b"kpi-excel demo: a published key, so that two demos are byte-identical").digest()
_YEAR_FORMS = ("kpi_template", "action_plan")
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


Coming = dict[date, list[Callable[[], Delivery]]]
"""The files that will arrive on each day, made when the day comes: an answer needs the feedback it answers."""


@dataclass(slots=True)
class Demo:
    """A demo being played. `was_played`: it had been played before, and was only shown again."""

    root: Path
    lang: str = "th"
    months: tuple[str, ...] = ("2556-02", "2556-03")
    say: Callable[[str, str], None] = lambda th, en: None
    workers: int = 1
    merged: Merged | None = None
    was_played: bool = False

    def play(self) -> Iterator[Day]:
        """Play every day; the workbooks are merged at the end of each month. A demo played before is only shown again.

        Raises:
            KpiExcelError: the folder holds anything else.
        """
        if not self._begin():
            return
        house = open_house(self.root)
        officials = load_officials(house.registry.settings.fiscal_year)
        coming: Coming = {}
        for number, month in enumerate(map(Period.parse, self.months)):
            for item in self._send_out(house, month, is_first=number == 0):
                for day, make in deliveries_of(house, officials, item):
                    coming.setdefault(day, []).append(make)
            # what is due after the last month belongs to a month that is not played
            for day in sorted(day for day in coming if day <= month.end):
                yield self._receive(house, day, coming.pop(day))
            self.merged = merge(house, month, month.end, self.lang)

    def last(self) -> Merged:
        """The consolidated workbook at the end, once played."""
        if self.merged is None:
            raise RuntimeError("the demo was not played to its end")
        return self.merged

    def _begin(self) -> bool:
        """Make the sample's workspace. False where a demo was played to its end here."""
        archive = Archive(self.root / "archive")
        if disk.read_if_there(archive.folder / "workspace.key") == DEMO_KEY.hex().encode() + b"\n":
            house = open_house(self.root)
            last, day = self._ending(house)
            self.was_played = disk.stat(consolidated_path(house, last)) is not None
            if self.was_played:
                self.merged = merge(house, last, day, self.lang)
                return False
        if disk.list_folder(self.root):
            raise KpiExcelError(Finding("demo-folder-taken", Place(file=str(self.root))))
        begin_sample(self.root)
        workspace_key(archive, DEMO_KEY)
        return True

    def _ending(self, house: House) -> tuple[Period, date]:
        """The period of the last workbook, and the day it is made."""
        last = Period.parse(self.months[-1])
        return last, last.end

    def _send_out(self, house: House, month: Period, is_first: bool) -> list[Wanted]:
        """The month's forms; before those of the first month, the year's."""
        day, forms = month.start, list[Wanted]()
        if is_first:
            day += timedelta(days=_OUT_DAY - 1)
            self.say("สร้างแบบรายละเอียดตัวชี้วัดและแผนปฏิบัติการ", "KPI templates and action plans go out")
            forms += [made.wanted for made in generate(house, GenerateOptions(day, forms=_YEAR_FORMS))]
        self.say(f"สร้างแบบรายงานเดือน {month.short_label()}", f"Monthly forms for {month.short_label('en')} go out")
        return forms + [made.wanted for made in generate(house, GenerateOptions(day, period=month))]

    def _receive(self, house: House, day: date, deliveries: list[Callable[[], Delivery]]) -> Day:
        """The files of a day arrive; corrected ones answer the feedback written meanwhile."""
        for make in deliveries:
            delivery = make()
            disk.replace(house.workspace.inbox / delivery.name, delivery.data)
        report = ingest_and_answer(house, (), IngestOptions(day, workers=self.workers, settle=0), day, self.lang)
        return Day(day, tuple(report.items))


def deliveries_of(house: House, officials: Officials, item: Wanted) -> Iterator[tuple[date, Callable[[], Delivery]]]:
    """What an agency sends about one form, and when: on its due date unless a deed says otherwise."""
    deeds = officials.deeds_for(item.agency, item.form, item.period.code)
    if any(deed.deed == "missing" for deed in deeds):
        return
    first = [deed for deed in deeds if deed.deed != "resubmit"]
    day = next((deed.day for deed in first if deed.day), min(item.dues.values()))
    yield day, lambda: Delivery(day, _name(item), _filled(house, officials, item, first, day))
    for deed in deeds:
        if deed.deed == "twice":
            yield day, lambda: Delivery(day, f"สำเนา {_name(item)}", _filled(house, officials, item, first, day))
        if deed.deed == "resubmit" and deed.day is not None:
            yield deed.day, partial(_resubmit, house, item, deed)


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
    fill(form, house.specs[item.form], officials, house.registry, source.agency, item.period, day)
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
    elif deed.deed == "date-cell":
        form.type_into(deed.where, date.fromisoformat(deed.typed))
    elif deed.deed == "serial":
        form.type_into(deed.where, int(deed.typed))
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
    else:
        do_year_deed(form, house.specs[item.form], deed.deed, deed.where, deed.typed)


def _resubmit(house: House, item: Wanted, deed: Deed) -> Delivery:
    """The feedback workbook with the marked cell corrected."""
    folder = house.workspace.outbox_of(item.period.code, "feedback")
    form = FilledForm(disk.read_bytes(folder / f"{item.agency}_{item.form}_{item.period.code}_feedback.xlsx"))
    form.type_into(deed.where, as_typed(deed.typed))
    assert deed.day is not None
    return Delivery(deed.day, f"แก้แล้ว {_name(item)}", form.save(deed.day))
