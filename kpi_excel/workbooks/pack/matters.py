"""What a meeting is asked to decide: each matter with its facts and who does what by when, computed from the data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kpi_excel.core.consolidation import Certification, KpiLine, Overdue, ResultState
from kpi_excel.core.text import Text
from kpi_excel.workbooks.consolidated.context import Context
from kpi_excel.workbooks.consolidated.decisions import (
    DAYS_FOR_MEASURES,
    DAYS_TO_SEND,
    closing_round,
    handin_date,
    working_day,
)
from kpi_excel.workbooks.consolidated.figures import change_text, plain, score_text
from kpi_excel.workbooks.consolidated.summary_grid import below_standard
from kpi_excel.workbooks.consolidated.words import late
from kpi_excel.workbooks.pack.attention import behind_plan, wants_help

_MOST_ITEMS = 4
"""Overdue items named of one agency; the rest stands on the overdue list."""

_ACTS = {
    "submission": (Text("ส่งรายงานที่ค้าง", "send the overdue reports"), DAYS_TO_SEND),
    "correction": (Text("ส่งฉบับแก้ไข", "send the corrections"), DAYS_TO_SEND),
    "step": (Text("เร่งขั้นตอนที่เลยกำหนด", "finish the overdue steps"), DAYS_FOR_MEASURES),
}
"""What an agency is asked for, by the kind of what is overdue."""


@dataclass(frozen=True, slots=True)
class Matter:
    what: str
    facts: str
    wanted: str


def matters(context: Context) -> tuple[Matter, ...]:
    """The province's own first, then what hosts ask for, then what is asked of hosts, worst first in each."""
    makers = (_hand_in(context), _help(context), _measures(context), _overdue(context), _certify(context))
    return tuple(matter for made in makers for matter in made)


def _hand_in(context: Context) -> Iterator[Matter]:
    day, months, total = handin_date(context), closing_round(context), context.data.total
    if day is None or total.score is None:
        return
    covered, score = f"{plain(total.covered)}/{plain(total.weight)}", score_text(total.score)
    yield Matter(
        context.pick(f"รายงานการประเมินผลตนเองรอบ {months} เดือน", f"Self-assessment report, {months} months"),
        context.pick(f"คะแนนรวม {score} น้ำหนักที่รายงานแล้ว {covered}", f"Total score {score}, weight reported {covered}"),
        context.pick(f"เห็นชอบ และลงนามนำส่งสำนักงาน ก.พ.ร. ภายใน {context.day(day)}",
                     f"Approve it and sign the letter to OPDC by {context.day(day)}"),
    )  # fmt: skip


def _help(context: Context) -> Iterator[Matter]:
    for line in sorted(filter(wants_help, context.leaves), key=lambda line: -line.gain_to_standard):
        said = [" ".join(line.words.get(key, "").split()) for key in ("problem", "measure")]
        wanted = context.pick("พิจารณามอบหมายหน่วยงานช่วย", "Say who is to help")
        if said[1]:
            wanted += context.pick(f" ตามมาตรการของเจ้าภาพ: {said[1]}", f", by the host's measure: {said[1]}")
        yield Matter(_about(context, line, context.pick("ขอให้ช่วย", "asks for help")), said[0], wanted)


def _measures(context: Context) -> Iterator[Matter]:
    """Behind plan, or holding the total down most, and no word of what will be done about it."""
    lines = {line.kpi.kpi_no: line for line in (*behind_plan(context), *below_standard(context)[:1])}
    by = working_day(context, DAYS_FOR_MEASURES)
    for line in lines.values():
        if not line.words.get("measure", "").strip() and not wants_help(line):
            yield Matter(
                _about(context, line, context.pick("ยังไม่มีมาตรการ", "no measure yet")), _standing(context, line),
                context.pick(f"ให้เจ้าภาพเสนอมาตรการเร่งรัดภายใน {by}", f"The host to propose measures by {by}"),
            )  # fmt: skip


def _overdue(context: Context) -> Iterator[Matter]:
    """One matter for agencies that owe the same, else one per agency: one person is called about all of it."""
    same: dict[tuple[str, str, int], list[str]] = {}
    for agency, items in _by_agency(item for item in context.data.overdue if item.kind in _ACTS):
        named = [f"{context.say(item.what)} ({context.say(late(item.days))})" for item in items[:_MOST_ITEMS]]
        if more := len(items) - len(named):
            named.append(context.pick(f"และอีก {more} รายการ ในแผ่น ค้างส่ง", f"and {more} more on the sheet Overdue"))
        key = ("\n".join(named), _asked_for(context, items), len(items))
        same.setdefault(key, []).append(context.agency(agency))
    for (facts, wanted, count), agencies in same.items():
        who = ", ".join(agencies)
        yield Matter(context.pick(f"{who} ค้าง {count} รายการ", f"{who}: {count} items overdue"), facts, wanted)


def _asked_for(context: Context, items: list[Overdue]) -> str:
    kinds = [kind for kind in _ACTS if any(item.kind == kind for item in items)]
    acts = context.pick(" และ", " and ").join(context.say(_ACTS[kind][0]) for kind in kinds)
    by = working_day(context, max(_ACTS[kind][1] for kind in kinds))
    return context.pick(f"ให้{acts} ภายใน {by}", f"To {acts} by {by}")


def _certify(context: Context) -> Iterator[Matter]:
    waiting = [
        line.kpi.kpi_no for line in context.leaves
        if line.state is ResultState.REPORTED and line.score.value is not None and line.weight
        and line.certification not in (Certification.CERTIFIED, Certification.AMENDED)
    ]  # fmt: skip
    if waiting and closing_round(context):
        by = working_day(context, DAYS_FOR_MEASURES)
        yield Matter(
            context.pick(f"คะแนนที่ยังไม่รับรอง {len(waiting)} ตัวชี้วัด", f"{len(waiting)} scores not certified"),
            context.pick("ตัวชี้วัด ", "KPI ") + ", ".join(waiting),
            context.pick(f"ให้ที่ปรึกษาและเจ้าภาพทวนสอบให้ครบภายใน {by}", f"Consultant and hosts to review them by {by}"),
        )


def _by_agency(items: Iterable[Overdue]) -> list[tuple[str, list[Overdue]]]:
    """The agency that is latest first, its latest item first."""
    heaps: dict[str, list[Overdue]] = {}
    for item in sorted(items, key=lambda item: -item.days):
        heaps.setdefault(item.agency, []).append(item)
    return list(heaps.items())


def _about(context: Context, line: KpiLine, what: str) -> str:
    number, who = line.kpi.kpi_no, context.agency(line.agency)
    return context.pick(f"ตัวชี้วัด {number} {what}\n{who}", f"KPI {number} {what}\n{who}")


def _standing(context: Context, line: KpiLine) -> str:
    """Score, plan and what reaching the standard would add."""
    said = []
    if line.score.value is not None:
        said.append(context.pick(f"คะแนน {score_text(line.score.value)}", f"score {score_text(line.score.value)}"))
    if line.plan is not None:
        said.append(context.pick(f"แผน {score_text(line.plan)}", f"plan {score_text(line.plan)}"))
    if line.gain_to_standard:
        gain = change_text(line.gain_to_standard)
        said.append(context.pick(f"ถ้าถึงระดับ 3 คะแนนรวม {gain}", f"at level 3 the total gains {gain}"))
    return f"{line.kpi.name}\n{'  '.join(said)}"
