"""`trace`: where a KPI's number came from."""

from __future__ import annotations

import click

from kpi_excel.cli import options
from kpi_excel.cli.app import Session
from kpi_excel.cli.output import as_of_line, envelope, progress, result


@click.command("trace")
@click.argument("kpi_no", metavar="KPI")
@options.period
@options.as_json
@click.pass_obj
def command(session: Session, kpi_no: str, period: object, as_json: bool) -> int:
    """ตัวเลขของตัวชี้วัดมาจากไฟล์ใด ช่องใด / the file and cell behind a KPI's number."""
    from kpi_excel.core.periods import Period, short_date
    from kpi_excel.core.tracing import trace
    from kpi_excel.stages.consolidate import latest_period, look

    house = session.open()
    assert period is None or isinstance(period, Period)
    wanted = period or latest_period(house, session.as_of)
    found = trace(look(house, wanted, session.as_of), kpi_no.lstrip("Kk"))
    if found is None:
        raise click.UsageError(session.say(f"ไม่มีตัวชี้วัด {kpi_no}", f"no KPI {kpi_no}"))
    steps = [step.say(session.lang) for step in found.steps]
    rows = [
        {"kpi_no": found.line.kpi.kpi_no, "input": key, "value": found.line.inputs[key][0], "score": found.score, "steps": steps,
         "file": source.archived, "sheet": source.sheet, "cell": source.cell, "sha256": source.sha256,
         "received_on": source.received_on}
        for key, source in found.sources
    ] or [{"kpi_no": found.line.kpi.kpi_no, "input": "", "value": found.value, "score": found.score, "steps": steps,
           "file": "", "sheet": "", "cell": "", "sha256": "", "received_on": None}]  # fmt: skip
    if as_json:
        envelope("trace", session.as_of, rows, (), {"period": wanted.code, "state": found.line.state.value, "score": found.score})
        return 0
    progress(as_of_line(session.as_of, session.lang))
    score = "–" if found.score is None else f"{found.score:.4f}"
    result(f"{found.line.kpi.kpi_no}  {found.line.kpi.name}")
    result(session.say(f"คะแนน {score}  ({wanted.label()})", f"score {score}  ({wanted.label('en')})"))
    for step in steps:
        result(f"    {step}")
    if found.line.note is not None:
        result(f"    {found.line.note.say(session.lang)}")
    for key, source in found.sources:
        day = short_date(source.received_on, session.lang) if source.received_on else ""
        result(f"  {key} = {found.line.inputs[key][0]}  <-  {source.archived}  {source.sheet}!{source.cell}")
        result(f"        sha256 {source.sha256[:16]}…  {session.say('รับ', 'received')} {day}")
    for revision in found.history[1:6]:
        values = ", ".join(f"{key} {value.typed}" for row in revision.record.rows for key, value in row.values.items() if key in found.line.inputs)
        result(session.say("  ก่อนหน้า: ", "  earlier: ") + f"{revision.key.period}  {values}  ({revision.receipt.archived})")
    return 0


