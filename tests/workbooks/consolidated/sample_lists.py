"""The sample province's lists: obligations, what is overdue, planned steps, findings, files, tidy rows."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from kpi_excel.core.consolidation import (
    FileLine,
    FindingLine,
    KpiLine,
    Obligation,
    ObligationState,
    Overdue,
    PlannedStep,
    Source,
    TidyRow,
)
from kpi_excel.core.findings import Finding, Place
from kpi_excel.core.periods import FiscalYear, Period
from kpi_excel.core.submission import Receipt, Verdict
from kpi_excel.core.text import Text

YEAR = FiscalYear(2556)

LATENESS: dict[str, tuple[int | str, ...]] = {
    "COM": (0, 3, 5, 12, 4, 0, 15, "M"),
    "STA": (0, 0, 2, 0, 6, 9, 4, "M"),
    "AGR": (0, 1, 0, 0, 3, 0, 0, "A"),
    "AGC": (2, 0, 8, 3, 0, 4, 2, 5),
    "DPM": (4, 6, 0, 0, 2, 0, 0, 3),
    "TOU": (0, 0, 3, 0, 0, 2, 0, 1),
    "IND": (0, 0, 0, 2, 0, 0, 1, 0),
    "ENE": (1, 0, 0, 0, 2, 0, 0, 0),
    "PHO": (0, 0, 0, 0, 0, 1, 0, 0),
    "LAB": (0, 2, 0, 0, 0, 0, 0, 0),
    "ENV": (3, 0, 0, 0, 0, 0, 0, 0),
    "EDU": ("X", 0, 0, 0, 0, 0, 0, 0),
}
"""Days late by month from February; M missing, A awaiting correction, X exempt. Who is not named was on time."""

_STATES = {
    "M": ObligationState.MISSING,
    "A": ObligationState.AWAITING,
    "X": ObligationState.EXEMPT,
    "E": ObligationState.EXPECTED,
}


def sha(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


def archived(agency: str, form: str, period: str) -> str:
    name = f"{agency}_{form}_{period}"
    return f"2556/{period}/{name}_{sha(name)[:8]}.xlsx"


def marks(agency: str) -> tuple[int | str, ...]:
    return LATENESS.get(agency, (0,) * 8)


def obligations(leaves: Sequence[KpiLine], shown: int, as_of: date) -> tuple[Obligation, ...]:
    """The year's one-off forms and eight months; months after the `shown` first are expected."""
    found = []
    for line in leaves:
        agency, number = line.agency, line.kpi.kpi_no
        template_due = date(2013, 2, 22) if number.startswith(("2.", "3.")) else date(2013, 2, 28)
        template_late, plan_late = int(agency == "TOU"), 7 * int(agency == "STA")
        found.append(obligation(agency, "kpi_template", "2556-kpi", number, template_due, template_late, as_of))
        found.append(obligation(agency, "action_plan", "2556-plan", number, date(2013, 2, 28), plan_late, as_of))
        for at, month in enumerate(YEAR.months()[4:]):
            mark = marks(agency)[at] if at < shown else "E"
            due = date(month.end.year, month.end.month, 20) + timedelta(days=30)
            found.append(obligation(agency, "monthly_progress", month.code, number, due, mark, as_of))
    return tuple(found)


def obligation(agency: str, form: str, period: str, number: str, due: date, mark: int | str, as_of: date) -> Obligation:
    """One obligation from a mark: days late, or M, A, X, E."""
    if isinstance(mark, int):
        received = due + timedelta(days=mark)
        return Obligation(agency, form, period, number, due, due, None, ObligationState.RECEIVED, received, mark)
    days = max(0, (as_of - due).days) if mark in "MA" else 0
    return Obligation(agency, form, period, number, due, due, None, _STATES[mark], None, days)


def _late(
    kind: str, agency: str, kpi_no: str, th: str, en: str, due: date, days: int, reminded: Text | None = None
) -> Overdue:
    form, period = ("action_plan", "2556-plan") if kind == "step" else ("monthly_progress", "2556-09")
    contact = {"COM": "นางสาวอรทัย ใจดี", "AGR": "นางวิไล สวนผลไม้", "DPM": "นายเอกชัย พร้อมช่วย"}
    name = contact.get(agency, "นายสมชาย รักงาน")
    return Overdue(kind, agency, form, period, (kpi_no,), Text(th, en), due, days, name, "038-555-116", reminded)


def overdue() -> tuple[Overdue, ...]:
    mail, call = Text("22 ต.ค. ทางอีเมล", "22 Oct by e-mail"), Text("21 ต.ค. ทางโทรศัพท์", "21 Oct by telephone")
    policy = ("รายงานตามนโยบายรัฐบาล ก.ย. 2556", "Policy report Sep 2013")
    month = ("รายงานความคืบหน้า ก.ย. 2556", "Monthly progress Sep 2013")
    return (
        _late("submission", "STA", "13", *month, date(2013, 10, 21), 7, mail),
        _late("submission", "COM", "1.6", *policy, date(2013, 10, 2), 26, call),
        _late("submission", "COM", "1.6", *month, date(2013, 10, 21), 7, call),
        _late("correction", "AGR", "3.1.3", f"แก้ไข{month[0]}", f"Correct: {month[1]}", date(2013, 10, 24), 4, mail),
        _late("step", "AGC", "2.2", "ขั้นที่ 4 ขยายตลาดผลไม้กับห้างค้าส่ง", "Step 4 wholesale", date(2013, 10, 9), 19, mail),
        _late("step", "DPM", "3.2.2", "ขั้นที่ 6 ปรับจุดเสี่ยงถนนสุขุมวิท", "Step 6 black spots", date(2013, 10, 15), 13, call),
        _late("step", "DPM", "3.2.2", "ขั้นที่ 7 หลักฐานการอบรมอาสาสมัคร", "Step 7 training", date(2013, 10, 18), 10),
        _late("step", "FIN", "7.3", "ขั้นที่ 5 สรุปผลเบิกจ่ายเสนอผู้ว่าฯ", "Step 5 summary", date(2013, 10, 21), 7, mail),
        _late("step", "AGR", "3.1.3", "ขั้นที่ 5 ตรวจรับรองแปลง GAP รอบสุดท้าย", "Step 5 inspection", date(2013, 10, 25), 3),
    )


def coming() -> tuple[Overdue, ...]:
    office = ("สำนักงานจังหวัด", "038-555-101")
    keyed = Text("บันทึกผล 12 เดือนในระบบของ ก.พ.ร.", "Key the 12-month result into OPDC's system")
    policy = Text("รายงานตามนโยบายรัฐบาล ต.ค. 2556", "Policy report Oct 2013")
    return (
        Overdue("submission", "POL", "policy_report", "2556-10", ("1.1", "4.1"), policy, date(2013, 11, 4), 7, *office),
        Overdue("handin", "PRO", "self_assessment", "2556-sar12", (), keyed, date(2013, 10, 31), 3, *office),
    )


def steps() -> tuple[PlannedStep, ...]:
    source = Source("แผนปฏิบัติการ", "D12", archived("AGC", "action_plan", "2556-plan"), "", date(2013, 2, 28), "AGC")

    def step(
        agency: str, kpi_no: str, at: int, text: str, days: tuple[date, date] | None, status: str,
        done: date | None = None, late: int = 0,
    ) -> PlannedStep:  # fmt: skip
        start, finish = days or (None, None)
        budget, project = (Decimal(250000), "โครงการศูนย์กระจายผลไม้ภาคตะวันออก") if at == 3 else (None, "")
        return PlannedStep(
            agency, kpi_no, f"K{kpi_no}-{at}", text, Decimal(at) if days else None, start, finish, "นายธนกฤต ทองดี",
            budget, "รายงานการประชุม", status, done, late, source, project,
        )  # fmt: skip

    return (
        step("STA", "13", 1, "ประชุมคณะทำงาน", None, "not_started"),
        step("AGC", "2.2", 4, "ขยายตลาดผลไม้กับห้างค้าส่ง", (date(2013, 6, 1), date(2013, 9, 9)), "doing", None, 49),
        step("AGC", "2.2", 1, "สำรวจผลผลิตผลไม้ของกลุ่มจังหวัด", (date(2012, 10, 1), date(2012, 12, 31)), "done",
             date(2012, 12, 20)),
        step("AGC", "2.2", 2, "จัดทำแผนการตลาดผลไม้ร่วมกับสหกรณ์และผู้ค้า", (date(2013, 1, 1), date(2013, 3, 31)), "done",
             date(2013, 4, 5)),
        step("AGC", "2.2", 3, "มหกรรมผลไม้ภาคตะวันออก", (date(2013, 5, 1), date(2013, 6, 30)), "done"),
        step("DPM", "3.2.2", 5, "ปรับจุดเสี่ยงถนนสุขุมวิทร่วมกับแขวงการทางระยองและองค์กรปกครองส่วนท้องถิ่น",
             (date(2013, 7, 1), date(2013, 8, 30)), "postponed", None, 3),
        step("FIN", "7.3", 5, "สรุปผลเบิกจ่ายเสนอผู้ว่าราชการจังหวัด", (date(2013, 8, 1), date(2013, 10, 30)), ""),
        step("IND", "3.1.1", 2, "อบรมสถานประกอบการ", (date(2013, 11, 1), date(2013, 12, 1)), ""),
    )  # fmt: skip


UNKNOWN_CODE = "a-code-of-another-version"


def findings(period: Period) -> tuple[FindingLine, ...]:
    def line(
        code: str, agency: str, kpi_no: str, cell: str, found: str, expected: str, exempted: str = ""
    ) -> FindingLine:
        place = Place(f"{agency} ก.ย..xlsx", "ความคืบหน้า", cell, kpi_no, "result")
        return FindingLine(Finding(code, place, found, expected), agency, "monthly_progress", period.code, exempted)

    return (
        line("number-read-from-text", "PHO", "4.2", "F8", "๘๔.๖", "84.6"),
        line("value-not-a-number", "AGR", "3.1.3", "F8", "88 แปลง (โดยประมาณ)", "ตัวเลข"),
        line("claim-differs", "PRO", "1.5", "G9", "4.0000", "3.6364"),
        line("result-fell", "AGC", "2.2", "F8", "−0.8", "1.2"),
        line("value-missing", "EDU", "1.2", "F8", "", "ผลสะสม", "หัวหน้าสำนักงานจังหวัด: เปลี่ยนผู้จัดเก็บข้อมูล"),
        line("status-without-reason", "DPM", "3.2.2", "H8", "", "ปัญหา"),
        line(UNKNOWN_CODE, "STA", "13", "F8", "x", "y"),
    )


def files(agencies: Sequence[str], shown: Sequence[Period]) -> tuple[FileLine, ...]:
    """One file per agency and month that was sent, and one of every other effect."""
    lines = [
        _file(agency, month, "in-part" if mark == "A" else "in")
        for agency in agencies
        for month, mark in zip(shown, marks(agency), strict=False)
        if mark not in ("M", "X")
    ]
    return (
        *lines,
        _file("AGC", shown[-1], "superseded", "ฉบับแรก"),
        _file("STA", shown[-1], "returned", "ส่งแบบเปล่า", "form-not-found-inside"),
        _file("", None, "refused", "report.numbers"),
        _file("", None, "held", "สำเนา (2) ของรายงาน", "identity-conflict"),
    )


_VERDICTS = {
    "in-part": Verdict.ACCEPTED_IN_PART,
    "returned": Verdict.RETURNED,
    "refused": Verdict.REFUSED,
    "held": Verdict.HELD,
}


def _file(agency: str, month: Period | None, effect: str, note: str = "", code: str = "") -> FileLine:
    period = month.code if month else ""
    path = archived(agency, "monthly_progress", period) if agency else f"unassigned/{sha(effect)[:8]}.xlsx"
    if note and agency:
        path = path.replace(".xlsx", f"_{sha(note)[:4]}.xlsx")
    receipt = Receipt(
        sha(path), 20000, f"{note or agency} {period}.xlsx", path,
        month.end + timedelta(days=18) if month else date(2013, 10, 20), 7, _VERDICTS.get(effect, Verdict.ACCEPTED),
        code, agency, "monthly_progress" if agency else "", period, why="" if agency else note,
        findings=(Finding(code, Place(file=note), "AGC / AGR"),) if code else (),
    )  # fmt: skip
    counted = {"in": 2, "in-part": 1}.get(effect, 0)
    return FileLine(receipt, counted, int(effect == "superseded"), int(effect == "in-part"), effect)


def tidy(leaves: Sequence[KpiLine], period: Period) -> tuple[TidyRow, ...]:
    """Every input but the yes/no answers, which are left for the layout to add, and what the agencies wrote."""
    rows = []
    for line in leaves:
        number, code = line.kpi.kpi_no, line.kpi.row_code
        head = (line.agency, "monthly_progress", period.code, number, "kpi", code)
        for key, (value, source) in line.inputs.items():
            if key != "answer":
                typed = ("มี" if value else "ไม่มี") if isinstance(value, bool) else str(value)
                rows.append(TidyRow(*head, key, value, typed, source))
        path = archived(line.agency, "monthly_progress", period.code)
        source = Source("ความคืบหน้า", "J8", path, sha(path), period.end, line.agency)
        rows += [TidyRow(*head, key, said, said, source) for key, said in line.words.items()]
    return tuple(rows)
