"""What most tests of reading share: the small form, a few KPIs, a filled sheet, and reading it in one call."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from kpi_excel.core.findings import Finding
from kpi_excel.core.model import Kpi, ScoringMethod
from kpi_excel.core.submission import Plain, Record
from kpi_excel.forms.frame import Issued, ReadingFrame
from kpi_excel.forms.interpret import Interpretation, interpret
from kpi_excel.forms.raw import Address
from tests.core.province import linear
from tests.core.scoring.samples import part_of
from tests.forms.descriptions import SMALL, YEAR, spec_of
from tests.sheets import Sheet, book, draw

SPEC = spec_of(SMALL)

KPIS: dict[str, Kpi] = {
    kpi.kpi_no: kpi
    for kpi in (
        linear("1.1"), linear("1.10"), linear("2"),
        linear("3", method=ScoringMethod.YES_NO),
        linear("4.1", method=ScoringMethod.COMPOSITE,
               parts=(part_of("G1", 0.5, (1, 2, 3, 4, 5)), part_of("ก 2", 0.5, (1, 2, 3, 4, 5)))),
        linear("6", method=ScoringMethod.MILESTONE, level_texts=("หนึ่ง", "สอง", "สาม", "สี่", "ห้า")),
    )
}  # fmt: skip

NAMES = {"K1.1": "ถนนปลอดภัย", "K1.10": "น้ำสะอาด", "K2": "ป่าชุมชน"}
ISSUED = Issued(
    labels={f"results.name|{code}": name for code, name in NAMES.items()}, sheets=("report",), kpi_nos=("1.1", "1.10", "2"),
    texts=frozenset({*NAMES.values(), "ผลงาน", "หมวด ก", "คำเตือน: อย่าแก้"}), words=frozenset({"เหลือ ", " จุด", "พร้อมส่ง ✓"}),
)  # fmt: skip
FRAME = ReadingFrame(YEAR, KPIS, ISSUED)
BARE = ReadingFrame(YEAR, KPIS)
"""Without a record of what was issued: a file that a person assigned."""

REPORT = """
    | ชื่อผู้กรอก    |             |                 |                 |                  |
    | นางมาลี      |             |                 |                 |                  |
    | ผลงาน       |             |                 |                 |                  |
    | #results.code | #results.name | #results.result | #results.status | #results.problem |
    | ตัวชี้วัดที่     | ตัวชี้วัด       | ผลสะสมถึงเดือนนี้    | สถานะ           | ปัญหา อุปสรรค       |
    | 1.1\\nK1.1   | ถนนปลอดภัย   | 45              | ตามแผน          |                  |
    | 1.10\\nK1.10 | น้ำสะอาด      | 55.5            | ช้ากว่าแผน        | ฝนมาก             |
    | 2\\nK2       | ป่าชุมชน      | ไม่มีข้อมูล          | ตามแผน          |                  |
    | #end¦results |             |                 |                 |                  |
    |             |             |                 |                 |                  |
    | เรื่องอื่น      |             |                 |                 |                  |
"""
HEADER, FIRST, LAST, END = 4, 5, 7, 8
CODE, NAME, RESULT, STATUS, PROBLEM = range(5)


def report(name: str = "รายงาน") -> Sheet:
    """The small form's report, filled in completely and rightly."""
    return draw(REPORT, name)


def blank_report(name: str = "รายงาน") -> Sheet:
    """The same as it was sent out."""
    sheet = report(name)
    for row in range(FIRST, LAST + 1):
        for column in (RESULT, STATUS, PROBLEM):
            sheet[Address(row, column)] = None
    return sheet


def read(*sheets: Sheet | str, frame: ReadingFrame = FRAME) -> Interpretation:
    """Interpret a workbook of these sheets as the small form."""
    return interpret(book(*sheets), SPEC, frame)


def issued(**changes: object) -> ReadingFrame:
    """The frame with something else said when the form was issued."""
    return replace(FRAME, issued=replace(ISSUED, **changes))  # type: ignore[arg-type]


def values(records: tuple[Record, ...] | Interpretation, kind: str = "kpi") -> dict[str, dict[str, Plain]]:
    """KPI number → field → value of one-row records."""
    found = records.records if isinstance(records, Interpretation) else records
    return {r.kpi_no: {key: value.value for key, value in r.rows[0].values.items()} for r in found if r.kind == kind}


def codes(findings: tuple[Finding, ...] | Interpretation) -> Counter[str]:
    """How often each finding code occurs."""
    return Counter(f.code for f in (findings.findings if isinstance(findings, Interpretation) else findings))


def finding(read: Interpretation, code: str) -> Finding:
    """The one finding of a code."""
    found = [f for f in read.findings if f.code == code]
    assert len(found) == 1, (code, read.findings)
    return found[0]
