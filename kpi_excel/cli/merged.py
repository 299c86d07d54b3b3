"""What `merge` and `run` print about a consolidated workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kpi_excel.cli.app import Session
from kpi_excel.cli.exits import CLEAN, FINDINGS, VERIFICATION_FAILED
from kpi_excel.cli.files import print_file
from kpi_excel.cli.output import envelope, next_step, print_findings, result
from kpi_excel.core.catalogue import severity_of
from kpi_excel.core.findings import Severity

if TYPE_CHECKING:
    from kpi_excel.stages.consolidate import Merged


def print_merged(session: Session, merged: Merged, as_json: bool) -> int:
    """Total, weight covered, worst case, what is overdue, where the workbook is; exit code 1 where anything is open, 5 where the
    archive is not whole."""
    told_of = merged.summary
    told = [finding for finding in merged.told if severity_of(finding) is not Severity.NOTE]
    code = FINDINGS if told_of.overdue or told_of.loud or merged.reviews.notes or told else CLEAN
    code = VERIFICATION_FAILED if merged.damaged else code
    path = str(merged.published.path)
    if as_json:
        _print_json(session, merged, path)
        return code
    score, worst = told_of.score or session.say("ยังไม่มีคะแนน", "no score yet"), told_of.worst_case or "–"
    result(session.say(
        f"คะแนนรวม {score}  น้ำหนักที่รายงาน {told_of.covered} จาก {told_of.weight}  กรณีต่ำสุด {worst}",
        f"Total score {score}  weight covered {told_of.covered} of {told_of.weight}  worst case {worst}",
    ))  # fmt: skip
    whole = session.say("archive ไม่ครบ ดูด้านล่าง", "the archive is not whole, see below") if merged.damaged else session.say("ครบทุกไฟล์", "all accounted for")
    result(session.say(
        f"เลยกำหนด {told_of.overdue} รายการ  ข้อค้นพบ {told_of.findings}  ไฟล์ {told_of.files} ({whole})",
        f"Overdue {told_of.overdue}  findings {told_of.findings}  files {told_of.files} ({whole})",
    ))  # fmt: skip
    if counts := told_of.evidence:
        result(session.say(
            "ไฟล์หลักฐาน ระบุ {named}  ไม่พบ {missing}  อยู่ในโฟลเดอร์แต่ไม่มีแถวใดระบุ {unnamed}".format_map(counts),
            "Evidence files named {named}  not found {missing}  in the folder but named by no row {unnamed}".format_map(counts),
        ))  # fmt: skip
    for item in merged.reviews.items:
        print_file(item, session.lang)
    amended = merged.amended.findings if merged.amended else ()
    print_findings((*merged.damaged, *merged.told, *merged.reviews.notes, *merged.published.findings, *amended), session.lang)
    result(f"[{merged.published.state.value}] {path}")
    if merged.amended:
        result(f"[{merged.amended.state.value}] {merged.amended.path}")
    if merged.closed_now and (closing := merged.closing):
        result(session.say(
            f"[CLOSED] ปิด {closing.period} แล้ว  ลายนิ้วมือ {closing.digest[:16]} (จดลงรายงานการประชุมได้)",
            f"[CLOSED] {closing.period} is closed; fingerprint {closing.digest[:16]} (for the minutes)",
        ))  # fmt: skip
    next_step(session.lang, session.say("เปิดสมุดงาน เริ่มที่แผ่น “สรุป”", "open the workbook at its first sheet"))
    return code


def _print_json(session: Session, merged: Merged, path: str) -> None:
    data, total = merged.consolidation, merged.consolidation.total
    totals = {
        "period": data.period.code, "score": total.score, "weight_covered": total.covered, "weight": total.weight,
        "worst_case": total.worst_case, "overdue": len(data.overdue), "findings": len(data.findings),
        "files": data.balance.files, "evidence": merged.summary.evidence, "reviews": len(merged.reviews.items), "path": path,
        "state": merged.published.state.value, "closed": _closing_json(merged),
    }  # fmt: skip
    items = ({"kpi_no": line.kpi.kpi_no, "state": line.state.value, "score": line.score.value, "weight": line.weight}
             for line in data.lines)  # fmt: skip
    findings = [*merged.damaged, *merged.told, *merged.reviews.notes, *merged.published.findings, *(line.finding for line in data.findings)]
    envelope("merge", session.as_of, items, findings, totals)


def _closing_json(merged: Merged) -> dict[str, Any] | None:
    closing, amendments = merged.closing, merged.amendments
    return None if closing is None else {
        "closed_on": closing.closed_on, "digest": closing.digest, "workbook": closing.workbook.sha256,
        "amendments": amendments.count if amendments else 0,
        "amendments_path": str(merged.amended.path) if merged.amended else None,
    }  # fmt: skip
