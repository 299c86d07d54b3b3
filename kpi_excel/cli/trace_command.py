"""`trace`: where a KPI's number came from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from kpi_excel.cli import options
from kpi_excel.cli.app import Session
from kpi_excel.cli.closed import tell_if_closed
from kpi_excel.cli.exits import CLEAN, VERIFICATION_FAILED
from kpi_excel.cli.output import as_of_line, envelope, next_step, print_findings, progress, result

if TYPE_CHECKING:
    from kpi_excel.core.consolidation import Consolidation
    from kpi_excel.core.revisions import Revision
    from kpi_excel.core.tracing import Trace


@click.command("trace")
@click.argument("kpi_no", metavar="KPI")
@options.period
@options.as_json
@click.pass_obj
def command(session: Session, kpi_no: str, period: object, as_json: bool) -> int:
    """ตัวเลขของตัวชี้วัดมาจากไฟล์ใด ช่องใด / the file and cell behind a KPI's number."""
    from kpi_excel.core.periods import Period
    from kpi_excel.core.tracing import trace
    from kpi_excel.stages.consolidate import latest_period, look
    from kpi_excel.stages.origins import check_origins

    house = session.open()
    assert period is None or isinstance(period, Period)
    wanted = period or latest_period(house, session.as_of)
    tell_if_closed(session, house, wanted)
    data = look(house, wanted, session.as_of)
    found = trace(data, kpi_no.lstrip("Kk"))
    if found is None:
        raise click.UsageError(session.say(f"ไม่มีตัวชี้วัด {kpi_no}", f"no KPI {kpi_no}"))
    broken = check_origins(house, found)
    code = VERIFICATION_FAILED if broken else CLEAN
    if as_json:
        totals = {"period": wanted.code, "state": found.line.state.value, "score": found.score}
        envelope("trace", session.as_of, _items(found, session.lang), broken, totals)
        return code
    progress(as_of_line(session.as_of, session.lang))
    score = "–" if found.score is None else f"{found.score:.4f}"
    result(f"{found.line.kpi.kpi_no}  {found.line.kpi.name}")
    result(session.say(f"คะแนน {score}  ({wanted.label()})", f"score {score}  ({wanted.label('en')})"))
    steps = [step.say(session.lang) for step in found.steps]
    note = found.line.note.say(session.lang) if found.line.note is not None else ""
    for step in [*steps, *filter(None, [note]), *_children(session, data, found)]:
        result(f"    {step}")
    _print_sources(session, found)
    print_findings(broken, session.lang)
    if found.line.kpi.is_leaf:
        next_step(session.lang, f"kpi-excel score {found.line.kpi.kpi_no} --result …")
    return code


def _items(found: Trace, lang: str) -> list[dict[str, Any]]:
    """One item per raw input with its cell (design.md §12); one without a cell where nothing was reported."""
    steps = [step.say(lang) for step in found.steps]
    whole = {"kpi_no": found.line.kpi.kpi_no, "input": "", "value": found.value, "score": found.score, "steps": steps,
             "file": "", "sheet": "", "cell": "", "sha256": "", "received_on": None}  # fmt: skip
    return [
        whole | {"input": key, "value": found.line.inputs[key][0], "file": source.archived, "sheet": source.sheet,
                 "cell": source.cell, "sha256": source.sha256, "received_on": source.received_on}
        for key, source in found.sources
    ] or [whole]  # fmt: skip


def _children(session: Session, data: Consolidation, found: Trace) -> list[str]:
    """What a group's score is made of."""
    own = [line for line in data.lines if line.kpi.parent_no == found.line.kpi.kpi_no]
    return [
        session.say(f"{line.kpi.kpi_no}  น้ำหนัก {line.weight}  คะแนน ", f"{line.kpi.kpi_no}  weight {line.weight}  score ")
        + ("–" if line.score.value is None else f"{line.score.value:.4f}")
        for line in own
    ]  # fmt: skip


def _print_sources(session: Session, found: Trace) -> None:
    """The archived cells, file by file, then what was reported before."""
    from kpi_excel.core.periods import short_date

    titles = _titles(session, found)
    files: dict[tuple[str, str, Any], list[str]] = {}
    for key, source in found.sources:
        cell = f"{source.sheet}!{source.cell}"
        said = f"{cell:24} {titles.get(key, key)} = {_shown(session, found.line.inputs[key][0])}"
        files.setdefault((source.archived, source.sha256, source.received_on), []).append(said)
    for (archived, sha256, received_on), cells in files.items():
        day = short_date(received_on, session.lang) if received_on else ""
        result(f"  archive/{archived}  {session.say('รับ', 'received')} {day}  sha256 {sha256[:16]}…")
        for said in cells:
            result(f"      {said}")
    current = {source.sha256 for _, source in found.sources}
    earlier = [revision for revision in found.history if revision.receipt.sha256 not in current]
    if earlier:
        result(session.say("  รายงานก่อนหน้า", "  Earlier reports"))
    for revision in earlier[:5]:
        uncounted = session.say("  (ไม่นับ รอแก้ไข)", "  (not counted, awaits correction)") if revision.record.awaiting else ""
        said = f"{revision.key.period}  {_said_before(revision, titles)}{uncounted}"
        result(f"      {said}  archive/{revision.receipt.archived}")


def _titles(session: Session, found: Trace) -> Mapping[str, str]:
    from kpi_excel.core.scoring.inputs import inputs_of

    titles = {wanted.key: wanted.title.say(session.lang) for wanted in inputs_of(found.line.kpi)}
    return {"result": session.say("ผล", "result")} | titles


def _said_before(revision: Revision, titles: Mapping[str, str]) -> str:
    values = revision.record.rows[0].values if revision.record.rows else {}
    return ", ".join(f"{title} {values[key].typed}" for key, title in titles.items() if key in values and values[key].typed)


def _shown(session: Session, value: object) -> str:
    """A reported value in words."""
    from kpi_excel.core.scoring.arithmetic import shown
    from kpi_excel.core.submission import Word
    from kpi_excel.forms.field_words import WORD_TEXTS

    if isinstance(value, Word):
        return WORD_TEXTS[value].say(session.lang)
    if isinstance(value, bool):
        return session.say("ใช่ (มี/เสร็จ)", "yes") if value else session.say("ไม่ (ไม่มี/ยังไม่เสร็จ)", "no")
    return value if isinstance(value, str) else shown(value)  # type: ignore[arg-type]
