"""`diff`: what changed from one period to another."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kpi_excel.cli import options
from kpi_excel.cli.app import Session
from kpi_excel.cli.closed import tell_if_closed
from kpi_excel.cli.exits import CLEAN, FINDINGS
from kpi_excel.cli.output import as_of_line, envelope, next_step, progress, result
from kpi_excel.core.differences_between import Mark

if TYPE_CHECKING:
    from kpi_excel.core.differences_between import Differences, KpiDifference, TotalDifference

_WORDS = {
    Mark.LOST: "[LOST]", Mark.JUMPED: "[JUMP]", Mark.CERTIFICATION_LOST: "[CERT]", Mark.WORSE: "[DOWN]",
    Mark.BETTER: "[UP]  ", Mark.NEW: "[NEW] ", Mark.OTHER: "[NOTE]",
}  # fmt: skip


@click.command("diff")
@click.argument("before", type=options.PeriodCode(), metavar="P1")
@click.argument("after", type=options.PeriodCode(), metavar="P2")
@click.option("--out", "target", type=click.Path(path_type=Path, dir_okay=False), default=None, metavar="FILE.xlsx",
              help="เขียนเป็นสมุดงานด้วย / write it as a workbook too")  # fmt: skip
@options.as_json
@click.pass_obj
def command(session: Session, before: Any, after: Any, target: Path | None, as_json: bool) -> int:
    """อะไรเปลี่ยนไประหว่างสองงวด รายตัวชี้วัด / what changed between two periods, by KPI."""
    from kpi_excel.stages.diff import diff, write_diff

    if target is not None and target.suffix.lower() != ".xlsx":
        raise click.UsageError(session.say("ชื่อไฟล์ของ --out ต้องลงท้ายด้วย .xlsx", "the file of --out must end in .xlsx"))
    house = session.open()
    tell_if_closed(session, house, before, after)
    found = diff(house, before, after, session.as_of)
    if target is not None:
        write_diff(house, found, target, session.as_of, session.lang)
    code = FINDINGS if found.findings else CLEAN
    if as_json:
        out = {} if target is None else {"file": str(target)}
        envelope("diff", session.as_of, map(_kpi_json, found.kpis), found.findings, _totals_json(found) | out)
        return code
    progress(as_of_line(session.as_of, session.lang))
    result(f"{before.label(session.lang)}  ->  {after.label(session.lang)}")
    for total in (found.total, *found.dimensions):
        name = total.name or session.say("คะแนนรวม", "Total score")
        result(f"    {_score(total.before.score)} -> {_score(total.after.score)}  {_change(total.change):7}  {name}")
    for kpi in found.kpis:
        for line in _lines(session, kpi):
            result(line)
    result(session.say(
        f"เปลี่ยน {len(found.kpis)} ตัวชี้วัด  ไม่เปลี่ยน {found.unchanged}  ควรสอบถาม {len(found.findings)} จุด",
        f"{len(found.kpis)} KPIs changed, {found.unchanged} did not, {len(found.findings)} to ask about",
    ))  # fmt: skip
    if target is not None:
        result(session.say(f"สมุดงาน: {target}", f"Workbook: {target}"))
    next_step(session.lang, f"kpi-excel trace {found.kpis[0].kpi.kpi_no}" if found.kpis else "kpi-excel status")
    return code


def _lines(session: Session, kpi: KpiDifference) -> Iterator[str]:
    """A KPI: a word in ASCII, its score, what that does to the total; then what else changed."""
    from kpi_excel.workbooks.differences import other_changes

    then, now = (line.score.value if line else None for line in (kpi.before, kpi.after))
    weighted = session.say("ถ่วงน้ำหนัก", "weighted")
    yield (f"{_WORDS[kpi.marks[0]]} {kpi.kpi.kpi_no:6} {_score(then)} -> {_score(now)}  {_change(kpi.score_change):7}  "
           f"{weighted} {_change(kpi.weighted_change):7}  {kpi.kpi.name}")  # fmt: skip
    told = [words for _, words in other_changes(kpi, session.lang)]
    if told:
        yield f"{'':14}{'  ·  '.join(told)}"


def _kpi_json(kpi: KpiDifference) -> dict[str, Any]:
    return {
        "kpi_no": kpi.kpi.kpi_no, "changed": kpi.changed, "jumps": kpi.jumps, "marks": kpi.marks, "score_change": kpi.score_change,
        "weighted_change": kpi.weighted_change,
    } | {
        side: None if line is None else {
            "state": line.state.value, "result": line.score.result, "score": line.score.value, "weight": line.weight,
            "plan_state": line.plan_state.value, "certification": line.certification.value, "certified": line.certified,
        }
        for side, line in (("before", kpi.before), ("after", kpi.after))
    }  # fmt: skip


def _totals_json(found: Differences) -> dict[str, Any]:
    def sides(total: TotalDifference) -> dict[str, Any]:
        return {"before": total.before.score, "after": total.after.score, "change": total.change}

    return {
        "before": found.before.code, "after": found.after.code, "total": sides(found.total),
        "certified": sides(found.certified), "unchanged": found.unchanged,
        "dimensions": [{"number": one.number, "name": one.name, **sides(one)} for one in found.dimensions],
    }  # fmt: skip


def _score(score: Decimal | None) -> str:
    return "–".center(6) if score is None else f"{score:.4f}"


def _change(change: Decimal | None) -> str:
    """A missing change is not a change of zero."""
    return "–".center(7) if change is None else f"{change:+.4f}" if change else "="
