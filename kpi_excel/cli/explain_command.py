"""`explain`: what a finding code means."""

from __future__ import annotations

import difflib

import click

from kpi_excel.cli import options
from kpi_excel.cli.app import Session
from kpi_excel.cli.output import SEVERITIES, envelope, result
from kpi_excel.core.catalogue import CATALOGUE
from kpi_excel.core.findings import Finding, Place, describe

_ANY = Finding("", Place("…", "…", "…", "…", "…"), "…", "…")


@click.command("explain")
@click.argument("code", metavar="[CODE]", required=False, default="")
@options.as_json
@click.pass_obj
def command(session: Session, code: str, as_json: bool) -> int:
    """รหัสข้อสังเกตหมายถึงอะไร แก้อย่างไร (ไม่ใส่รหัส: ทั้งหมด) / what a code means (without CODE: all)."""
    if code and code not in CATALOGUE:
        near = " · ".join(difflib.get_close_matches(code, CATALOGUE, 3, 0.5))
        hint = f"  ({near} ?)" if near else ""
        raise click.UsageError(session.say(f"ไม่มีรหัส {code}", f"no code {code}") + hint)
    codes = [code] if code else sorted(CATALOGUE)
    if as_json:
        envelope("explain", session.as_of, (
            {"code": c, "severity": CATALOGUE[c].severity.value, "message": CATALOGUE[c].message._asdict(),
             "remedy": CATALOGUE[c].remedy._asdict(), "example": CATALOGUE[c].example._asdict()} for c in codes))  # fmt: skip
        return 0
    for each in codes:
        rule = CATALOGUE[each]
        word = SEVERITIES[rule.severity][session.lang == "en"]
        result(f"{each}  [{word}]")
        result(f"    {describe(_ANY, rule.message, session.lang)}")
        result(f"    {session.say('วิธีแก้', 'Do')}: {describe(_ANY, rule.remedy, session.lang)}")
        if rule.example.say(session.lang):
            result(f"    {session.say('ตัวอย่าง', 'Example')}: {rule.example.say(session.lang)}")
    return 0
