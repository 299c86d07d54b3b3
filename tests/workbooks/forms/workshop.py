"""Forms as they go out and come back: the sample province's own, filled by its officials, sent back with corrections."""

from __future__ import annotations

import io
import subprocess
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

import openpyxl

from kpi_excel.core.findings import Finding
from kpi_excel.core.periods import Period
from kpi_excel.core.submission import Plain
from kpi_excel.forms.content import FormContent, RowContent, SheetContent
from kpi_excel.forms.raw import RawWorkbook
from kpi_excel.stages.feedback import feedback_content, standings_of
from kpi_excel.stages.form_content import content_of
from kpi_excel.stages.generate import GenerateOptions, wanted_forms
from kpi_excel.stages.house import House
from kpi_excel.stages.judge import Judgement, judge
from kpi_excel.store.ledger import Ledger
from kpi_excel.workbooks.forms.form import WrittenForm, write_form
from kpi_excel.workbooks.officials import FilledForm
from kpi_excel.workbooks.reader import Refusal, read_workbook
from tests.office import Office
from tests.programs import GNUMERIC, LIBREOFFICE, Sheets, command_of
from tests.stages.desk import DEMO_KEY, MONTHLY, Desk, day

AGENCIES = ("DPM", "PRO", "POL", "ENE", "ADM")
FEBRUARY, MARCH, TEMPLATE, PLAN, SIX_MONTHS = "2556-02", "2556-03", "2556-kpi", "2556-plan", "2556-sar6"
KPI_TEMPLATE, ACTION_PLAN, POLICY_REPORT, SELF_ASSESSMENT = "kpi_template", "action_plan", "policy_report", "self_assessment"
REPORT, INPUTS, EVIDENCE = "รายงานเดือน", "ตัวชี้วัดย่อย", "หลักฐาน"
CORRECTIONS = "สิ่งที่ต้องแก้"
_SECONDS = 120

FAULTS: Mapping[tuple[str, str, str], Mapping[str, str | float]] = {
    ("PRO", FEBRUARY, MONTHLY): {
        "results K5 result": "72.4 คน", "inputs K1.5/numerator value": "สี่สิบ", "inputs K9/P2 value": "-",
        "words K10 status": "ช้ากว่าแผน", "words K10 problem": "", "words K10 measure": "", "words K11 status": "แย่มาก",
    },
    ("DPM", FEBRUARY, MONTHLY): {"results K3.2.2 result": "29.3 คน"},
    ("ADM", PLAN, ACTION_PLAN): {
        "plan P6-2 finish": "29/2/2556", "plan P6-3 level": 7, "plan P6-4 evidence": "", "plan P6-1 kpi_no": 99,
    },
    ("DPM", MARCH, MONTHLY): {
        "evidence E3.2.2-1 dated": "29/2/2556", "steps P3.2.2-1 finished_on": "เมื่อวาน", "results K3.2.3 result": "เท่าเดิม",
    },
}  # fmt: skip
"""What officials got wrong: agency, period, form → place and what was typed there."""


@dataclass(frozen=True)
class Workshop:
    """A workspace whose forms are out, some of them back with faults. Nobody may change it."""

    desk: Desk

    @staticmethod
    def opened(root: Path) -> Workshop:
        desk = Desk.begun(root, AGENCIES, (FEBRUARY,), key=DEMO_KEY)
        desk.take_one(desk.filled("DPM", PLAN, ACTION_PLAN), name="plan.xlsx")
        desk.take_one(desk.filled("POL"), name="good.xlsx")
        desk.send_out("2013-03-01", MARCH, agencies=AGENCIES)
        for number, ((agency, period, form), typed) in enumerate(FAULTS.items()):
            on = "2013-03-18" if period == MARCH else "2013-02-18"
            desk.take_one(desk.filled(agency, period, form, typed), on, f"{number}.xlsx")
        faulty = desk.filled("DPM", TEMPLATE, KPI_TEMPLATE)
        faulty.type_beside("เป้าหมาย ปี 2556", "ยี่สิบแปด", "K3.2.2")
        faulty.type_beside("ความถี่ในการรายงาน", "บ่อย ๆ", "K3.2.2")
        faulty.type_beside("เหตุผล", "", "K3.2.3")
        desk.take_one(faulty, name="template.xlsx")
        desk.send_out("2013-03-01", FEBRUARY, forms=(POLICY_REPORT,), agencies=AGENCIES)
        desk.send_out("2013-04-01", SIX_MONTHS, forms=(SELF_ASSESSMENT,), agencies=AGENCIES)
        return Workshop(desk)

    @cached_property
    def house(self) -> House:
        return self.desk.house

    def blank(self, agency: str = "DPM", period: str = FEBRUARY, form: str = MONTHLY) -> bytes:
        """A form as it went out."""
        return (self.desk.path("forms", period) / f"{agency}_{form}_{period}.xlsx").read_bytes()

    def filled(self, agency: str = "DPM", period: str = FEBRUARY, form: str = MONTHLY) -> bytes:
        """The same, filled completely and rightly, as a program without a calculator saves it."""
        return self.desk.filled(agency, period, form).save(day("2013-02-18"))

    def feedback(self, agency: str = "PRO", period: str = FEBRUARY, form: str = MONTHLY) -> bytes:
        return (self.desk.path("feedback", period) / f"{agency}_{form}_{period}_feedback.xlsx").read_bytes()

    def content(self, agency: str = "DPM", period: str = FEBRUARY, form: str = MONTHLY, lang: str = "th") -> FormContent:
        """What a form says before anything came back."""
        options = GenerateOptions(day("2013-02-01"), (form,), Period.parse(period), (agency,), lang)
        (wanted,) = wanted_forms(self.house, options)
        return content_of(self.house, wanted, (), options.as_of, lang, {})

    def written(self, agency: str = "DPM", period: str = FEBRUARY, form: str = MONTHLY, lang: str = "th") -> WrittenForm:
        return write_form(self.content(agency, period, form, lang), self.house.key)

    def as_sent(self, lang: str = "th") -> Iterator[tuple[str, bytes]]:
        """Every submission written anew with its values: without marks, as if it had just been filled in."""
        as_of = day("2013-03-31")
        with Ledger(self.house.archive) as ledger:
            receipts = tuple(ledger.receipts(as_of))
        for receipt in receipts:
            content = feedback_content(self.house, receipt, receipts, as_of, lang, {}, standings_of(self.house.registry, receipts, as_of))
            if content is not None:
                name = f"{receipt.agency} {receipt.form} {receipt.period} {lang}"
                yield name, write_form(_unmarked(content), self.house.key).data
                yield f"{name} returned", write_form(content, self.house.key).data

    def judged(self, data: bytes, on: date = date(2013, 3, 20)) -> Judgement:
        """What we say of a file."""
        try:
            read: RawWorkbook | Finding = read_workbook(data)
        except Refusal as refused:
            read = refused.finding
        return judge(self.house, read, on)


def _unmarked(content: FormContent) -> FormContent:
    """What was sent, as it looked before we judged it."""

    def row(content: RowContent) -> RowContent:
        return replace(content, marks={})

    def sheet(content: SheetContent) -> SheetContent:
        tables = tuple(replace(table, rows=tuple(map(row, table.rows))) for table in content.tables)
        return replace(content, tables=tables, page=row(content.page) if content.page is not None else None)

    return replace(content, sheets=tuple(map(sheet, content.sheets)), feedback=None)


def place(data: bytes, where: str) -> tuple[str, str]:
    """The sheet and the cell of a place as `FilledForm.type_into` names it, or of a label on a page ("K3.2.2: เหตุผล")."""
    form = FilledForm(data)
    page, _, label = where.partition(": ")
    if label:
        sheet = form.book[page]
        found = next(
            sheet.cell(cell.row, cell.column + 1) for row in sheet.iter_rows() for cell in row
            if isinstance(cell.value, str) and cell.value.split("\n")[0] == label
        )  # fmt: skip
        return page, found.coordinate
    cell = form.cell(where)
    assert cell is not None, where
    return cell.parent.title, cell.coordinate


def values_of(judgement: Judgement) -> dict[tuple[str, str, str, str], Plain]:
    """Record kind, KPI number, row code and field → value: everything that was read."""
    return {
        (record.kind, record.kpi_no, row.code or str(index), key): value.value
        for record in judgement.records for index, row in enumerate(record.rows) for key, value in row.values.items()
    }  # fmt: skip


def resaved_by_gnumeric(data: bytes, suffix: str, folder: Path) -> bytes:
    """The workbook opened and saved by Gnumeric."""
    source, target = folder / "given.xlsx", folder / f"saved.{suffix}"
    source.write_bytes(data)
    command = command_of(GNUMERIC)
    assert command, "gnumeric is not installed"
    subprocess.run([command, str(source), str(target)], check=True, capture_output=True, timeout=_SECONDS)
    return target.read_bytes()


def recalculated(data: bytes, program: str, office: Callable[[], Office], folder: Path) -> Sheets:
    """What a program computes for every cell, whatever the file says."""
    if program == LIBREOFFICE:
        return cells_of(office().do(data, [("recalculate",), ("save", "new.xlsx")]).saved["new.xlsx"])
    source, target = folder / "given.xlsx", folder / "new.xlsx"
    source.write_bytes(data)
    command = command_of(GNUMERIC)
    assert command, "gnumeric is not installed"
    subprocess.run([command, "--recalc", str(source), str(target)], check=True, capture_output=True, timeout=_SECONDS)
    return cells_of(target.read_bytes())


def cells_of(data: bytes, formulas: bool = False) -> Sheets:
    """Sheet → (row, column) from 0 → value, or formula; blank ones are absent."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=not formulas)
    return {
        sheet.title: {
            (cell.row - 1, cell.column - 1): cell.value for row in sheet.iter_rows() for cell in row if cell.value not in (None, "")
        }
        for sheet in book.worksheets
    }


def differences(data: bytes, new: Sheets) -> list[tuple[str, str, object, object]]:
    """Formula cells whose value in the file is not what a program computes: sheet, formula, ours, theirs."""
    ours = cells_of(data)
    return [
        (name, str(formula)[:80], mine, theirs)
        for name, cells in cells_of(data, formulas=True).items() for at, formula in cells.items()
        if str(formula).startswith("=") and not _same(mine := ours[name].get(at), theirs := new.get(name, {}).get(at))
    ]  # fmt: skip


def formula_count(data: bytes) -> int:
    return sum(str(value).startswith("=") for cells in cells_of(data, formulas=True).values() for value in cells.values())


def _same(mine: object, theirs: object) -> bool:
    if isinstance(mine, int | float) and isinstance(theirs, int | float):
        return abs(mine - theirs) < 1e-9
    return mine == theirs or (isinstance(mine, str) and isinstance(theirs, str) and mine.strip() == theirs.strip())
