"""A whole `Consolidation` made by hand: the sample province after eight months, and what goes wrong in it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from kpi_excel.core.consolidation import (
    Balance,
    Certification,
    Consolidation,
    DimensionLine,
    FileLine,
    FindingLine,
    KpiLine,
    Month,
    Obligation,
    ObligationState,
    Overdue,
    PlannedStep,
    PlanState,
    ResultState,
    Source,
    TidyRow,
)  # fmt: skip
from kpi_excel.core.findings import Finding, Place
from kpi_excel.core.model import Agency, Exemption, Kpi, Registry, RollRule, Settings
from kpi_excel.core.periods import FiscalYear, Period
from kpi_excel.core.planning import plan_state
from kpi_excel.core.scoring.arithmetic import PRECISE, rounded
from kpi_excel.core.scoring.engine import score_kpi, total_of
from kpi_excel.core.scoring.score import Score, Total
from kpi_excel.core.submission import Receipt, Verdict
from kpi_excel.core.text import Text
from tests.core.scoring.samples import sample_province

YEAR = FiscalYear(2556)
AS_OF = date(2013, 10, 28)
ZERO = Decimal(0)

AGENCIES = (
    ("PRO", "สำนักงานจังหวัดระยอง", "สำนักงานจังหวัด"), ("POL", "ตำรวจภูธรจังหวัดระยอง", "ตำรวจภูธร"),
    ("EDU", "สำนักงานเขตพื้นที่การศึกษาประถมศึกษาระยอง เขต 1", "สพป.ระยอง เขต 1"),
    ("ADM", "ที่ทำการปกครองจังหวัดระยอง", "ที่ทำการปกครอง"), ("FIN", "สำนักงานคลังจังหวัดระยอง", "สนง.คลัง"),
    ("COM", "สำนักงานพาณิชย์จังหวัดระยอง", "สนง.พาณิชย์"), ("TOU", "สำนักงานท่องเที่ยวและกีฬาจังหวัดระยอง", "สนง.ท่องเที่ยวและกีฬา"),
    ("AGC", "สำนักงานเกษตรและสหกรณ์จังหวัดระยอง", "สนง.เกษตรและสหกรณ์"), ("IND", "สำนักงานอุตสาหกรรมจังหวัดระยอง", "สนง.อุตสาหกรรม"),
    ("CDD", "สำนักงานพัฒนาชุมชนจังหวัดระยอง", "สนง.พัฒนาชุมชน"), ("AGR", "สำนักงานเกษตรจังหวัดระยอง", "สนง.เกษตร"),
    ("ENV", "สำนักงานทรัพยากรธรรมชาติและสิ่งแวดล้อมจังหวัดระยอง", "สนง.ทรัพยากรธรรมชาติและสิ่งแวดล้อม"),
    ("DPM", "สำนักงานป้องกันและบรรเทาสาธารณภัยจังหวัดระยอง", "สนง.ป้องกันและบรรเทาสาธารณภัย"),
    ("PHO", "สำนักงานสาธารณสุขจังหวัดระยอง", "สนง.สาธารณสุข"), ("LAB", "สำนักงานแรงงานจังหวัดระยอง", "สนง.แรงงาน"),
    ("ENE", "สำนักงานพลังงานจังหวัดระยอง", "สนง.พลังงาน"), ("STA", "สำนักงานสถิติจังหวัดระยอง", "สนง.สถิติ"),
)  # fmt: skip
ALIASES = {"DPM": ("สนง.ปภ.", "ปภ.ระยอง")}
DIMENSIONS = {"1": "ประสิทธิผล", "2": "คุณภาพการให้บริการ", "3": "ประสิทธิภาพ", "4": "การพัฒนาองค์การ"}

LATENESS = {
    "COM": (0, 3, 5, 12, 4, 0, 15, "M"), "STA": (0, 0, 2, 0, 6, 9, 4, "M"), "AGR": (0, 1, 0, 0, 3, 0, 0, "A"),
    "AGC": (2, 0, 8, 3, 0, 4, 2, 5), "DPM": (4, 6, 0, 0, 2, 0, 0, 3), "TOU": (0, 0, 3, 0, 0, 2, 0, 1),
    "IND": (0, 0, 0, 2, 0, 0, 1, 0), "ENE": (1, 0, 0, 0, 2, 0, 0, 0), "PHO": (0, 0, 0, 0, 0, 1, 0, 0),
    "LAB": (0, 2, 0, 0, 0, 0, 0, 0), "ENV": (3, 0, 0, 0, 0, 0, 0, 0), "EDU": ("X", 0, 0, 0, 0, 0, 0, 0),
}  # fmt: skip
"""Days late by month from February; M missing, A awaiting correction, X exempt."""

CLAIMS = {"1.5": "4.0000", "3.1.3": "2.6000", "4.1": "3.6000", "7.3": "3.1000", "12": "5.0000"}
UNCERTIFIED = {
    "1.5": Certification.OPEN, "3.1.3": Certification.VOID, "4.1": Certification.OPEN,
    "8": Certification.EVIDENCE_WANTED, "9": Certification.REFUSED, "12": Certification.OPEN,
}  # fmt: skip
OFF_PLAN = {"2.2": "2.0000", "3.1.3": "1.0714", "3.2.2": "0.6500", "1.4": "0.6000", "7.2": "0.4500", "4.1": "0.0800",
            "13": "0", "3.2.3": "-0.2000", "4.3": "-0.2000"}  # fmt: skip
"""How far the plan stands above the score."""

MIXED = {
    "4.4": ResultState.NOT_REPORTED, "3.1.3": ResultState.AWAITING, "1.4": ResultState.NO_DATA,
    "13": ResultState.NOT_STARTED, "7.2": ResultState.CANCELLED, "11": ResultState.NOT_DUE,
    "5": ResultState.WITHDRAWN, "2.2": ResultState.NOT_COMPUTABLE,
}  # fmt: skip
"""One KPI in each state that has no score; 1.6 is being defined in any case."""

NOTES = {
    ResultState.NOT_REPORTED: Text("ยังไม่ได้รับรายงานของงวดนี้", "No report for this period yet"),
    ResultState.AWAITING: Text("ได้รับแล้ว รอหน่วยงานแก้ไข", "Received, awaiting the agency's correction"),
    ResultState.NO_DATA: Text("หน่วยงานแจ้งว่ายังไม่มีข้อมูล", "The agency states that there are no data yet"),
    ResultState.NOT_COMPUTABLE: Text("ค่าเฉลี่ยปีฐานเป็น 0 จึงหาอัตราเพิ่มไม่ได้", "The mean of the base years is 0"),
}
WORDS = {
    "2.2": {"problem": "ราคาผลไม้ตกต่ำช่วงเดือนสิงหาคม และผู้รับซื้อรายใหญ่ลดการรับซื้อ", "measure": "จัดมหกรรมผลไม้และเชื่อมโยงตลาดห้างค้าส่ง",
            "next_work": "ลงนามข้อตกลงกับห้างค้าส่งสองแห่ง"},
    "3.1.3": {"problem": "เกษตรกรยื่นขอรับรองล่าช้า", "measure": "ตั้งจุดบริการในตำบล"},
    "3.2.2": {"problem": "จุดเสี่ยงถนนสุขุมวิทยังปรับไม่แล้วเสร็จ", "help": "ขอให้แขวงการทางเร่งงบประมาณ"},
}  # fmt: skip


def months_owed(count: int) -> tuple[Period, ...]:
    """February and the months after it."""
    return YEAR.months()[4 : 4 + count]


def consolidation(
    states: Mapping[str, ResultState] | None = None, *, months: int = 8, as_of: date = AS_OF, reported: bool = True
) -> Consolidation:
    """The province after `months` months; `states` takes the score from some KPIs, `reported=False` from all."""
    shown = months_owed(months)
    period = shown[-1]
    states = dict(states or {})
    leaves = {}
    for kpi, inputs, _ in sample_province():
        kpi = replace(kpi, dimension=DIMENSIONS[kpi.dimension_no])
        if kpi.is_leaf:
            state = ResultState.BEING_DEFINED if kpi.kpi_no == "1.6" else states.get(kpi.kpi_no, ResultState.REPORTED)
            if not reported and state is ResultState.REPORTED:
                state = ResultState.NOT_REPORTED
            leaves[kpi.kpi_no] = _leaf(kpi, inputs, state, shown)
    tree = [(kpi, leaves.get(kpi.kpi_no)) for kpi, _, _ in sample_province()]
    lines = _lines(tree, list(leaves.values()), shown)
    return _gather(lines, period, as_of, shown)


def _leaf(kpi: Kpi, inputs: Mapping[str, Decimal | bool], state: ResultState, shown: Sequence[Period]) -> KpiLine:
    number = kpi.kpi_no
    in_force = state not in (ResultState.CANCELLED, ResultState.NOT_DUE, ResultState.BEING_DEFINED)
    scored = state is ResultState.REPORTED
    score = score_kpi(kpi, inputs) if scored else Score(None)
    if state is ResultState.NOT_COMPUTABLE:
        score = Score(None, steps=(NOTES[state],), problem="baseline-zero")
    standing = UNCERTIFIED.get(number, Certification.CERTIFIED) if scored else Certification.OPEN
    certified = score.value if standing is Certification.CERTIFIED else None
    plan = None if score.value is None or number in ("6", "14") else min(Decimal(5), score.value + Decimal(OFF_PLAN.get(number, "0")))
    series = tuple(_past(score.value, month, back) for back, month in zip(range(len(shown) - 1, -1, -1), shown, strict=True))
    settings = Settings("ระยอง", YEAR)
    earlier = (shown[-2], Decimal("3.1250")) if state is ResultState.NOT_REPORTED and len(shown) > 1 else None
    return KpiLine(
        kpi, 0, kpi.weight if in_force else ZERO, state,
        inputs=_sourced(kpi, inputs, shown[-1]) if scored else {}, score=score,
        claimed=Decimal(CLAIMS[number]) if scored and number in CLAIMS else score.value, certified=certified, certification=standing,
        certified_whole=certified is not None, earlier=earlier, series=series, plan=plan,
        plan_state=plan_state(settings, score.value, plan), words=WORDS.get(number, {}), agency=kpi.host, note=NOTES.get(state),
    )  # fmt: skip


def _past(score: Decimal | None, month: Period, back: int) -> Month:
    if score is None:
        return Month(month, None if back == 0 else Decimal("3.0000") - Decimal("0.1") * back)
    before = max(Decimal("1.0000"), score - Decimal("0.1500") * back) if back else score
    return Month(month, before, min(Decimal(5), before + Decimal("0.05")))


def _sourced(
    kpi: Kpi, inputs: Mapping[str, Decimal | bool], period: Period
) -> dict[str, tuple[Decimal | bool | str, Source]]:
    name = archived(kpi.host, "monthly_progress", period.code)
    row = 8 + sum(map(ord, kpi.kpi_no)) % 40
    return {
        key: (value, Source("ความคืบหน้า", f"F{row + at}", name, sha(name), period.end + timedelta(days=18), kpi.host))
        for at, (key, value) in enumerate(inputs.items())
    }


def sha(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


def archived(agency: str, form: str, period: str) -> str:
    name = f"{agency}_{form}_{period}"
    return f"2556/{period}/{name}_{sha(name)[:8]}.xlsx"


def _lines(
    tree: Sequence[tuple[Kpi, KpiLine | None]], leaves: Sequence[KpiLine], shown: Sequence[Period]
) -> tuple[KpiLine, ...]:
    province = total(leaves)
    depths: dict[str, int] = {}
    lines = []
    for kpi, leaf in tree:
        depth = depths[kpi.kpi_no] = depths.get(kpi.parent_no, -1) + 1
        under = [line for line in leaves if line.kpi.kpi_no == kpi.kpi_no or line.kpi.kpi_no.startswith(kpi.kpi_no + ".")]
        share = contribution(under, province)
        if leaf is None:
            lines.append(_group(kpi, depth, under, share))
            continue
        standard, value = Decimal(3), leaf.score.value
        gain = rounded(leaf.weight * (standard - value) / province.covered) if value is not None and value < standard else ZERO
        lines.append(replace(leaf, depth=depth, contribution=share, gain_to_standard=gain))
    return tuple(lines)


def _group(kpi: Kpi, depth: int, leaves: Sequence[KpiLine], share: Decimal | None) -> KpiLine:
    scored = [line for line in leaves if line.score.value is not None and line.weight]
    whole = bool(scored) and all(line.certified is not None for line in scored)
    mean = total(leaves)
    return KpiLine(
        replace(kpi, dimension=DIMENSIONS[kpi.dimension_no]), depth, mean.weight, ResultState.REPORTED, score=Score(mean.score),
        claimed=total(leaves, "claimed").score, certified=total(leaves, "certified").score, certified_whole=whole, total=mean,
        contribution=share, agency=kpi.host,
    )  # fmt: skip


def total(lines: Iterable[KpiLine], which: str = "score") -> Total:
    return total_of((line.weight, line.score.value if which == "score" else getattr(line, which)) for line in lines)


def contribution(lines: Sequence[KpiLine], province: Total) -> Decimal | None:
    scored = [line.weight * line.score.value for line in lines if line.score.value is not None]
    return rounded(PRECISE.divide(sum(scored, ZERO), province.weight)) if scored else None


def _gather(lines: tuple[KpiLine, ...], period: Period, as_of: date, shown: Sequence[Period]) -> Consolidation:
    leaves = [line for line in lines if line.kpi.is_leaf]
    province = total(leaves)
    months = _province_months(province.score, shown)
    dimensions = tuple(
        DimensionLine(number, name, total(own), total(own, "claimed"), total(own, "certified"), contribution(own, province) or ZERO)
        for number, name in DIMENSIONS.items()
        for own in [[line for line in leaves if line.kpi.dimension_no == number]]
    )  # fmt: skip
    files = sample_files(shown)
    effects = [line.effect for line in files]
    return Consolidation(
        registry(lines), period, as_of, province, total(leaves, "claimed"), total(leaves, "certified"),
        months[-2] if len(months) > 1 else None, months, dimensions, lines, sample_obligations(leaves, shown, as_of),
        sample_overdue(), sample_coming(), sample_steps(), sample_findings(period), files,
        Balance(len(files), {effect: effects.count(effect) for effect in dict.fromkeys(effects)}),
        sample_tidy(leaves, period),
    )  # fmt: skip


def _province_months(score: Decimal | None, shown: Sequence[Period]) -> tuple[Month, ...]:
    path = ("2.6140", "2.8325", "2.9210", "3.1042", "3.2875", "3.4410", "3.6112")
    plans = ("2.6500", "2.7500", "2.9500", "3.0500", "3.2000", "3.3500", "3.5000", "3.6500")
    scores = [*(Decimal(value) for value in path[: len(shown) - 1]), score]
    return tuple(Month(month, value, Decimal(plan)) for month, value, plan in zip(shown, scores, plans, strict=False))


def registry(lines: Sequence[KpiLine]) -> Registry:
    settings = Settings(
        "ระยอง", YEAR, roll=RollRule.NEXT, opdc_dates={6: date(2013, 4, 30), 9: date(2013, 7, 31), 12: date(2013, 10, 31)}
    )
    agencies = tuple(Agency(code, name, short, ALIASES.get(code, ()), phone="038-555-100") for code, name, short in AGENCIES)
    exemption = Exemption("overdue", "EDU", "1.2", "หัวหน้าสำนักงานจังหวัด", "เปลี่ยนผู้จัดเก็บข้อมูลระหว่างเดือน", date(2013, 3, 31))
    return Registry(settings, agencies, tuple(line.kpi for line in lines), exemptions=(exemption,), holidays={date(2013, 10, 23): "วันปิยมหาราช"})


def sample_obligations(leaves: Sequence[KpiLine], shown: Sequence[Period], as_of: date) -> tuple[Obligation, ...]:
    found = []
    for line in leaves:
        agency, number = line.agency, line.kpi.kpi_no
        early = number.startswith(("2.", "3."))
        first = date(2013, 2, 22) if early else date(2013, 2, 28)
        for form, code, days in (("kpi_template", "kpi", 1 if agency == "TOU" else 0), ("action_plan", "plan", 7 if agency == "STA" else 0)):
            due = first if form == "kpi_template" else date(2013, 2, 28)
            found.append(_obligation(agency, form, f"2556-{code}", number, due, days, as_of))
        for at, month in enumerate(YEAR.months()[4:]):
            due = date(month.end.year, month.end.month, 20) + timedelta(days=30)
            mark = LATENESS.get(agency, (0,) * 8)[at] if at < len(shown) else "E"
            if mark == "M" and agency == "STA" and number != "13":
                mark = 0
            found.append(_obligation(agency, "monthly_progress", month.code, number, due, mark, as_of))
    return tuple(found)


def _obligation(agency: str, form: str, period: str, number: str, due: date, mark: int | str, as_of: date) -> Obligation:
    states = {"M": ObligationState.MISSING, "A": ObligationState.AWAITING, "X": ObligationState.EXEMPT, "E": ObligationState.EXPECTED}
    state = ObligationState.RECEIVED if isinstance(mark, int) else states[mark]
    days = mark if isinstance(mark, int) else max(0, (as_of - due).days) if mark in "MA" else 0
    received = due + timedelta(days=days) if state in (ObligationState.RECEIVED, ObligationState.AWAITING) else None
    return Obligation(agency, form, period, number, due, due, None, state, received, days)


def sample_overdue() -> tuple[Overdue, ...]:
    return (
        Overdue("submission", "COM", "policy_report", "2556-09", ("1.6",), Text("รายงานตามนโยบายรัฐบาล ก.ย. 2556", "Policy report Sep 2013"), date(2013, 10, 2), 26, "นางสาวอรทัย ใจดี", "038-555-116", "21 ต.ค. ทางโทรศัพท์"),
        Overdue("submission", "COM", "monthly_progress", "2556-09", ("1.6",), Text("รายงานความคืบหน้า ก.ย. 2556", "Monthly progress Sep 2013"), date(2013, 10, 21), 7, "นางสาวอรทัย ใจดี", "038-555-116", "21 ต.ค. ทางโทรศัพท์"),
        Overdue("submission", "STA", "monthly_progress", "2556-09", ("13",), Text("รายงานความคืบหน้า ก.ย. 2556", "Monthly progress Sep 2013"), date(2013, 10, 21), 7, "นายสมชาย รักงาน", "038-555-121", "22 ต.ค. ทางอีเมล"),
        Overdue("correction", "AGR", "monthly_progress", "2556-09", ("3.1.3",), Text("แก้ไขรายงานความคืบหน้า ก.ย. 2556", "Correction of monthly progress Sep 2013"), date(2013, 10, 24), 4, "นางวิไล สวนผลไม้", "038-555-108", "25 ต.ค. ทางอีเมล"),
        Overdue("step", "AGC", "action_plan", "2556-plan", ("2.2",), Text("ขั้นที่ 4 ขยายตลาดผลไม้กับห้างค้าส่ง", "Step 4 wholesale market"), date(2013, 10, 9), 19, "นายธนกฤต ทองดี", "038-555-107", "15 ต.ค. ทางอีเมล"),
        Overdue("step", "DPM", "action_plan", "2556-plan", ("3.2.2",), Text("ขั้นที่ 6 ปรับจุดเสี่ยงถนนสุขุมวิท", "Step 6 black spots on Sukhumvit road"), date(2013, 10, 15), 13, "นายเอกชัย พร้อมช่วย", "038-555-111", "16 ต.ค. ทางโทรศัพท์"),
        Overdue("step", "DPM", "action_plan", "2556-plan", ("3.2.2",), Text("ขั้นที่ 7 หลักฐานการอบรมอาสาสมัคร", "Step 7 evidence of training"), date(2013, 10, 18), 10, "นายเอกชัย พร้อมช่วย", "038-555-111"),
        Overdue("step", "FIN", "action_plan", "2556-plan", ("7.3",), Text("ขั้นที่ 5 สรุปผลเบิกจ่ายเสนอผู้ว่าฯ", "Step 5 disbursement summary"), date(2013, 10, 21), 7, "นางพิมพ์ใจ บัญชี", "038-555-105", "22 ต.ค. ทางอีเมล"),
        Overdue("step", "AGR", "action_plan", "2556-plan", ("3.1.3",), Text("ขั้นที่ 5 ตรวจรับรองแปลง GAP รอบสุดท้าย", "Step 5 last GAP inspection"), date(2013, 10, 25), 3, "นางวิไล สวนผลไม้", "038-555-108"),
    )  # fmt: skip


def sample_coming() -> tuple[Overdue, ...]:
    return (
        Overdue("handin", "PRO", "self_assessment", "2556-sar12", (), Text("บันทึกผล 12 เดือนในระบบของ ก.พ.ร.", "Key the 12-month result into OPDC's system"), date(2013, 10, 31), 3, "สำนักงานจังหวัด", "038-555-101", "24 ต.ค. ทางหนังสือ"),
        Overdue("submission", "POL", "policy_report", "2556-10", ("1.1", "4.1"), Text("รายงานตามนโยบายรัฐบาล ต.ค. 2556", "Policy report Oct 2013"), date(2013, 11, 4), 7, "สำนักงานจังหวัด", "038-555-101"),
    )  # fmt: skip


def sample_steps() -> tuple[PlannedStep, ...]:
    source = Source("แผนปฏิบัติการ", "D12", archived("AGC", "action_plan", "2556-plan"), "", date(2013, 2, 28), "AGC")
    rows = (
        ("AGC", "2.2", "K2.2-1", "สำรวจผลผลิตและประมาณการปริมาณผลไม้ของกลุ่มจังหวัด", 1, date(2012, 10, 1), date(2012, 12, 31), "done", date(2012, 12, 20), 0),
        ("AGC", "2.2", "K2.2-2", "จัดทำแผนการตลาดผลไม้ร่วมกับสหกรณ์และผู้ค้า", 2, date(2013, 1, 1), date(2013, 3, 31), "done", date(2013, 4, 5), 0),
        ("AGC", "2.2", "K2.2-3", "มหกรรมผลไม้ภาคตะวันออก", 3, date(2013, 5, 1), date(2013, 6, 30), "done", date(2013, 6, 15), 0),
        ("AGC", "2.2", "K2.2-4", "ขยายตลาดผลไม้กับห้างค้าส่ง", 4, date(2013, 6, 1), date(2013, 9, 9), "doing", None, 49),
        ("DPM", "3.2.2", "K3.2.2-6", "ปรับจุดเสี่ยงถนนสุขุมวิทร่วมกับแขวงการทางระยองและองค์กรปกครองส่วนท้องถิ่นตลอดเส้นทาง", 4, date(2013, 7, 1), date(2013, 8, 30), "postponed", None, 3),
        ("FIN", "7.3", "K7.3-5", "สรุปผลเบิกจ่ายเสนอผู้ว่าราชการจังหวัด", 5, date(2013, 8, 1), date(2013, 10, 30), "", None, 0),
        ("STA", "13", "K13-1", "=HYPERLINK(\"http://x\")", None, None, None, "not_started", None, 0),
        ("IND", "3.1.1", "K3.1.1-2", "อบรมสถานประกอบการ", 2, date(2013, 11, 1), date(2013, 12, 1), "", None, 0),
    )  # fmt: skip
    return tuple(
        PlannedStep(agency, number, code, text, None if level is None else Decimal(level), start, finish, "นายธนกฤต ทองดี",
                    Decimal(250000) if level == 3 else None, "รายงานการประชุม", status, done, late, source)
        for agency, number, code, text, level, start, finish, status, done, late in rows
    )  # fmt: skip


def sample_findings(period: Period) -> tuple[FindingLine, ...]:
    def line(code: str, agency: str, kpi_no: str, cell: str, found: str, expected: str, exempted: str = "") -> FindingLine:
        place = Place(f"{agency} ก.ย..xlsx", "ความคืบหน้า", cell, kpi_no, "result")
        return FindingLine(Finding(code, place, found, expected), agency, "monthly_progress", period.code, exempted)

    return (
        line("number-read-from-text", "PHO", "4.2", "F8", "๘๔.๖", "84.6"),
        line("value-not-a-number", "AGR", "3.1.3", "F8", "88 แปลง (โดยประมาณ)", "ตัวเลข"),
        line("claim-differs", "PRO", "1.5", "G9", "4.0000", "3.6364"),
        line("result-fell", "AGC", "2.2", "F8", "−0.8", "1.2"),
        line("status-without-reason", "DPM", "3.2.2", "H8", "", "ปัญหา"),
        line("value-missing", "EDU", "1.2", "F8", "", "ผลสะสม", "หัวหน้าสำนักงานจังหวัด: เปลี่ยนผู้จัดเก็บข้อมูล"),
        line("a-code-of-another-version", "STA", "13", "F8", "x", "y"),
    )


def sample_files(shown: Sequence[Period]) -> tuple[FileLine, ...]:
    files = []
    for code, _, _ in AGENCIES:
        for at, month in enumerate(shown):
            mark = LATENESS.get(code, (0,) * 8)[at]
            if mark in ("M", "X"):
                continue
            files.append(_file(code, month, "in-part" if mark == "A" else "in", Verdict.ACCEPTED_IN_PART if mark == "A" else Verdict.ACCEPTED))
    files += [
        _file("AGC", shown[-1], "superseded", Verdict.ACCEPTED, "ฉบับแรก", superseded=1),
        _file("STA", shown[-1], "returned", Verdict.RETURNED, "ส่งแบบเปล่า", code="form-not-found-inside"),
        _file("", None, "refused", Verdict.REFUSED, "report.numbers"),
        _file("", None, "held", Verdict.HELD, "สำเนา (2) ของรายงาน.xlsx", code="identity-conflict"),
    ]
    return tuple(files)


def _file(agency: str, month: Period | None, effect: str, verdict: Verdict, note: str = "", code: str = "", superseded: int = 0) -> FileLine:
    period = month.code if month else ""
    path = archived(agency, "monthly_progress", period) if agency else f"unassigned/{sha(effect)[:8]}.xlsx"
    if note and agency:
        path = path.replace(".xlsx", f"_{sha(note)[:4]}.xlsx")
    day = month.end + timedelta(days=18) if month else date(2013, 10, 20)
    receipt = Receipt(
        sha(path), 20000, f"{note or agency} {period}.xlsx", path, day, 7, verdict, code, agency,
        "monthly_progress" if agency else "", period, why="" if agency else note,
        findings=(Finding(code, Place(file=note), "AGC / AGR"),) if code else (),
    )  # fmt: skip
    counted = {"in": 2, "in-part": 1}.get(effect, 0)
    return FileLine(receipt, counted, superseded, 1 if effect == "in-part" else 0, effect)


def sample_tidy(leaves: Sequence[KpiLine], period: Period) -> tuple[TidyRow, ...]:
    rows = []
    for line in leaves:
        for key, (value, source) in line.inputs.items():
            # growth's base and an answer from elsewhere are left for the layout to add
            if key != "answer":
                typed = ("มี" if value else "ไม่มี") if isinstance(value, bool) else str(value)
                rows.append(TidyRow(line.agency, "monthly_progress", period.code, line.kpi.kpi_no, "kpi", line.kpi.row_code, key, value, typed, source))
        for key, said in line.words.items():
            source = Source("ความคืบหน้า", "J8", archived(line.agency, "monthly_progress", period.code), sha(line.agency), period.end, line.agency)
            rows.append(TidyRow(line.agency, "monthly_progress", period.code, line.kpi.kpi_no, "kpi", line.kpi.row_code, key, said, said, source))
    return tuple(rows)


def many_agencies(count: int = 60) -> Consolidation:
    """The mixed province with more agencies, each with a long name and an overdue report."""
    data = consolidation(MIXED)
    extra = tuple(Agency(f"X{at:02d}", f"องค์การบริหารส่วนตำบลที่มีชื่อยาวมากแห่งที่ {at} จังหวัดระยอง") for at in range(count - len(AGENCIES)))
    months = months_owed(8)
    owed = tuple(
        _obligation(agency.code, "monthly_progress", month.code, f"90.{at}", month.end + timedelta(days=20), (at * 7 + m) % 11, AS_OF)
        for at, agency in enumerate(extra) for m, month in enumerate(months)
    )  # fmt: skip
    late = tuple(
        replace(data.overdue[0], agency=agency.code, kpi_nos=(f"90.{at}",), days=at + 1) for at, agency in enumerate(extra)
    )
    wide = replace(data.registry, agencies=data.registry.agencies + extra)
    return replace(data, registry=wide, obligations=data.obligations + owed, overdue=data.overdue + late)


__all__ = ["MIXED", "PlanState", "consolidation", "many_agencies"]
