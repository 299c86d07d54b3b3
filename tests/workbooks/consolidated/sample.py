"""A whole `Consolidation` made by hand: the sample province after some months, and what goes wrong in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from kpi_excel.core.consolidation import (
    Balance,
    Certification,
    Consolidation,
    DimensionLine,
    KpiLine,
    Month,
    ResultState,
    Source,
)
from kpi_excel.core.model import Agency, Exemption, Kpi, Registry, RollRule, Settings
from kpi_excel.core.periods import Period
from kpi_excel.core.planning import plan_state
from kpi_excel.core.scoring.arithmetic import PRECISE, rounded
from kpi_excel.core.scoring.engine import score_kpi, total_of
from kpi_excel.core.scoring.score import Score, Total
from kpi_excel.core.text import Text
from tests.core.scoring.samples import sample_province
from tests.workbooks.consolidated import sample_lists as lists
from tests.workbooks.consolidated import sample_registers as registers
from tests.workbooks.consolidated.sample_lists import YEAR

AS_OF = date(2013, 10, 28)
ZERO = Decimal(0)

AGENCIES = {
    "PRO": ("สำนักงานจังหวัดระยอง", "สำนักงานจังหวัด"),
    "POL": ("ตำรวจภูธรจังหวัดระยอง", "ตำรวจภูธร"),
    "EDU": ("สำนักงานเขตพื้นที่การศึกษาประถมศึกษาระยอง เขต 1", "สพป.ระยอง เขต 1"),
    "ADM": ("ที่ทำการปกครองจังหวัดระยอง", "ที่ทำการปกครอง"),
    "FIN": ("สำนักงานคลังจังหวัดระยอง", "สนง.คลัง"),
    "COM": ("สำนักงานพาณิชย์จังหวัดระยอง", "สนง.พาณิชย์"),
    "TOU": ("สำนักงานท่องเที่ยวและกีฬาจังหวัดระยอง", "สนง.ท่องเที่ยวและกีฬา"),
    "AGC": ("สำนักงานเกษตรและสหกรณ์จังหวัดระยอง", "สนง.เกษตรและสหกรณ์"),
    "IND": ("สำนักงานอุตสาหกรรมจังหวัดระยอง", "สนง.อุตสาหกรรม"),
    "CDD": ("สำนักงานพัฒนาชุมชนจังหวัดระยอง", "สนง.พัฒนาชุมชน"),
    "AGR": ("สำนักงานเกษตรจังหวัดระยอง", "สนง.เกษตร"),
    "ENV": ("สำนักงานทรัพยากรธรรมชาติและสิ่งแวดล้อมจังหวัดระยอง", "สนง.ทรัพยากรธรรมชาติและสิ่งแวดล้อม"),
    "DPM": ("สำนักงานป้องกันและบรรเทาสาธารณภัยจังหวัดระยอง", "สนง.ป้องกันและบรรเทาสาธารณภัย"),
    "PHO": ("สำนักงานสาธารณสุขจังหวัดระยอง", "สนง.สาธารณสุข"),
    "LAB": ("สำนักงานแรงงานจังหวัดระยอง", "สนง.แรงงาน"),
    "ENE": ("สำนักงานพลังงานจังหวัดระยอง", "สนง.พลังงาน"),
    "STA": ("สำนักงานสถิติจังหวัดระยอง", "สนง.สถิติ"),
}
ALIASES = {"DPM": ("สนง.ปภ.", "ปภ.ระยอง")}
DIMENSIONS = {"1": "ประสิทธิผล", "2": "คุณภาพการให้บริการ", "3": "ประสิทธิภาพ", "4": "การพัฒนาองค์การ"}

CLAIMS = {"1.5": "4.0000", "3.1.3": "2.6000", "4.1": "3.6000", "7.3": "3.1000", "12": "5.0000"}
UNCERTIFIED = {
    "1.5": Certification.OPEN,
    "3.1.3": Certification.VOID,
    "4.1": Certification.OPEN,
    "8": Certification.EVIDENCE_WANTED,
    "9": Certification.REFUSED,
    "12": Certification.OPEN,
}
AMENDED = {"4.2": Decimal("4.5000")}
OFF_PLAN = {"2.2": "2.0000", "3.1.3": "1.0714", "3.2.2": "0.6500", "1.4": "0.6000", "7.2": "0.4500", "3.2.3": "-0.2000"}
"""How far the plan stands above the score; for the others it is the score itself."""

MIXED = {
    "4.4": ResultState.NOT_REPORTED,
    "3.1.3": ResultState.AWAITING,
    "1.4": ResultState.NO_DATA,
    "13": ResultState.NOT_STARTED,
    "7.2": ResultState.CANCELLED,
    "11": ResultState.NOT_DUE,
    "5": ResultState.WITHDRAWN,
    "2.2": ResultState.NOT_COMPUTABLE,
}
"""One KPI in each state that has no score; 1.6 is being defined in any case."""
OUT_OF_FORCE = (ResultState.CANCELLED, ResultState.NOT_DUE, ResultState.BEING_DEFINED)

NOTES = {
    ResultState.NOT_REPORTED: Text("ยังไม่ได้รับรายงานของงวดนี้", "No report for this period yet"),
    ResultState.AWAITING: Text("ได้รับแล้ว รอหน่วยงานแก้ไข", "Received, awaiting the agency's correction"),
    ResultState.NO_DATA: Text("หน่วยงานแจ้งว่ายังไม่มีข้อมูล", "The agency states that there are no data yet"),
    ResultState.NOT_COMPUTABLE: Text("ค่าเฉลี่ยปีฐานเป็น 0 จึงหาอัตราเพิ่มไม่ได้", "The mean of the base years is 0"),
}
WORDS = {
    "2.2": {
        "problem": "ราคาผลไม้ตกต่ำช่วงเดือนสิงหาคม และผู้รับซื้อรายใหญ่ลดการรับซื้อ",
        "measure": "จัดมหกรรมผลไม้และเชื่อมโยงตลาดห้างค้าส่ง",
        "next_work": "ลงนามข้อตกลงกับห้างค้าส่งสองแห่ง",
    },
    "3.2.2": {"problem": "จุดเสี่ยงถนนสุขุมวิทยังปรับไม่แล้วเสร็จ", "help_wanted": "yes"},
}
PLACES = {kpi.kpi_no: at for at, (kpi, _, _) in enumerate(sample_province())}
PAST = ("2.6140", "2.8325", "2.9210", "3.1042", "3.2875", "3.4410", "3.6112")
PLANNED = ("2.6500", "2.7500", "2.9500", "3.0500", "3.2000", "3.3500", "3.5000", "3.6500")


def consolidation(
    states: Mapping[str, ResultState] | None = None, *, months: int = 8, as_of: date = AS_OF, is_reported: bool = True
) -> Consolidation:
    """The province after `months` months; `states` takes the score from some KPIs, `is_reported=False` from all."""
    shown = YEAR.months()[4 : 4 + months]
    given, leaves, tree = dict(states or {}), {}, []
    for bare, inputs, _ in sample_province():
        kpi = replace(bare, dimension=DIMENSIONS[bare.dimension_no])
        tree.append(kpi)
        if kpi.is_leaf:
            state = ResultState.BEING_DEFINED if kpi.kpi_no == "1.6" else given.get(kpi.kpi_no, ResultState.REPORTED)
            if not is_reported and state is ResultState.REPORTED:
                state = ResultState.NOT_REPORTED
            leaves[kpi.kpi_no] = _leaf(kpi, inputs, state, shown)
    return gather(lines_of(tree, leaves), shown, as_of)


def _leaf(kpi: Kpi, inputs: Mapping[str, Decimal | bool], state: ResultState, shown: Sequence[Period]) -> KpiLine:
    number, is_scored = kpi.kpi_no, state is ResultState.REPORTED
    score = score_kpi(kpi, inputs) if is_scored else Score(None)
    if state is ResultState.NOT_COMPUTABLE:
        score = Score(None, steps=(NOTES[state],), problem="baseline-zero")
    standing, certified = _standing(number, score.value)
    plan = None
    if score.value is not None and number not in ("6", "14"):
        plan = score.value + Decimal(OFF_PLAN.get(number, "0"))
    is_late = state is ResultState.NOT_REPORTED and len(shown) > 1
    return KpiLine(
        kpi, 0, ZERO if state in OUT_OF_FORCE else kpi.weight, state,
        inputs=_sourced(kpi, inputs, shown[-1]) if is_scored else {}, score=score,
        claimed=Decimal(CLAIMS[number]) if is_scored and number in CLAIMS else score.value, certified=certified,
        certification=standing, certified_whole=certified is not None,
        earlier=(shown[-2], Decimal("3.1250")) if is_late else None, series=_series(score.value, shown), plan=plan,
        plan_state=plan_state(Settings("ระยอง", YEAR), score.value, plan), words=WORDS.get(number, {}) if is_scored else {}, agency=kpi.host,
        note=NOTES.get(state),
    )  # fmt: skip


def _standing(number: str, score: Decimal | None) -> tuple[Certification, Decimal | None]:
    if score is None:
        return Certification.OPEN, None
    if number in AMENDED:
        return Certification.AMENDED, AMENDED[number]
    standing = UNCERTIFIED.get(number, Certification.CERTIFIED)
    return standing, score if standing is Certification.CERTIFIED else None


def _series(score: Decimal | None, shown: Sequence[Period]) -> tuple[Month, ...]:
    """Rising by 0.15 a month to the score of the last; where that has none, the earlier ones still have theirs."""
    last = len(shown) - 1
    end = Decimal("3.2750") if score is None else score
    values = [max(Decimal("1.0000"), end - Decimal("0.1500") * (last - at)) for at in range(last + 1)]
    return tuple(Month(month, score if at == last else values[at]) for at, month in enumerate(shown))


def _sourced(
    kpi: Kpi, inputs: Mapping[str, Decimal | bool], period: Period
) -> dict[str, tuple[Decimal | bool | str, Source]]:
    name = lists.archived(kpi.host, "monthly_progress", period.code)
    row = 8 + 10 * PLACES[kpi.kpi_no]
    return {
        key: (
            value,
            Source("ความคืบหน้า", f"F{row + at}", name, lists.sha(name), period.end + timedelta(days=18), kpi.host),
        )
        for at, (key, value) in enumerate(inputs.items())
    }


def lines_of(tree: Sequence[Kpi], leaves: Mapping[str, KpiLine]) -> tuple[KpiLine, ...]:
    province = total(leaves.values())
    depths: dict[str, int] = {}
    lines = []
    for kpi in tree:
        number = kpi.kpi_no
        depth = depths[number] = depths.get(kpi.parent_no, -1) + 1
        under = [line for key, line in leaves.items() if key == number or key.startswith(number + ".")]
        share = contribution(under, province)
        if number not in leaves:
            lines.append(_group(kpi, depth, under, share))
            continue
        leaf, value = leaves[number], leaves[number].score.value
        is_low = value is not None and value < 3
        gain = rounded(leaf.weight * (3 - (value or 0)) / province.covered) if is_low else ZERO
        lines.append(replace(leaf, depth=depth, contribution=share, gain_to_standard=gain))
    return tuple(lines)


def _group(kpi: Kpi, depth: int, leaves: Sequence[KpiLine], share: Decimal | None) -> KpiLine:
    scored = [line for line in leaves if line.score.value is not None and line.weight]
    whole = bool(scored) and all(line.certified is not None for line in scored)
    mean = total(leaves)
    return KpiLine(
        kpi, depth, mean.weight, ResultState.REPORTED, score=Score(mean.score), claimed=total(leaves, "claimed").score,
        certified=total(leaves, "certified").score, certified_whole=whole, total=mean, contribution=share,
        agency=kpi.host,
    )  # fmt: skip


def total(lines: Iterable[KpiLine], which: str = "score") -> Total:
    """The weighted mean of the recomputed, "claimed" or "certified" scores."""
    return total_of((line.weight, line.score.value if which == "score" else getattr(line, which)) for line in lines)


def contribution(lines: Sequence[KpiLine], province: Total) -> Decimal | None:
    scored = [line.weight * line.score.value for line in lines if line.score.value is not None]
    return rounded(PRECISE.divide(sum(scored, ZERO), province.weight)) if scored else None


def gather(lines: tuple[KpiLine, ...], shown: Sequence[Period], as_of: date) -> Consolidation:
    leaves = [line for line in lines if line.kpi.is_leaf]
    province, period = total(leaves), shown[-1]
    months = tuple(
        Month(month, score, Decimal(plan))
        for month, score, plan in zip(
            shown, [*map(Decimal, PAST[: len(shown) - 1]), province.score], PLANNED, strict=False
        )
    )
    by_dimension = {number: [line for line in leaves if line.kpi.dimension_no == number] for number in DIMENSIONS}
    dimensions = tuple(
        DimensionLine(
            number, DIMENSIONS[number], total(own), total(own, "claimed"), total(own, "certified"),
            contribution(own, province) or ZERO,
        )
        for number, own in by_dimension.items()
    )  # fmt: skip
    files = lists.files(list(AGENCIES), shown)
    effects = [line.effect for line in files]
    return Consolidation(
        registry(lines), period, as_of, province, total(leaves, "claimed"), total(leaves, "certified"),
        months[-2] if len(months) > 1 else None, months, dimensions, lines,
        lists.obligations(leaves, len(shown), as_of), lists.overdue(), lists.coming(), lists.steps(),
        lists.findings(period), files,
        Balance(len(files), {effect: effects.count(effect) for effect in dict.fromkeys(effects)}),
        lists.tidy(leaves, period), evidence=registers.evidence(), handovers=registers.handovers(),
        approvals=registers.approvals(leaves, period), policy=registers.policy(leaves, list(shown), as_of),
    )  # fmt: skip


def registry(lines: Sequence[KpiLine]) -> Registry:
    opdc = {6: date(2013, 4, 30), 9: date(2013, 7, 31), 12: date(2013, 10, 31)}
    settings = Settings("ระยอง", YEAR, roll=RollRule.NEXT, opdc_dates=opdc)
    agencies = tuple(Agency(code, name, short, ALIASES.get(code, ())) for code, (name, short) in AGENCIES.items())
    why = "เปลี่ยนผู้จัดเก็บข้อมูลระหว่างเดือน"
    exemption = Exemption("overdue", "EDU", "1.2", "หัวหน้าสำนักงานจังหวัด", why, date(2013, 3, 31))
    holidays = {date(2013, 10, 23): "วันปิยมหาราช", date(2013, 10, 30): "วันหยุดราชการพิเศษ"}
    return Registry(
        settings, agencies, tuple(line.kpi for line in lines), exemptions=(exemption,), holidays=holidays,
        received=registers.received(), lessons=registers.lessons(),
    )  # fmt: skip


def many_agencies(count: int = 60) -> Consolidation:
    """The mixed province with more agencies, each with a long name and an overdue report."""
    data = consolidation(MIXED)
    extra = [
        Agency(f"X{at:02d}", f"องค์การบริหารส่วนตำบลที่มีชื่อยาวมากแห่งที่ {at} จังหวัดระยอง") for at in range(count - len(AGENCIES))
    ]
    owed = tuple(
        lists.obligation(agency.code, "monthly_progress", month.code, f"90.{at}", month.end, (at * 7 + m) % 11, AS_OF)
        for at, agency in enumerate(extra)
        for m, month in enumerate(YEAR.months()[4:])
    )
    late = tuple(
        replace(data.overdue[0], agency=agency.code, kpi_nos=(f"90.{at}",), days=at + 1)
        for at, agency in enumerate(extra)
    )
    wide = replace(data.registry, agencies=(*data.registry.agencies, *extra))
    return replace(data, registry=wide, obligations=data.obligations + owed, overdue=data.overdue + late)


def archived_of(agency: str) -> str:
    """Where the agency's latest monthly report is archived."""
    return lists.archived(agency, "monthly_progress", "2556-09")
