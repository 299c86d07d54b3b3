"""`score`: score an assumed result by a KPI's own criteria."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import click

from kpi_excel.cli import options
from kpi_excel.cli.app import Session
from kpi_excel.cli.output import envelope, result

if TYPE_CHECKING:
    from kpi_excel.core.scoring.inputs import Input


@click.command("score")
@click.argument("kpi_no", metavar="KPI")
@click.option("--result", "results", multiple=True, required=True, metavar="X",
              help="ผล หรือ ชื่อค่า=ค่า (ซ้ำได้) / a result, or NAME=VALUE (repeatable)")  # fmt: skip
@options.as_json
@click.pass_obj
def command(session: Session, kpi_no: str, results: tuple[str, ...], as_json: bool) -> int:
    """ลองคิดคะแนนของผลที่สมมติ พร้อมวิธีคิด / score an assumed result, with its derivation."""
    from kpi_excel.core.scoring.engine import score_kpi
    from kpi_excel.core.scoring.inputs import inputs_of

    house = session.open()
    kpi = house.registry.kpi(kpi_no.lstrip("Kk"))
    if kpi is None:
        raise click.UsageError(session.say(f"ไม่มีตัวชี้วัด {kpi_no}", f"no KPI {kpi_no}"))
    if not kpi.is_leaf:
        raise click.UsageError(session.say(f"{kpi_no} เป็นกลุ่ม คะแนนมาจากตัวชี้วัดในกลุ่ม", f"{kpi_no} is a group: its score comes from its KPIs"))
    wanted = inputs_of(kpi)
    given = dict(_read(session, item, wanted) for item in _paired(session, results, wanted))
    score = score_kpi(kpi, given)
    if as_json:
        steps = [step.say(session.lang) for step in score.steps]
        envelope("score", session.as_of, [{"kpi_no": kpi.kpi_no, "score": score.value, "result": score.result, "steps": steps,
                                           "problem": score.problem}])  # fmt: skip
        return 0 if score.value is not None else 1
    result(f"{kpi.kpi_no}  {kpi.name}")
    for step in score.steps:
        result(f"    {step.say(session.lang)}")
    if score.value is None:
        missing = [f"{item.key.removeprefix('part:')} ({item.title.say(session.lang)})" for item in wanted if item.key not in given]
        result(session.say("ยังไม่มีคะแนน", "no score") + (session.say("  ยังขาด ", "; missing: ") + ", ".join(missing) if missing else ""))
        return 1
    result(session.say(f"คะแนน {score.value:.4f}", f"score {score.value:.4f}"))
    return 0


def _paired(session: Session, results: tuple[str, ...], wanted: tuple[Input, ...]) -> list[tuple[str, str]]:
    """NAME=VALUE as given; bare values take the inputs in order, also from one list with commas."""
    if len(results) == 1 and "=" not in results[0] and len(wanted) > 1:
        results = tuple(results[0].split(","))
    named = [tuple(item.split("=", 1)) for item in results if "=" in item]
    bare = [item for item in results if "=" not in item]
    taken = {name for name, _ in named}
    free = [item.key for item in wanted if item.key not in taken and item.key.removeprefix("part:") not in taken]
    if len(bare) > len(free):
        names = ", ".join(item.key.removeprefix("part:") for item in wanted)
        raise click.UsageError(session.say(f"ใส่ค่าเกิน ตัวชี้วัดนี้ใช้ {names}", f"too many values: this KPI takes {names}"))
    return [(name, value) for name, value in named] + list(zip(free, bare, strict=False))


def _read(session: Session, pair: tuple[str, str], wanted: tuple[Input, ...]) -> tuple[str, Decimal | bool]:
    from kpi_excel.forms.field_words import NO_WORDS, YES_WORDS
    from kpi_excel.forms.numbers import read_number
    from kpi_excel.forms.thai_text import key_of

    name, text = pair
    asked = next((item for item in wanted if item.key in (name, f"part:{name}")), None)
    if asked is None:
        names = ", ".join(item.key.removeprefix("part:") for item in wanted)
        raise click.UsageError(session.say(f"ไม่มีค่า {name} มีแต่ {names}", f"no input {name}; there are {names}"))
    if asked.kind in ("yes_no", "step"):
        key = key_of(text)
        if key in {"1", *map(key_of, YES_WORDS), key_of("เสร็จ"), key_of("done")}:
            return asked.key, True
        if key in {"0", *map(key_of, NO_WORDS), key_of("ยังไม่เสร็จ")}:
            return asked.key, False
        raise click.UsageError(session.say(f"{text}: ใส่ มี หรือ ไม่มี", f"{text}: yes or no"))
    number = read_number(text).value
    if number is None:
        raise click.UsageError(session.say(f"“{text}” ไม่ใช่ตัวเลข", f"“{text}” is not a number"))
    return asked.key, number
