"""A whole year of seventeen agencies: every value that was typed is compared with what the province was given at the end.

The officials' values are made up by a seeded generator. A reader of its own (openpyxl, by visible headings and row
codes, knowing nothing of hidden keys, specs or receipts) says what stands in the archived files.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from kpi_excel.core.consolidation import ObligationState
from kpi_excel.core.model import CalendarRule, Kpi, Registry
from kpi_excel.core.periods import Period
from kpi_excel.core.scoring.inputs import inputs_of, is_direct
from kpi_excel.core.submission import Verdict
from kpi_excel.stages.generate import GenerateOptions, wanted_forms
from kpi_excel.stages.setup import begin_sample
from kpi_excel.store.archive import Archive
from kpi_excel.store.issued import workspace_key
from kpi_excel.workbooks.officials import FilledForm
from tests.stages.desk import DEMO_KEY, Desk, day
from tests.workbooks.consolidated.reading import load, table

HEADINGS = {
    "result": "ผลสะสมถึงเดือนนี้", "status": "สถานะ", "problem": "ปัญหา อุปสรรค", "measure": "มาตรการแก้ไข",
    "help_wanted": "ขอให้จังหวัดช่วย", "next_work": "งานเดือนถัดไป", "value": "ค่าสะสมถึงเดือนนี้", "done": "เสร็จหรือยัง",
    "finished_on": "วันที่เสร็จจริง", "document": "ชื่อเอกสาร", "kind": "ประเภท", "number": "เลขที่หนังสือ", "dated": "ลงวันที่",
    "place": "ไฟล์ หรือที่เก็บ", "keeper": "ผู้เก็บ", "kept_on": "วันที่เก็บ", "step": "ขั้นตอน / กิจกรรม", "start": "เริ่ม", "finish": "เสร็จ",
    "responsible": "ผู้รับผิดชอบ", "budget": "งบประมาณ (บาท)", "evidence": "หลักฐานที่ต้องมีเมื่อเสร็จ", "level": "ถึงเกณฑ์ระดับ",
}  # fmt: skip
TEXTS = ("คำอธิบาย", "เหตุผล", "สูตรการคำนวณ", "ตัวแปร (ชื่อ = ความหมาย, หน่วย)", "แหล่งข้อมูล", "วิธีการจัดเก็บข้อมูล", "วิธีการประเมินผล")
FIGURES = {"ความถี่ในการรายงาน": "ทุกเดือน", "เปลี่ยนผู้รับผิดชอบหรือไม่": "ไม่เปลี่ยน", "เป้าหมาย ปี 2556": 3} | {
    f"ข้อมูลพื้นฐาน ปี {year}": "ไม่มีข้อมูล" for year in (2553, 2554, 2555)
}
CODE_HEADINGS = ("ตัวชี้วัดที่", "รหัสแถว", "รหัสขั้น", "ขั้นที่")
MONTHS = [f"{year}-{month:02d}" for year, month in [(2555, m) for m in (10, 11, 12)] + [(2556, m) for m in range(1, 10)]]
THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


class Place(NamedTuple):
    """Where a value stands in a form: the row's visible code and the column's visible heading."""

    agency: str
    form: str
    period: str
    code: str
    heading: str


@dataclass(frozen=True)
class Filling:
    """One form to be filled: what is typed where, as `FilledForm.type_into` and `type_beside` understand it."""

    path: Path
    typed: Mapping[str, Any]
    beside: Mapping[tuple[str, str], Any]


def filled(work: Filling) -> bytes:
    form = FilledForm(work.path.read_bytes())
    for where, value in work.typed.items():
        assert form.type_into(where, value), (work.path.name, where)
    for (sheet, label), value in work.beside.items():
        assert form.type_beside(label, value, sheet), (work.path.name, label)
    for caption, value in (("ผู้รายงาน (ชื่อ ตำแหน่ง)", "มาลี"), ("โทรศัพท์", "038-111-111")):
        form.type_below(caption, value)
    return form.save(day("2012-10-10"))


def read_by_headings(path: Path) -> list[tuple[Place, Any, str, str]]:
    """Every cell under a heading we know, beside a row code: place, value, sheet and cell."""
    agency, form, period = re.fullmatch(r"([A-Z]+)_(\w+)_([\w-]+)_[0-9a-f]+\.xlsx", path.name).groups()  # type: ignore[union-attr]
    found = []
    for sheet in load(path.read_bytes()).worksheets:
        columns: dict[int, str] = {}
        for row in sheet.iter_rows():
            texts = {cell.column: str(cell.value).split("\n")[0] for cell in row if cell.value is not None}
            if len(set(texts.values()) & set(CODE_HEADINGS)) and len(texts) > 2:
                columns = texts
                at = min(column for column, text in columns.items() if text in CODE_HEADINGS)
            elif columns:
                code = str(sheet.cell(row[0].row, at).value or "").split("\n")[-1]
                if code.startswith("#end"):
                    columns = {}
                elif code:
                    cells = [cell for cell in row if cell.column in columns and cell.value is not None]
                    found += [(Place(agency, form, period, code, columns[c.column]), c.value, sheet.title, c.coordinate) for c in cells]
    return found


def blank_labels(path: Path) -> set[tuple[str, str]]:
    """The labels of a form's pages that have an empty cell beside them: page and label."""
    book = load(path.read_bytes())
    return {
        (sheet.title, str(cell.value).split("\n")[0])
        for sheet in book.worksheets for row in sheet.iter_rows() for cell in row
        if isinstance(cell.value, str) and sheet.cell(cell.row, cell.column + 1).value is None
    }  # fmt: skip


class Officials:
    """What seventeen agencies type in a year; `told` remembers every value by its place."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self.random = random.Random(2556)
        self.told: dict[Place, Any] = {}
        self.on_pages: dict[tuple[str, str], str] = {}

    def fill(self, desk: Desk, agency: str, form: str, period: str) -> Filling:
        path = desk.path("forms", period) / f"{agency}_{form}_{period}.xlsx"
        blanks = blank_labels(path) if form == "kpi_template" else set()
        typed: dict[str, Any] = {}
        beside: dict[tuple[str, str], Any] = {}
        for kpi in self.registry.leaves():
            if kpi.host == agency:
                if form == "kpi_template":
                    beside |= self._page(kpi, blanks)
                elif form == "action_plan" and kpi.method.value != "not_assessed":
                    typed |= self._plan(kpi)
                elif form == "monthly_progress":
                    typed |= self._month(kpi, period)
        if form == "monthly_progress":
            typed |= self._rows(FilledForm(path.read_bytes()), period)
        for where, value in typed.items():
            _, code, key = where.split()
            self.told[Place(agency, form, period, code, HEADINGS.get(key, key))] = value
        return Filling(path, typed, beside)

    def _page(self, kpi: Kpi, blanks: set[tuple[str, str]]) -> dict[tuple[str, str], Any]:
        """A text of its own in every field for text; figures where the registry has none."""
        texts = {(kpi.row_code, label): f"{label} ของ {kpi.kpi_no}" for label in TEXTS}
        self.on_pages |= texts
        rest = {(sheet, label): FIGURES[label] for sheet, label in blanks if sheet == kpi.row_code and label in FIGURES}
        return texts | rest

    def _plan(self, kpi: Kpi) -> dict[str, Any]:
        typed: dict[str, Any] = {}
        for level in range(1, 6):
            row = f"plan P{kpi.kpi_no}-{level}"
            month = 9 + 2 * level
            typed |= {f"{row} step": f"ขั้น {level} ของ {kpi.kpi_no}", f"{row} responsible": f"ผู้รับผิดชอบ {kpi.kpi_no}",
                      f"{row} start": f"1/{(month - 1) % 12 + 1}/{2555 + (month - 1) // 12}",
                      f"{row} finish": f"2{level}/{month % 12 + 1}/{2555 + month // 12}",
                      f"{row} budget": self.random.randrange(1000, 900000), f"{row} evidence": f"หลักฐาน {kpi.kpi_no} ขั้น {level}"}  # fmt: skip
        return typed

    def _month(self, kpi: Kpi, period: str) -> dict[str, Any]:
        typed: dict[str, Any] = {}
        done = self.random.randrange(0, 6)
        for number, wanted in enumerate(inputs_of(kpi), 1):
            row = f"results {kpi.row_code} result" if is_direct(kpi) else f"inputs {kpi.row_code}/{wanted.key.removeprefix('part:')} value"
            typed[row] = self._figure(wanted.kind, wanted.key, number <= done)
        behind = self.random.random() < 0.3
        words = {"status": "ช้ากว่าแผน" if behind else "ตามแผน", "next_work": f"งานของ {kpi.kpi_no} หลัง {period}"}
        if behind:
            words |= {"problem": f"ปัญหา {kpi.kpi_no} {period}", "measure": f"มาตรการ {kpi.kpi_no} {period}", "help_wanted": "ต้องการ"}
        return typed | {f"words {kpi.row_code} {key}": value for key, value in words.items()}

    def _figure(self, kind: str, key: str, is_done: bool) -> Any:
        if kind == "step":
            return "เสร็จ" if is_done else "ยังไม่เสร็จ"
        if kind == "yes_no":
            return self.random.choice(["มี", "ไม่มี"])
        places = self.random.randrange(0, 4)
        value = round(self.random.uniform(*{"numerator": (1, 50), "denominator": (50, 99)}.get(key, (0, 100))), places)
        as_text = self.random.random()
        if as_text < 0.05:
            return f"{value}".translate(THAI_DIGITS)
        return f"ร้อยละ {value}" if as_text < 0.08 else value

    def _rows(self, form: FilledForm, period: str) -> dict[str, Any]:
        """The steps that have fallen due, and the evidence still to be filed."""
        typed: dict[str, Any] = {}
        month, year = int(period[5:]), int(period[:4])
        for sheet in form.book.worksheets:
            for code in form.rows(sheet, "steps"):
                if code.startswith("P"):
                    finished = self.random.random() < 0.7
                    typed[f"steps {code} done"] = "เสร็จแล้ว" if finished else "กำลังทำ"
                    if finished:
                        typed[f"steps {code} finished_on"] = f"{self.random.randrange(1, 16)}/{month}/{year}"
            for code, cells in form.rows(sheet, "evidence").items():
                if code.startswith("E") and not cells["place"].value:
                    on = f"{self.random.randrange(1, 16)}/{month}/{year}"
                    values = {"kind": "คำสั่ง", "dated": on, "kept_on": on, "keeper": f"ผู้เก็บ {code}", "place": f"แฟ้ม {code} {period}"}
                    typed |= {f"evidence {code} {key}": value for key, value in values.items()}
        return typed


@dataclass(frozen=True)
class Year:
    desk: Desk
    officials: Officials
    rows: list[dict[str, Any]]
    """ข้อมูลรวม of September, as openpyxl reads it."""
    archived: dict[tuple[str, str, str], tuple[Place, Any]]
    """What the independent reader found: by archived file, sheet and cell."""


def every_month(registry: Registry) -> Registry:
    """The templates and plans once, the monthly report from October on, nothing else."""
    kept = tuple(rule for rule in registry.calendar if rule.form in ("kpi_template", "action_plan"))
    return replace(registry, calendar=(*kept, CalendarRule("monthly_progress", day_of_month=20, first_period=MONTHS[0])))


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Year]:
    root = tmp_path_factory.mktemp("year") / "ปี 2556"
    begin_sample(root)
    workspace_key(Archive(root / "archive"), DEMO_KEY)
    desk = Desk(root)
    desk.change_registry(every_month)
    officials = Officials(desk.house.registry)
    with ProcessPoolExecutor(2) as pool:
        play(desk, officials, "2012-10-01", None, pool)
        for code in MONTHS:
            month = Period.parse(code)
            play(desk, officials, month.start.isoformat(), month, pool)
        merged = load(desk.merged(MONTHS[-1], "2013-09-30"), data_only=True)
        paths = [path for path in (root / "archive" / "2556").rglob("*.xlsx")]
        found = dict(zip(paths, pool.map(read_by_headings, paths, chunksize=8), strict=True))
    archived = {
        (path.relative_to(root / "archive").as_posix(), sheet, cell): (place, value)
        for path, cells in found.items() for place, value, sheet, cell in cells
    }  # fmt: skip
    yield Year(desk, officials, table(merged["ข้อมูลรวม"], "รหัส"), archived)


def play(desk: Desk, officials: Officials, on: str, month: Period | None, pool: ProcessPoolExecutor) -> None:
    """The forms of a month (or the year's) go out, are filled, and all come back on the 20th."""
    chosen: dict[str, Any] = {} if month else {"forms": ("kpi_template", "action_plan")}
    desk.send_out(on, month.code if month else None, **chosen)
    wanted = wanted_forms(desk.house, GenerateOptions(day(on), period=month, **chosen))
    work = [officials.fill(desk, item.agency, item.form, item.period.code) for item in wanted]
    for filling, data in zip(work, pool.map(filled, work, chunksize=4), strict=True):
        desk.drop(filling.path.name, data)
    received = f"{on[:8]}20"
    items = desk.take(received, workers=2)
    bad = [(item.name, item.verdict.value, item.judgement.findings[:2]) for item in items if item.verdict is not Verdict.ACCEPTED]
    assert not bad, bad[:3]
    assert len(items) == len(work)


def same(typed: Any, value: Any, as_typed: Any) -> bool:
    """A value of the consolidated workbook means what was typed."""
    if isinstance(typed, int | float):
        return Decimal(str(value)) == Decimal(str(typed))
    if found := re.search(r"\d[\d.]*$", str(typed).translate({ord(t): str(d) for d, t in enumerate("๐๑๒๓๔๕๖๗๘๙")})):
        if isinstance(value, int | float):
            return Decimal(str(value)) == Decimal(found[0])
        if date := re.fullmatch(r"(\d+)/(\d+)/(\d{4})", str(typed)):
            return str(value) == f"{int(date[3]) - 543}-{int(date[2]):02d}-{int(date[1]):02d}"
    return str(as_typed) == str(typed)


def where(row: Mapping[str, Any]) -> tuple[str, str, str]:
    return row["ไฟล์ในคลัง"], row["แผ่น"], row["ช่อง"]


def test_every_file_is_there_and_counts(year: Year) -> None:
    receipts = year.desk.receipts()

    assert len(receipts) == 17 + 16 + 12 * 17
    assert {receipt.verdict for receipt in receipts} == {Verdict.ACCEPTED}
    data = year.desk.look(MONTHS[-1], "2013-09-30")
    assert data.balance.files == len(receipts) and set(data.balance.by_effect) <= {"in", "in-part", "superseded"}
    assert {line.state for line in data.obligations} == {ObligationState.RECEIVED}


def test_no_value_is_lost(year: Year) -> None:
    """Every value typed stands in ข้อมูลรวม; of the evidence, kept in one list over the year, in its last form."""
    found = {year.archived[where(row)][0]: row for row in year.rows if where(row) in year.archived}
    evidence = {(place.code, place.heading): row for place, row in found.items() if place.code.startswith("E")}
    lost, wrong = [], []
    for place, typed in year.officials.told.items():
        row = evidence.get((place.code, place.heading)) if place.code.startswith("E") else found.get(place)
        if row is None:
            lost.append(place)
        elif not same(typed, row["ค่า"], row["ที่กรอก"]):
            wrong.append((place, typed, row["ค่า"]))
    assert (lost[:5], wrong[:5]) == ([], [])
    assert len(year.officials.told) > 5000


def test_no_value_is_made_up(year: Year) -> None:
    """Every value of ข้อมูลรวม stands in the archived cell that it names, under its agency, period and row."""
    checked = 0
    for row in year.rows:
        if where(row) not in year.archived:
            continue
        place, value = year.archived[where(row)]
        assert (place.agency, place.period) == (row["รหัส"], row["งวด"])
        if row["ช่องข้อมูล"] in HEADINGS and row["รายการ"] != "evidence":
            assert place.heading == HEADINGS[row["ช่องข้อมูล"]], row
        if row["แถว"] and "/" not in place.code:
            assert place.code == row["แถว"], row
        assert place.code.lstrip("KPE").split("/")[0].split("-")[0] == row["ตัวชี้วัด"], row
        assert same(value, row["ค่า"], row["ที่กรอก"]), (place, value, row)
        checked += 1
    assert checked > 5000
    elsewhere = {row["แบบ"] for row in year.rows if where(row) not in year.archived}
    assert elsewhere <= {"รายละเอียดตัวชี้วัด"}, elsewhere


def test_pages_keep_each_kpis_own_words(year: Year) -> None:
    """The KPI templates have pages instead of tables: every text typed there names its KPI and its field."""
    texts = {(row["แถว"], row["ค่า"]) for row in year.rows if row["แบบ"] == "รายละเอียดตัวชี้วัด"}

    assert [page for page, text in year.officials.on_pages.items() if (page[0], text) not in texts] == []


def test_scores_of_every_month_come_from_that_months_values(year: Year) -> None:
    """A KPI scored on one typed number: its score each month follows by hand from that number."""
    data = year.desk.look(MONTHS[-1], "2013-09-30")
    levels = [Decimal(level) for level in (60, 70, 80, 90, 100)]
    (line,) = [line for line in data.lines if line.kpi.kpi_no == "11"]
    assert list(line.kpi.levels) == levels and len(line.series) == 12
    for code, score in zip(MONTHS, line.series, strict=True):
        typed = year.officials.told[Place("PRO", "monthly_progress", code, "K11", HEADINGS["result"])]
        plain = str(typed).translate({ord(t): str(d) for d, t in enumerate("๐๑๒๓๔๕๖๗๘๙")}).removeprefix("ร้อยละ ")
        by_hand = min(Decimal(5), max(Decimal(1), 1 + (Decimal(plain) - 60) / 10))
        assert score == by_hand.quantize(Decimal("0.0001")), code
