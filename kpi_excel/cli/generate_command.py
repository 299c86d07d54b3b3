"""`generate`: forms out to agencies."""

from __future__ import annotations

import click

from kpi_excel.cli import options
from kpi_excel.cli.app import Session
from kpi_excel.cli.output import as_of_line, finding_lines, next_step, progress, progress_bar, result

_STATES = {"beside": ("วางไว้ข้าง ๆ", "beside"), "unchanged": ("เหมือนเดิม", "unchanged"), "written": ("เขียนใหม่", "written")}


@click.command("generate")
@click.option("--form", "forms", multiple=True, metavar="F", help="เฉพาะแบบนี้ เช่น monthly_progress (ซ้ำได้) / only this form (repeatable)")
@options.period
@click.option("--agency", "agencies", multiple=True, metavar="A", help="เฉพาะหน่วยงานนี้ รหัสหรือชื่อ (ซ้ำได้) / only this agency, by code or name (repeatable)")
@click.pass_obj
def command(session: Session, forms: tuple[str, ...], period: object, agencies: tuple[str, ...]) -> None:
    """สร้างแบบให้หน่วยงานลงใน outbox/ / write the forms into outbox/."""
    from kpi_excel.core.periods import Period, long_date
    from kpi_excel.stages.generate import GenerateOptions, generate, wanted_forms

    house = session.open()
    assert period is None or isinstance(period, Period)
    progress(as_of_line(session.as_of, session.lang))
    wanted = GenerateOptions(session.as_of, forms, period, agencies, session.lang)
    counts: dict[str, int] = {}
    folders: dict[str, None] = {}
    with progress_bar(len(wanted_forms(house, wanted)), session.say("สร้างแบบ", "forms")) as wanted.progress:
        for made in generate(house, wanted):
            counts[made.published.state.value] = counts.get(made.published.state.value, 0) + 1
            folders[str(made.published.path.parent)] = None
            due = " / ".join(long_date(day, session.lang) for day in sorted(set(made.wanted.dues.values())))
            for finding in made.published.findings:
                for line in finding_lines(finding, session.lang):
                    result(line)
            result(f"[{made.published.state.value}]".ljust(12) + f"{made.wanted.agency:6} {made.wanted.form:17} {made.wanted.period.code:10} "
                   f"{len(made.wanted.kpis)} KPI  {due}")  # fmt: skip
    states = "  ".join(f"{session.say(*_STATES[state])} {count}" for state, count in sorted(counts.items()))
    result(session.say(f"รวม {sum(counts.values())} แบบ: {states}", f"{sum(counts.values())} form(s): {states}"))
    for folder in folders:
        result(f"  {folder}")
    next_step(session.lang, session.say("ส่งไฟล์ให้หน่วยงาน แล้วเมื่อได้คืนให้วางใน inbox/ และสั่ง kpi-excel run",
                                        "send them out; put what comes back into inbox/ and run kpi-excel run"))  # fmt: skip
