"""The sample province with policy reports of two months and self-assessments of the first round, some missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache

from kpi_excel.core.consolidation import Consolidation
from kpi_excel.core.merge import consolidate
from kpi_excel.core.model import Accumulation, Registry
from kpi_excel.core.periods import Period
from kpi_excel.core.submission import Plain, Receipt, Record, Row, Value, Word
from kpi_excel.workbooks.registry.reader import read_registry
from kpi_excel.workbooks.registry.sample import sample_tables
from kpi_excel.workbooks.registry.writer import write_registry
from tests.core.province import FEB, MAR, SAR6, receipt, record, sample_inputs

POLICY = "policy_report"
HIGHLIGHT = "ปิดล้อมตรวจค้น 14 จุด จับกุมผู้ต้องหาคดีสำคัญ 23 ราย ยึดยาบ้า 41,200 เม็ด และนำผู้เสพเข้าบำบัด 118 ราย"
PROBLEM, MEASURE = "คดีประทุษร้ายต่อทรัพย์เพิ่มขึ้นในเขตโรงงาน", "เพิ่มสายตรวจร่วมกับนิคมอุตสาหกรรม"
HOSTILE = '=HYPERLINK("http://x.example","กด")\r\nBcc: x@x.example\x00\u202e'


@cache
def registry() -> Registry:
    found = read_registry(write_registry(sample_tables())).registry
    assert found is not None
    kpis = tuple(replace(kpi, accumulation=Accumulation.SUM) if kpi.kpi_no == "4.2" else kpi for kpi in found.kpis)
    return replace(found, kpis=kpis)


def policy(kpi_no: str, **said: object) -> Record:
    """A KPI's row of the policy report, its raw inputs those of the sample year."""
    inputs = dict(sample_inputs().get(kpi_no, {}))
    return record(kpi_no, **{**inputs, "data_as_of": date(2013, 2, 28), "status": "on_plan", **said})  # type: ignore[arg-type]


@cache
def policy_receipts(period: Period = FEB, day: date = date(2013, 3, 1)) -> tuple[Receipt, ...]:
    """All hosts but commerce (1.6), which sent nothing, and labour (4.4), which has to correct it."""
    march = period == MAR
    return (
        receipt(
            "POL", period, day, policy("1.1", highlight=HIGHLIGHT),
            policy("4.1", status="behind", problem=PROBLEM, measure=MEASURE), form=POLICY,
        ),
        receipt("EDU", period, day, policy("1.2", highlight="สถานศึกษา 195 แห่งจาก 200 แห่งจัดกิจกรรมแล้ว"), form=POLICY),
        receipt("ADM", period, day, policy("1.3", highlight=HOSTILE), form=POLICY),
        receipt("FIN", period, day, policy("1.4", result=Word.NO_DATA, data_as_of="รอ สศช. ประกาศ"), form=POLICY),
        receipt("PRO", period, day, policy("1.5"), form=POLICY),
        receipt("PHO", period, day, policy("4.2", result=Decimal("17.4") if march else Decimal("9.2")), form=POLICY),
        receipt("CDD", period, day, policy("4.3"), form=POLICY),
        receipt("LAB", period, day, replace(policy("4.4"), awaiting=True), form=POLICY),
    )  # fmt: skip


def policy_data(as_of: date = date(2013, 3, 4), period: Period = FEB) -> Consolidation:
    received = policy_receipts() + (policy_receipts(MAR, date(2013, 4, 1)) if period == MAR else ())
    return consolidate(registry(), received, period, as_of)


def assessed(kpi_no: str, claimed: str, **said: object) -> Record:
    """A KPI's self-assessment, signed and with the governor's approval."""
    words = {
        "explanation": "จัดประชุมคณะทำงานทุกเดือน ลงพื้นที่จุดเสี่ยง 54 จุด และสรุปผลเสนอผู้ว่าราชการจังหวัดทุกสิ้นเดือน " * 3,
        "support": "ความร่วมมือของท้องถิ่น", "obstacle": "งบประมาณมาช้า", "suggestion": "จัดงบล่วงหน้า",
        "signoff": "approved", "signoff_by": "นายวิชัย ตัวอย่าง", "signoff_on": date(2013, 4, 20),
        "governor_no": "รย 0017.2/1234", "governor_on": date(2013, 4, 21), "governor_place": "แฟ้ม SAR-6 ตู้ 2",
    }  # fmt: skip
    inputs = dict(sample_inputs().get(kpi_no, {}))
    return record(kpi_no, **{**inputs, **words, "claimed": Decimal(claimed), **said})  # type: ignore[arg-type]


def verdict(kpi_no: str, word: str, score: str, **said: object) -> Record:
    cells = {
        "round": "6",
        "verdict": word,
        "seen_score": Decimal(score),
        "comment": "ครบ",
        "reviewer": "ดร.มานะ",
        **said,
    }
    values = {key: Value(cell, str(cell), "ทวนสอบ", "A1") for key, cell in cells.items()}  # type: ignore[arg-type]
    return Record("verdict", kpi_no, (Row(f"K{kpi_no}", values),))


def _document(at: int, code: str, **said: Plain) -> Row:
    """One row of the evidence register, all its cells in one row of the sheet."""
    return Row(
        code,
        {key: Value(cell, str(cell), "หลักฐาน", f"{chr(66 + n)}{at}") for n, (key, cell) in enumerate(said.items())},
    )


def assessment_receipts() -> tuple[Receipt, ...]:
    """Disaster prevention: one KPI certified, one open. Fruit growers: a score claimed too high. Nobody else."""
    evidence = Record("evidence", "3.2.2", (
        _document(11, "E3.2.2-1", document="คำสั่งจังหวัดแต่งตั้งคณะทำงาน", level=Decimal(1), number="112/2556",
                  dated=date(2012, 11, 5), place="แฟ้ม 3.2.2-01 ตู้ 2"),
        _document(12, "", document=HOSTILE, level=Decimal(3), dated=date(2013, 1, 4)),
    ))  # fmt: skip
    seen = "2.3500"
    return (
        receipt("DPM", SAR6, date(2013, 4, 22), assessed("3.2.2", seen), assessed("3.2.3", "5"), evidence),
        receipt("AGR", SAR6, date(2013, 4, 23), assessed("3.1.3", "2.6000", signoff="refused", governor_no="")),
        receipt("REVIEW", SAR6, date(2013, 4, 25), verdict("3.2.2", "certify", seen), form="review"),
    )


def round_data(as_of: date = date(2013, 4, 26)) -> Consolidation:
    return consolidate(registry(), assessment_receipts(), SAR6, as_of)
