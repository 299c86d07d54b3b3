"""The sample province at a round: self-assessments as agencies send them, well and badly, and their evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from kpi_excel.core.consolidation import Consolidation, KpiLine, ResultState, Source, TidyRow
from kpi_excel.core.model import Person
from kpi_excel.core.periods import Period
from kpi_excel.core.submission import Plain
from tests.workbooks.consolidated.sample import AGENCIES, MIXED, consolidation

SAR6 = Period.parse("2556-sar6")
SAR12 = Period.parse("2556-sar12")

NOT_RECEIVED = ("1.2", "13")
REFUSED = "3.1.3"
WITHOUT_LETTER = ("3.2.2", "3.2.3")
WITHOUT_EVIDENCE = "14"

_LONG = "ตั้งด่านชุมชน 54 จุดช่วงปีใหม่และสงกรานต์ ปรับปรุงจุดเสี่ยงแล้ว 10 จาก 12 จุด ประชุมคณะทำงานทุกเดือน และรายงานผลต่อที่ประชุมหัวหน้าส่วนราชการ "


def round_report(
    period: Period = SAR6, states: Mapping[str, ResultState] | None = None, *, is_received: bool = True
) -> Consolidation:
    """The province at the end of a round; `is_received=False`: no self-assessment came."""
    months = {6: 2, 9: 5, 12: 8}[period.months]
    data = consolidation(MIXED if states is None else states, months=months, as_of=period.end)
    leaves = [line for line in data.lines if line.kpi.is_leaf]
    rows = [row for line in leaves for row in _rows(line, period)] if is_received else []
    people = tuple(Person(line.kpi.kpi_no, role, name) for line in leaves for role, name in _NAMES.items())
    return replace(data, period=period, tidy=(*data.tidy, *rows), registry=replace(data.registry, people=people))


_NAMES = {"keeper": "นางสาวมาลี ตัวอย่าง", "supervisor": "นายวิชัย ตัวอย่าง"}


def _rows(line: KpiLine, period: Period) -> Iterator[TidyRow]:
    number = line.kpi.kpi_no
    if number in NOT_RECEIVED or line.state in (ResultState.CANCELLED, ResultState.NOT_DUE, ResultState.BEING_DEFINED):
        return
    fields: dict[str, Plain] = {
        "claimed": line.claimed, "explanation": _LONG * (4 if number == "3.2.2" else 1),
        "support": "องค์กรปกครองส่วนท้องถิ่นร่วมตั้งด่านทุกตำบล", "obstacle": "ถนนสาย 36 อยู่นอกแผนซ่อมของปีนี้",
        "signoff": "refused" if number == REFUSED else "approved", "signoff_by": "นายวิชัย ตัวอย่าง หัวหน้าสำนักงาน",
        "signoff_on": date(2013, 4, 19),
    }  # fmt: skip
    if number == REFUSED:
        fields["signoff_remark"] = "หลักฐานระดับ 4 ยังไม่ครบ ให้แนบบัญชีแปลงที่ผ่านการรับรอง"
    if number not in WITHOUT_LETTER:
        fields |= {
            "governor_no": f"รย 0021/{901 + list(AGENCIES).index(line.agency)}",
            "governor_on": date(2013, 4, 22),
            "governor_place": "แฟ้ม SAR 6 เดือน ตู้ 1",
        }
    yield from (
        _row(line, "self_assessment", period.code, "kpi", "", key, value, 8 + at)
        for at, (key, value) in enumerate(fields.items())
    )
    for level in () if number == WITHOUT_EVIDENCE else (3, 1, 2):
        yield from _document(line, period, level)


def _document(line: KpiLine, period: Period, level: int) -> Iterator[TidyRow]:
    names = {
        1: "คำสั่งแต่งตั้งคณะทำงานลดอุบัติเหตุทางถนนจังหวัด",
        2: "รายงานการประชุมคณะทำงานครั้งที่ 1",
        3: "บัญชีจุดเสี่ยง 12 จุด พร้อมภาพถ่ายก่อนและหลังปรับปรุง",
    }
    kinds = {1: ("order", "คำสั่ง"), 2: ("minutes", "รายงานการประชุม"), 3: ("photo", "ภาพถ่าย")}
    fields: dict[str, Plain] = {
        "document": names[level], "level": Decimal(level), "kind": kinds[level][0], "dated": date(2013, 2, 4 + level),
        "keeper": _NAMES["keeper"], "kept_on": date(2013, 3, 1),
    }  # fmt: skip
    if level < 3:
        fields |= {"number": f"{111 + level}/2556", "place": f"แฟ้ม {line.kpi.kpi_no}-{level}"}
    code = f"E{line.kpi.kpi_no}-{level}" if level < 3 else ""
    for key, value in fields.items():
        typed = kinds[level][1] if key == "kind" else str(value)
        yield replace(_row(line, "self_assessment", period.code, "evidence", code, key, value, 40 + level), typed=typed)


def _row(line: KpiLine, form: str, period: str, record: str, code: str, key: str, value: Plain, at: int) -> TidyRow:
    source = Source(
        "รายงาน", f"D{at}", f"2556/{period}/{line.agency}_{form}_{period}_0a1b2c3d.xlsx", "0" * 64, None, line.agency
    )
    return TidyRow(line.agency, form, period, line.kpi.kpi_no, record, code, key, value, str(value), source)
