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
from kpi_excel.stages.generate import GenerateOptions, generate
from kpi_excel.stages.house import open_house
from kpi_excel.stages.ingest import IngestOptions, ingest
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
FIGURES: dict[str, str | int] = {
    "ความถี่ในการรายงาน": "ทุกเดือน", "เปลี่ยนผู้รับผิดชอบหรือไม่": "ไม่เปลี่ยน", "เป้าหมาย ปี 2556": 3,
    "ข้อมูลพื้นฐาน ปี 2553": "ไม่มีข้อมูล", "ข้อมูลพื้นฐาน ปี 2554": "ไม่มีข้อมูล", "ข้อมูลพื้นฐาน ปี 2555": "ไม่มีข้อมูล",
}  # fmt: skip
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


@dataclass(frozen=True)
class Filled:
    """A form as it comes back, and what was typed into it."""

    name: str
    data: bytes
    told: dict[Place, Any]
    on_pages: dict[tuple[str, str], str]


class Official:
    """What somebody types into one form: made up anew for each, the same every time."""

    def __init__(self, registry: Registry, agency: str, form: str, period: str) -> None:
        self.kpis = [kpi for kpi in registry.leaves() if kpi.host == agency]
        self.agency, self.form, self.period = agency, form, period
        self.random = random.Random(f"{agency} {form} {period}")

    def fill(self, path: Path) -> Filled:
        form = FilledForm(path.read_bytes())
        typed: dict[str, Any] = {}
        on_pages: dict[tuple[str, str], str] = {}
        for kpi in self.kpis:
            if self.form == "kpi_template":
                on_pages |= self._page(form, kpi)
            elif self.form == "action_plan" and kpi.method.value != "not_assessed":
                typed |= self._plan(kpi)
            elif self.form == "monthly_progress":
                typed |= self._month(kpi)
        if self.form == "monthly_progress":
            typed |= self._rows(form)
        for where, value in typed.items():
            assert form.type_into(where, value), (path.name, where)
        for caption, value in (("ผู้รายงาน (ชื่อ ตำแหน่ง)", "มาลี"), ("โทรศัพท์", "038-111-111")):
            form.type_below(caption, value)
        places = ((where.split(), value) for where, value in typed.items())
        told = {Place(self.agency, self.form, self.period, code, HEADINGS[key]): value for (_, code, key), value in places}
        return Filled(path.name, form.save(day("2012-10-10")), told, on_pages)

    def _page(self, form: FilledForm, kpi: Kpi) -> dict[tuple[str, str], str]:
        """A text of its own in every field for text; figures where the registry has none."""
        texts = {(kpi.row_code, label): f"{label} ของ {kpi.kpi_no}" for label in TEXTS}
        for (sheet, label), value in texts.items():
            assert form.type_beside(label, value, sheet)
        for row in form.book[kpi.row_code].iter_rows():
            for cell in row:
                beside = form.book[kpi.row_code].cell(cell.row or 0, (cell.column or 0) + 1)
                if str(cell.value) in FIGURES and beside.value is None:
                    beside.value = FIGURES[str(cell.value)]
        return texts

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

    def _month(self, kpi: Kpi) -> dict[str, Any]:
        typed: dict[str, Any] = {}
        done = self.random.randrange(0, 6)
        for number, wanted in enumerate(inputs_of(kpi), 1):
            row = f"results {kpi.row_code} result" if is_direct(kpi) else f"inputs {kpi.row_code}/{wanted.key.removeprefix('part:')} value"
            typed[row] = self._figure(kpi, wanted.kind, wanted.key, number <= done)
        behind = self.random.random() < 0.3
        words = {"status": "ช้ากว่าแผน" if behind else "ตามแผน", "next_work": f"งานของ {kpi.kpi_no} หลัง {self.period}"}
        if behind:
            words |= {"problem": f"ปัญหา {kpi.kpi_no} {self.period}", "measure": f"มาตรการ {kpi.kpi_no} {self.period}", "help_wanted": "ต้องการ"}
        return typed | {f"words {kpi.row_code} {key}": value for key, value in words.items()}

    def _figure(self, kpi: Kpi, kind: str, key: str, is_done: bool) -> Any:
        if kind == "step":
            return "เสร็จ" if is_done else "ยังไม่เสร็จ"
        if kind == "yes_no":
            return self.random.choice(["มี", "ไม่มี"])
        places = self.random.randrange(0, 4)
        value = round(self.random.uniform(*{"numerator": (1, 50), "denominator": (50, 99)}.get(key, (0, 100))), places)
        as_text = self.random.random()
        if as_text < 0.05:
            return f"{value}".translate(THAI_DIGITS)
        is_percentage = key == "result" and kpi.unit == "ร้อยละ" and max(level or 0 for level in kpi.levels) > 1
        return f"ร้อยละ {value}" if is_percentage and as_text < 0.1 else value

    def _rows(self, form: FilledForm) -> dict[str, Any]:
        """The steps that have fallen due, and the evidence still to be filed."""
        typed: dict[str, Any] = {}
        month, year = int(self.period[5:]), int(self.period[:4])
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
                    values = {"kind": "คำสั่ง", "dated": on, "kept_on": on, "keeper": f"ผู้เก็บ {code}", "place": f"แฟ้ม {code} {self.period}"}
                    typed |= {f"evidence {code} {key}": value for key, value in values.items()}
        return typed


@dataclass(frozen=True)
class Year:
    desk: Desk
    told: dict[Place, Any]
    on_pages: dict[tuple[str, str], str]
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
    with ProcessPoolExecutor(2, initializer=know, initargs=(root,)) as pool:
        sent = play(desk, "2012-10-01", None, pool)
        for code in MONTHS:
            month = Period.parse(code)
            sent += play(desk, month.start.isoformat(), month, pool)
        merged = load(desk.merged(MONTHS[-1], "2013-09-30"), data_only=True)
        paths = [path for path in (root / "archive" / "2556").rglob("*.xlsx")]
        found = dict(zip(paths, pool.map(read_by_headings, paths, chunksize=8), strict=True))
    archived = {
        (path.relative_to(root / "archive").as_posix(), sheet, cell): (place, value)
        for path, cells in found.items() for place, value, sheet, cell in cells
    }  # fmt: skip
    told = {place: value for form in sent for place, value in form.told.items()}
    on_pages = {place: text for form in sent for place, text in form.on_pages.items()}
    yield Year(desk, told, on_pages, table(merged["ข้อมูลรวม"], "รหัส"), archived)


_KNOWN: dict[str, Registry] = {}


def know(root: Path) -> None:
    """What a process knows of the province before it fills its first form."""
    _KNOWN["registry"] = open_house(root).registry


def fill(agency: str, form: str, period: str, path: Path) -> Filled:
    return Official(_KNOWN["registry"], agency, form, period).fill(path)


def play(desk: Desk, on: str, month: Period | None, pool: ProcessPoolExecutor) -> list[Filled]:
    """The forms of a month (or the year's) go out, are filled, and all come back on the 20th."""
    chosen: dict[str, Any] = {} if month else {"forms": ("kpi_template", "action_plan")}
    made = list(generate(desk.house, GenerateOptions(day(on), period=month, **chosen)))
    out = [(item.wanted.agency, item.wanted.form, item.wanted.period.code, item.published.path) for item in made]
    sent = list(pool.map(fill, *zip(*out, strict=True), chunksize=4))
    for form in sent:
        desk.drop(form.name, form.data)
    items = list(ingest(desk.house, (), IngestOptions(day(f"{on[:8]}20"), workers=2, settle=0)))
    bad = [(item.name, item.verdict.value, item.judgement.findings[:2]) for item in items if item.verdict is not Verdict.ACCEPTED]
    assert not bad, bad[:3]
    assert len(items) == len(sent)
    return sent


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
    for place, typed in year.told.items():
        row = evidence.get((place.code, place.heading)) if place.code.startswith("E") else found.get(place)
        if row is None:
            lost.append(place)
        elif not same(typed, row["ค่า"], row["ที่กรอก"]):
            wrong.append((place, typed, row["ค่า"]))
    assert (lost[:5], wrong[:5]) == ([], [])
    assert len(year.told) > 3500


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
    assert checked > 4000
    elsewhere = {row["แบบ"] for row in year.rows if where(row) not in year.archived}
    assert elsewhere <= {"รายละเอียดตัวชี้วัด"}, elsewhere


def test_pages_keep_each_kpis_own_words(year: Year) -> None:
    """The KPI templates have pages instead of tables: every text typed there names its KPI and its field."""
    texts = {(row["แถว"], row["ค่า"]) for row in year.rows if row["แบบ"] == "รายละเอียดตัวชี้วัด"}

    assert [page for page, text in year.on_pages.items() if (page[0], text) not in texts] == []


def test_scores_of_every_month_come_from_that_months_values(year: Year) -> None:
    """A KPI scored on one typed number: its score each month follows by hand from that number."""
    data = year.desk.look(MONTHS[-1], "2013-09-30")
    levels = [Decimal(level) for level in (60, 70, 80, 90, 100)]
    (line,) = [line for line in data.lines if line.kpi.kpi_no == "11"]
    assert list(line.kpi.levels) == levels and len(line.series) == 12
    for code, month in zip(MONTHS, line.series, strict=True):
        assert month.period.code == code
        typed = year.told[Place("PRO", "monthly_progress", code, "K11", HEADINGS["result"])]
        plain = str(typed).translate({ord(t): str(d) for d, t in enumerate("๐๑๒๓๔๕๖๗๘๙")}).removeprefix("ร้อยละ ")
        by_hand = min(Decimal(5), max(Decimal(1), 1 + (Decimal(plain) - 60) / 10))
        assert month.score == by_hand.quantize(Decimal("0.0001")), code
