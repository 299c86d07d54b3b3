"""`verify`: is the archive still what it was?"""

from __future__ import annotations

import click

from kpi_excel.cli import options
from kpi_excel.cli.app import Session
from kpi_excel.cli.exits import CLEAN, FINDINGS, VERIFICATION_FAILED
from kpi_excel.cli.output import envelope, finding_lines, next_step, progress_bar, result
from kpi_excel.core.catalogue import severity_of
from kpi_excel.core.findings import Severity


@click.command("verify")
@options.as_json
@click.pass_obj
def command(session: Session, as_json: bool) -> int:
    """ตรวจ archive ทุกไบต์ และตัดสินทุกไฟล์ใหม่เทียบกับใบรับ / check every byte, judge every file anew."""
    from kpi_excel.stages.verify import count_receipts, verify

    house = session.open(trusting=False)
    with progress_bar(count_receipts(house), session.say("ตรวจ", "verify")) as step:
        checked, findings = verify(house, session.workers, step)
    severities = {severity_of(finding) for finding in findings}
    code = VERIFICATION_FAILED if Severity.ERROR in severities else FINDINGS if Severity.WARNING in severities else CLEAN
    totals = {"files": checked.files, "receipts": checked.receipts, "issued": checked.issued, "outputs": checked.outputs, "closed": checked.closed}
    if as_json:
        envelope("verify", session.as_of, [], findings, totals)
        return code
    for finding in findings:
        for line in finding_lines(finding, session.lang):
            result(line)
    result(session.say(
        f"ตรวจแล้ว: ไฟล์ {checked.files}  ใบรับ {checked.receipts}  แบบที่ออก {checked.issued}  ผลลัพธ์ {checked.outputs}  งวดที่ปิด {checked.closed}",
        f"Checked: {checked.files} file(s), {checked.receipts} receipt(s), {checked.issued} issued form(s), {checked.outputs} output(s), {checked.closed} closed period(s)",
    ))  # fmt: skip
    failed = session.say("ไม่ตรง", "does not agree")
    result({CLEAN: session.say("ตรงทั้งหมด", "all agrees"), FINDINGS: session.say("archive ตรงทั้งหมด มีข้อสังเกต", "the archive agrees; see the remarks")}.get(code, failed))
    if code == VERIFICATION_FAILED:
        next_step(session.lang, session.say("อย่าแก้อะไรใน archive เทียบกับสำเนาสำรอง", "change nothing in archive; compare with a backup"))
    return code
