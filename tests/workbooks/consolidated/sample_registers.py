"""The sample province's registers: evidence, approvals, hand-overs, policy reports, lessons, papers."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from kpi_excel.core.consolidation import KpiLine, ObligationState, ResultState, Source
from kpi_excel.core.model import Lesson, ReceivedWithoutFile
from kpi_excel.core.periods import Period
from kpi_excel.core.registers import (
    ApprovalLine,
    ApprovalState,
    EvidenceLine,
    EvidenceState,
    HandoverLine,
    PolicyLine,
)
from tests.workbooks.consolidated.sample_lists import YEAR, archived, sha

LEFT, CAME = "นายเอกชัย ตัวอย่าง", "นางสาวมาลี ตัวอย่าง"
_HOSTS = {"2.2": "AGC", "3.1.1": "IND", "3.2.2": "DPM", "3.2.3": "DPM", "7.3": "FIN", "13": "STA"}


def _source(agency: str, form: str, period: str, sheet: str, cell: str) -> Source:
    name = archived(agency, form, period)
    return Source(sheet, cell, name, sha(name), date(2013, 9, 20), agency)


def _filed(
    kpi_no: str, level: int, document: str, kind: str, dated: date, place: str, keeper: str = CAME, number: str = ""
) -> EvidenceLine:
    agency = _HOSTS[kpi_no]
    return EvidenceLine(
        agency, kpi_no, EvidenceState.FILED, document,
        _source(agency, "monthly_progress", "2556-09", "หลักฐาน", f"E{8 + level}"), Decimal(level), f"P{kpi_no}-{level}",
        dated, "นายธนกฤต ทองดี", kind, number, dated, place, keeper, dated + timedelta(days=2),
    )  # fmt: skip


def _unfiled(kpi_no: str, level: int, document: str, state: EvidenceState, due: date | None) -> EvidenceLine:
    agency = _HOSTS[kpi_no]
    return EvidenceLine(
        agency, kpi_no, state, document, _source(agency, "action_plan", "2556-plan", "แผนปฏิบัติการ", f"K{12 + level}"),
        Decimal(level), f"P{kpi_no}-{level}", due, "นายธนกฤต ทองดี",
    )  # fmt: skip


def evidence() -> tuple[EvidenceLine, ...]:
    owed, expected = EvidenceState.OWED, EvidenceState.EXPECTED
    return (
        _filed("2.2", 1, "คำสั่งแต่งตั้งคณะทำงานตลาดผลไม้ของกลุ่มจังหวัด", "order", date(2012, 11, 5), "แฟ้ม 2.2-01 ตู้ 1", "นายธนกฤต ตัวอย่าง", "รย 0009/ว 88"),
        _filed("2.2", 2, "แผนการตลาดผลไม้", "report", date(2013, 3, 28), "แผนตลาดผลไม้_56.pdf", "นายธนกฤต ตัวอย่าง"),
        _unfiled("2.2", 4, "บันทึกข้อตกลงกับห้างค้าส่งสองแห่ง", owed, date(2013, 9, 9)),
        _filed("3.2.2", 1, "คำสั่งแต่งตั้งคณะทำงานความปลอดภัยทางถนน", "order", date(2012, 11, 5), "แฟ้ม 3.2.2-01 ตู้ 2", LEFT, "รย 0021/ว 112"),
        _filed("3.2.2", 1, "บัญชีจุดเสี่ยง 12 จุด", "data", date(2012, 11, 30), "จุดเสี่ยง_56.xlsx", LEFT),
        _filed("3.2.2", 2, "รายงานสรุป 7 วันอันตราย ช่วงปีใหม่ 2556", "report", date(2013, 1, 11), "", CAME, "รย 0021/18"),
        _unfiled("3.2.2", 5, "ภาพถ่ายก่อนและหลังปรับจุดเสี่ยงถนนสุขุมวิท และหนังสือแขวงการทางระยอง", owed, date(2013, 8, 30)),
        _filed("3.2.3", 1, "บัญชีหมู่บ้านเสี่ยงภัย 92 แห่ง", "data", date(2012, 12, 28), "หมู่บ้านเสี่ยงภัย_56.xlsx", LEFT),
        _unfiled("3.2.3", 3, "ภาพถ่ายและรายงานการฝึกซ้อม 9 แห่ง", owed, date(2013, 10, 26)),
        _unfiled("7.3", 5, "หนังสือเสนอผู้ว่าราชการจังหวัด", expected, date(2013, 10, 30)),
        _unfiled("3.1.1", 2, "ทะเบียนผู้เข้าอบรม", expected, date(2013, 12, 1)),
        _unfiled("13", 1, "รายงานการประชุมคณะทำงาน", expected, None),
    )  # fmt: skip


def handovers() -> tuple[HandoverLine, ...]:
    moved = tuple(line for line in evidence() if line.keeper == LEFT)
    source = _source("DPM", "monthly_progress", "2556-02", "หลักฐาน", "D31")
    common: dict[str, Any] = {"what": "แฟ้มหลักฐานและบัญชีรายชื่อ", "reason": "ย้ายไปจังหวัดชลบุรี", "source": source}
    return (
        HandoverLine("FIN", "7.3", "supervisor", "นายมนตรี ตัวอย่าง", "", date(2013, 10, 1)),
        *(
            HandoverLine("DPM", number, "keeper", LEFT, CAME, date(2013, 2, 1),
                         evidence=tuple(line for line in moved if line.kpi_no == number), **common)
            for number in ("3.2.2", "3.2.3")
        ),
    )  # fmt: skip


def approvals(leaves: list[KpiLine], period: Period) -> tuple[ApprovalLine, ...]:
    """Every KPI that is assessed has a line per round: one letter an agency, but for two that have none."""
    found = []
    for months in (6, 9, 12):
        round_ = Period.parse(f"{YEAR.year}-sar{months}")
        if round_.end > period.end:
            continue
        for line in leaves:
            if line.kpi.kpi_no == "1.6":
                continue
            agency, due = line.agency, round_.end + timedelta(days=23)
            if months == 12 and agency == "STA":
                found.append(ApprovalLine(agency, line.kpi.kpi_no, round_, ApprovalState.NOT_REPORTED, due=due))
                continue
            source = _source(agency, "self_assessment", round_.code, "รายงานประเมินตนเอง", "F41")
            if months == 12 and agency in ("AGC", "DPM"):
                found.append(ApprovalLine(agency, line.kpi.kpi_no, round_, ApprovalState.MISSING, source=source))
                continue
            letter = (f"รย 0017/{900 + months}", round_.end + timedelta(days=20), f"แฟ้ม SAR {months} เดือน ตู้ 1")
            found.append(ApprovalLine(agency, line.kpi.kpi_no, round_, ApprovalState.APPROVED, *letter, due=due, source=source))
    return tuple(found)


def policy(leaves: list[KpiLine], months: list[Period], as_of: date) -> tuple[PolicyLine, ...]:
    """KPIs 1.x and 4.x over the months: what the KPI's own line says in the last one, earlier ones in order."""
    return tuple(
        _policy_line(line, month, at == len(months) - 1, as_of)
        for line in leaves if line.kpi.kpi_no.startswith(("1.", "4."))
        for at, month in enumerate(months)
    )  # fmt: skip


def _policy_line(line: KpiLine, month: Period, is_last: bool, as_of: date) -> PolicyLine:
    number, agency = line.kpi.kpi_no, line.agency
    due = month.end + timedelta(days=2)
    state = ResultState.BEING_DEFINED if number == "1.6" else line.state if is_last else ResultState.REPORTED
    standing, days = ObligationState.RECEIVED, 0
    if is_last and (number == "1.6" or state is ResultState.NOT_REPORTED):
        standing, days = ObligationState.MISSING, (as_of - due).days
    elif is_last and number == "4.2":
        standing = ObligationState.AWAITING
    elif number == "1.3":
        days = 9 if month.code == "2556-04" else 3 if month.code == "2556-06" else 0
    came = standing is not ObligationState.MISSING
    is_reported = state is ResultState.REPORTED and came
    words = {"status": "behind" if number == "1.4" else "on_plan", "highlight": "จัดชุดปฏิบัติการร่วมทุกอำเภอ ตรวจค้นเป้าหมาย 42 จุด"} if is_reported else {}
    if number == "1.4" and is_reported:
        words |= {"problem": "ตัวเลข GPP รายไตรมาสประกาศล่าช้า", "measure": "ใช้ดัชนีเศรษฐกิจจังหวัดแทนในระหว่างรอ"}
    value = line.score.result if is_last or line.score.result is not None else Decimal("70.5")
    handin = month.end + timedelta(days=7)
    return PolicyLine(
        agency, number, month, state, value if is_reported else None,
        line.score.value if is_reported else None, **words, data_as_of=month.end if is_reported else None, standing=standing,
        due=due, received_on=due + timedelta(days=days) if came else None, days_late=days,
        channel="LINE" if number == "4.4" and month.code == "2556-05" else "", handin_due=handin,
        handed_in_on=None if is_last else handin - timedelta(days=1),
        source=_source(agency, "policy_report", month.code, "รายงานนโยบาย", "F9") if came else None,
    )  # fmt: skip


def lessons() -> tuple[Lesson, ...]:
    meeting = "ประชุมตัวชี้วัด 8 ก.พ. 2556"
    return (
        Lesson("1", "PRO", "", "การรวบรวมข้อมูลและประสานงานเป็นปัญหา บางหน่วยงานส่งเอกสารก่อนวันตรวจหนึ่งวัน",
               "เตือนล่วงหน้าก่อนครบกำหนด และรายงานผู้ค้างส่งทุกเดือนในที่ประชุมหัวหน้าส่วนราชการ", meeting),
        Lesson("2", "AGC", "", "กรอบตัวชี้วัดชัดเจน ทำงานเป็นระบบขึ้น", "ยกข้อมูลของปีก่อนมาใช้ต่อ", meeting,
               date(2013, 2, 8), "เผยแพร่เป็นแนวปฏิบัติให้ทุกหน่วยงานในที่ประชุม"),
        Lesson("3", "", "3.2.2", "หลักฐานสูญหายเพราะเจ้าหน้าที่ผู้รับผิดชอบย้าย",
               "ลงทะเบียนหลักฐานทันทีที่จบแต่ละขั้น และทำบันทึกส่งมอบเมื่อเปลี่ยนผู้จัดเก็บ", meeting, date(2013, 12, 1), "ตรวจแล้วไม่มีหลักฐานหาย"),
        Lesson("4", "", "", "มติที่ประชุมให้เจ้าภาพแก้ปัญหาร่วมกับที่ปรึกษา ไม่ให้เกิดซ้ำ", "", meeting),
        Lesson("5", "IND", "3.1.1", "ตัวชี้วัดเชิงปริมาณที่มีโครงการรองรับไม่มีปัญหา", "", meeting, date(2013, 6, 20)),
    )  # fmt: skip


def received() -> tuple[ReceivedWithoutFile, ...]:
    return (
        ReceivedWithoutFile("ENV", "monthly_progress", "2556-02", date(2013, 3, 21), "กระดาษ", "3.2.1", "นางสาวปรียา รับ เก็บแฟ้ม 3"),
        ReceivedWithoutFile("LAB", "policy_report", "2556-05", date(2013, 6, 4), "LINE"),
        ReceivedWithoutFile("PRO", "action_plan", "2556-plan", date(2013, 12, 1), "โทรศัพท์"),
    )
