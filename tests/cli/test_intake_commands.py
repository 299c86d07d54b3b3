"""ingest, validate, assign, run: what comes back from the agencies."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kpi_excel.cli.files import exit_code_of, file_json, findings_of, next_after, totals_of
from kpi_excel.workbooks.officials import FilledForm
from tests.cli.conftest import Console
from tests.stages.desk import FILED, MONTHLY, Desk, day, tree

ITEM = {"file", "sha256", "verdict", "code", "agency", "form", "period"}
TEXT = "ข้อความ".encode()


def confused(desk: Desk) -> bytes:
    """A form of DPM under another agency's name."""
    form = desk.filled("DPM")
    form.replace_text({"สำนักงานป้องกันและบรรเทาสาธารณภัยจังหวัดระยอง": "สำนักงานแรงงานจังหวัดระยอง"})
    return form.save(day("2013-02-18"))


@pytest.fixture
def at(desk: Desk) -> list[str]:
    return ["--workspace", str(desk.root), "--as-of", "2556-02-20"]


def test_ingest__clean_files_exit_0(console: Console, desk: Desk, at: list[str]) -> None:
    desk.drop("ก.xlsx", desk.filled("DPM"))
    said = console(*at, "ingest")

    assert said.code == 0
    assert said.out.splitlines() == ["[OK]   DPM    monthly_progress  2556-02    ก.xlsx", "1 ไฟล์: รับแล้ว 1"]
    assert said.err.splitlines() == ["ณ วันที่ 20 ก.พ. 2556 (2013-02-20)", "ทำต่อ: kpi-excel merge"]


def test_ingest__nothing_there(console: Console, at: list[str]) -> None:
    said = console(*at, "ingest")

    assert (said.code, said.out) == (0, "0 ไฟล์: –\n")
    assert console(*at, "ingest", "--json").json["items"] == []


def test_ingest__every_verdict_has_its_ascii_word(console: Console, desk: Desk, at: list[str]) -> None:
    desk.drop("1.xlsx", desk.filled("LAB"))
    desk.drop("2.xlsx", desk.filled("DPM", typed={"results K3.2.2 result": "12.1 คน"}))
    desk.drop("3.xlsx", desk.form("IND"))
    desk.drop("4.xlsx", confused(desk))
    desk.drop("5.xlsx", desk.filled("LAB"))
    desk.drop("6.xlsx", TEXT)
    desk.drop("7.xlsx", desk.filled("CDD"))
    desk.drop("~$7.xlsx", b"x")
    said = console(*at, "ingest", "--lang", "en")

    words = {line.split()[-1] if "(" not in line else line.split("  (")[0].split()[-1]: line.split()[0]
             for line in said.out.splitlines() if line.startswith("[")}  # fmt: skip
    assert words == {"1.xlsx": "[OK]", "2.xlsx": "[PART]", "3.xlsx": "[BACK]", "4.xlsx": "[HELD]", "5.xlsx": "[DUP]",
                     "6.xlsx": "[BAD]", "7.xlsx": "[WAIT]"}  # fmt: skip
    assert said.code == 3
    assert "accepted 1  accepted in part 1  returned 1  held 1  duplicate 1  refused 1  waiting 1" in said.out
    assert 'kpi-excel assign "4.xlsx" --agency … --form … --period …' in said.out
    assert said.err.splitlines()[-1].startswith('Next: kpi-excel assign "4.xlsx"')
    assert said.out.count("feedback: ") == 3
    assert "7.xlsx is open in a spreadsheet program" in said.out and "(inbox-file-open)" in said.out


def test_ingest_json__one_item_per_file_and_every_finding_with_its_file(console: Console, desk: Desk, at: list[str]) -> None:
    desk.drop("ก.xlsx", desk.filled("DPM", typed={"results K3.2.2 result": "12.1 คน"}))
    desk.drop("ข.xlsx", TEXT)
    said = console(*at, "ingest", "--json")

    assert said.code == 3
    assert said.out.isascii()
    assert (said.json["schema"], said.json["as_of"]) == ("kpi_excel.ingest/1", "2013-02-20")
    first, second = said.json["items"]
    assert first.keys() >= ITEM and second.keys() >= ITEM
    assert (first["file"], first["verdict"], first["agency"], first["form"], first["period"]) == (
        "ก.xlsx", "accepted-in-part", "DPM", MONTHLY, "2556-02",
    )  # fmt: skip
    assert (second["verdict"], second["code"], second["agency"]) == ("refused", "file-is-text", "")
    assert {(f["file"], f["code"], f["cell"], f["kpi_no"]) for f in said.json["findings"]} == {
        ("ก.xlsx", "value-not-a-number", "G12", "3.2.2"), ("ข.xlsx", "file-is-text", "", ""),
    }  # fmt: skip
    assert said.json["totals"] | {"files": 2, "accepted-in-part": 1, "refused": 1, "feedback": 2} == said.json["totals"]


@pytest.mark.parametrize(
    ("name", "code"), [("part", 1), ("held", 1), ("refused", 3), ("returned", 1), ("duplicate", 0), ("warning", 1), ("note", 0)]
)
def test_ingest__exit_codes(console: Console, desk: Desk, at: list[str], name: str, code: int) -> None:
    files: dict[str, Callable[[], FilledForm | bytes]] = {
        "part": lambda: desk.filled("DPM", typed={"results K3.2.2 result": "12.1 คน"}), "held": lambda: confused(desk),
        "refused": lambda: TEXT, "returned": lambda: desk.form("DPM"), "duplicate": lambda: desk.filled("DPM"),
        "warning": lambda: desk.filled("DPM", typed={"results K3.2.3 result": 262}),
        "note": lambda: desk.filled("DPM", typed={"results K3.2.2 result": "๑๒.๑"}),
    }  # fmt: skip
    if name == "duplicate":
        desk.drop("ก.xlsx", files[name]())
        assert console(*at, "ingest").code == 0
    desk.drop("ข.xlsx", files[name]())

    assert console(*at, "ingest").code == code


def test_ingest__feedback_that_was_answered_is_taken_back_and_told(console: Console, desk: Desk, at: list[str]) -> None:
    desk.drop("ก.xlsx", desk.filled("DPM", typed={"results K3.2.2 result": "12.1 คน"}))
    assert "ถอนไฟล์ตอบกลับ" not in console(*at, "ingest").out
    (path,) = desk.path("feedback").glob("DPM_*.xlsx")
    desk.drop("ข.xlsx", desk.filled("DPM"))
    said = console(*at, "ingest")

    assert said.code == 0 and f"ไม่มีอะไรต้องแก้แล้ว ถอนไฟล์ตอบกลับ: {path}" in said.out
    assert not path.exists()


def test_what_is_kept_of_a_file_until_the_end__says_all_that_is_told_then(desk: Desk) -> None:
    desk.drop("ก.xlsx", desk.filled("DPM", typed={"results K3.2.2 result": "12.1 คน"}))
    desk.drop("ข.xlsx", confused(desk))
    desk.drop("ค.xlsx", TEXT)
    items = desk.take("2013-02-18")
    brief = [item.in_brief() for item in items]

    for tell in (findings_of, totals_of, exit_code_of, lambda some: next_after(some, ""), lambda some: [*map(file_json, some)]):
        assert tell(brief) == tell(items)
    assert next_after(brief, "") and not any(item.receipt for item in brief)
    assert not any(record.rows for item in brief for record in item.judgement.records)


def test_ingest_dry_run__writes_nothing(console: Console, desk: Desk, at: list[str]) -> None:
    desk.drop("ก.xlsx", desk.filled("DPM"))
    before = tree(desk.root)
    said = console(*at, "ingest", "--dry-run")

    assert said.code == 0 and "ยังไม่ได้เขียนไฟล์ใด" in said.out and "ทำต่อ: kpi-excel ingest" in said.err
    assert tree(desk.root) == before


def test_ingest_received_on__is_kept_and_a_day_to_come_is_refused(console: Console, desk: Desk, at: list[str]) -> None:
    desk.drop("ก.xlsx", desk.filled("DPM"))
    before = tree(desk.root)
    said = console(*at, "ingest", "--received-on", "2557-02-19")
    assert (said.code, said.out) == (2, "") and "[received-in-future]" in said.err and "19 ก.พ. 2557" in said.err
    assert tree(desk.root) == before

    assert console(*at, "ingest", "--received-on", "19/2/2556").code == 0
    (receipt,) = desk.receipts()
    assert receipt.received_on == day("2013-02-19")


def test_ingest_again__lists_only_what_changed(console: Console, desk: Desk, at: list[str]) -> None:
    desk.drop("ก.xlsx", desk.filled("DPM"))
    console(*at, "ingest")

    assert console(*at, "ingest", "--again").out == "0 ไฟล์: –\n"


def test_ingest_files__that_do_not_exist(console: Console, at: list[str]) -> None:
    said = console(*at, "ingest", "ไม่มี.xlsx")

    assert (said.code, said.out) == (2, "") and "[path-missing]" in said.err


def test_ingest__many_findings_are_cut_and_say_so(console: Console, desk: Desk, at: list[str]) -> None:
    plan = desk.filled("DPM", "2556-plan", "action_plan")
    for code, row in plan.rows(plan.book["แผนปฏิบัติการ"], "plan").items():
        if code.startswith("P"):
            row["start"].value = row["finish"].value = "สิ้นเดือน"
    desk.drop("แผน.xlsx", plan)
    said = console(*at, "ingest")

    assert said.out.count("(value-not-a-date)") == 12
    assert "… อีก 8 จุด ดูในไฟล์ตอบกลับ" in said.out
    assert "(ต้องแก้ 20)" in said.out


def test_validate__touches_nothing(console: Console, desk: Desk, at: list[str], tmp_path: Path) -> None:
    good, bad = tmp_path / "ดี.xlsx", tmp_path / "เสีย.xlsx"
    good.write_bytes(desk.filled("DPM").save(day("2013-02-18")))
    bad.write_bytes(TEXT)
    before = tree(desk.root)

    assert console(*at, "validate", good).code == 0
    said = console(*at, "validate", good, bad)
    assert said.code == 3 and "2 ไฟล์: รับแล้ว 1  อ่านไม่ได้ 1" in said.out
    found = console(*at, "validate", good, bad, "--json").json
    assert found["schema"] == "kpi_excel.validate/1" and {item["file"] for item in found["items"]} == {"ดี.xlsx", "เสีย.xlsx"}
    assert tree(desk.root) == before
    assert console(*at, "validate", tmp_path / "ไม่มี.xlsx").code == 2


def test_validate__a_folder_is_every_file_in_it(console: Console, desk: Desk, at: list[str]) -> None:
    desk.drop("ก.xlsx", desk.filled("DPM"))
    desk.drop("ใน/เสีย.xlsx", TEXT)
    before = tree(desk.root)
    said = console(*at, "validate", desk.root / "inbox")

    assert said.code == 3 and said.out.splitlines()[0].endswith("ก.xlsx") and "ใน/เสีย.xlsx" in said.out
    assert "2 ไฟล์: รับแล้ว 1  อ่านไม่ได้ 1" in said.out and tree(desk.root) == before


def test_ingest__a_folder_that_lies_elsewhere_is_left_as_it_was(
    console: Console, desk: Desk, at: list[str], tmp_path: Path
) -> None:
    (tmp_path / "มา").mkdir()
    path = tmp_path / "มา" / "ก.xlsx"
    path.write_bytes(desk.filled("DPM").save(day("2013-02-18")))
    said = console(*at, "ingest", tmp_path / "มา")

    assert (said.code, said.out.splitlines()[-1]) == (0, "1 ไฟล์: รับแล้ว 1")
    assert path.exists() and len(desk.receipts()) == 1


def test_assign__a_folder_is_called_a_folder(console: Console, desk: Desk, at: list[str]) -> None:
    said = console(*at, "assign", desk.root / "inbox", "--dismiss", "--why", "x")

    assert said.code == 2 and "[path-is-folder]" in said.err and "ทางลัด" not in said.err


def test_assign__decides_and_names_the_next_step(console: Console, desk: Desk, at: list[str]) -> None:
    desk.drop("ใคร.xlsx", confused(desk))
    assert console(*at, "ingest").code == 1
    said = console(*at, "assign", "ใคร.xlsx", "--agency", "ปภ.", "--form", MONTHLY, "--period", "2556-02", "--by", "ปรีชา")

    assert said.code == 0
    assert said.out.startswith("[OK]   DPM    monthly_progress  2556-02    ใคร.xlsx")
    assert said.err == "ทำต่อ: kpi-excel run\n"
    assert {receipt.decided_by for receipt in desk.receipts()} == {"", "ปรีชา"}
    again = console(*at, "assign", "ใคร.xlsx", "--agency", "DPM", "--form", MONTHLY, "--period", "2556-02")
    assert again.code == 2 and "[path-missing]" in again.err


@pytest.mark.parametrize(
    ("agency", "form", "period", "code"),
    [("XXX", MONTHLY, "2556-02", "no-such-agency"), ("DPM", "monthly", "2556-02", "form-unknown"), ("DPM", MONTHLY, "2557-02", "period-does-not-fit")],
)
def test_assign__what_does_not_exist(
    console: Console, desk: Desk, at: list[str], agency: str, form: str, period: str, code: str
) -> None:
    desk.drop("ใคร.xlsx", confused(desk))
    said = console(*at, "assign", "ใคร.xlsx", "--agency", agency, "--form", form, "--period", period)

    assert (said.code, said.out) == (2, "") and f"[{code}]" in said.err
    assert desk.inbox == ["ใคร.xlsx"]


def test_assign__a_review_needs_the_reason(console: Console, desk: Desk, at: list[str]) -> None:
    desk.drop("ใคร.xlsx", confused(desk))
    review = ("assign", "ใคร.xlsx", "--agency", "REVIEW", "--form", "review", "--period", "2556-02")
    said = console(*at, *review)
    assert said.code == 2 and "--why" in said.err and desk.inbox == ["ใคร.xlsx"]
    # with a reason it is read, and is no review
    assert "[HELD]" in console(*at, *review, "--why", "ที่ปรึกษาส่งเอง").out


def test_a_receipt_that_cannot_be_read_is_said__by_ingest_merge_and_status(
    console: Console, desk: Desk, at: list[str]
) -> None:
    desk.drop("ก.xlsx", desk.filled("DPM"))
    assert console(*at, "ingest").code == 0
    (name,) = (desk.root / "archive").rglob("DPM_*.json")
    name.chmod(0o644)
    name.write_bytes(b"{")
    for command, code in (("ingest", 1), ("merge", 5), ("status", 5), ("run", 5), ("trace 3.2.2", 5), ("rebuild", 5)):
        said = console(*at, *command.split())
        assert said.code == code and "ครบทุกไฟล์" not in said.out, command
        assert "(receipt-damaged)" in said.out and "kpi-excel rebuild" in said.out, command
        if command in ("run", "rebuild"):
            continue
        told = console(*at, *command.split(), "--json").json["findings"]
        assert told[0]["code"] == "receipt-damaged" and told[0]["file"].endswith(name.name), command


def test_an_original_that_is_gone__is_named_by_merge_run_status_and_trace(
    console: Console, desk: Desk, at: list[str]
) -> None:
    desk.drop("ก.xlsx", desk.filled("DPM"))
    assert console(*at, "ingest").code == 0 and "ครบทุกไฟล์" in console(*at, "merge").out
    (original,) = (desk.root / "archive" / "2556").rglob("DPM_*.xlsx")
    original.unlink()
    for command in ("merge", "run", "status", "trace 3.2.2"):
        said = console(*at, *command.split())
        assert said.code == 5 and "(archived-file-missing)" in said.out and original.name in said.out, command
        assert "ครบทุกไฟล์" not in said.out and "not in the archive" in console(*at, *command.split(), "--lang", "en").out
    assert console("--workspace", desk.root, "--as-of", "2556-03-12", "merge", "--period", "2556-02", "--close").code == 5


def test_an_original_that_changed__trace_says_so(console: Console, desk: Desk, at: list[str]) -> None:
    desk.drop("ก.xlsx", desk.filled("DPM"))
    assert console(*at, "ingest").code == 0 and console(*at, "trace", "3.2.2").code == 0
    (original,) = (desk.root / "archive" / "2556").rglob("DPM_*.xlsx")
    original.chmod(0o644)
    original.write_bytes(TEXT)
    said = console(*at, "trace", "3.2.2")
    assert said.code == 5 and "(archived-file-changed)" in said.out
    assert console(*at, "trace", "3.2.2", "--json").json["findings"][0]["code"] == "archived-file-changed"


def test_a_key_that_is_gone__stops_every_command_and_nothing_is_written(console: Console, desk: Desk, at: list[str]) -> None:
    desk.drop("ก.xlsx", desk.filled("DPM"))
    assert console(*at, "ingest").code == 0
    desk.drop("ข.xlsx", desk.filled("LAB"))
    (desk.root / "archive" / "workspace.key").unlink()
    before = tree(desk.root)
    who = ("--agency", "LAB", "--form", "monthly_progress", "--period", "2556-02", "--by", "ก")
    for command in (["ingest"], ["ingest", "--dry-run"], ["run"], ["merge"], ["generate"], ["verify"], ["assign", "ข.xlsx", *who],
                    ["validate", str(desk.root / "inbox" / "ข.xlsx")]):  # fmt: skip
        said = console(*at, *command)
        assert said.code == 5 and "กุญแจของพื้นที่ทำงานหายไป" in said.err and "สำเนาสำรอง" in said.err, command
        assert tree(desk.root) == before, command
    assert "(workspace-key-missing)" in console(*at, "doctor").out


def test_the_key_is_there_before_the_first_receipt(console: Console, tmp_path: Path) -> None:
    workspace = ["--workspace", str(tmp_path / "ใหม่"), "--as-of", "2556-02-20"]
    assert console("init", str(tmp_path / "ใหม่"), "--sample").code == 0
    (tmp_path / "ใหม่" / "inbox" / "ก.xlsx").write_bytes(TEXT)
    assert console(*workspace, "ingest").code == 3
    assert (tmp_path / "ใหม่" / "archive" / "workspace.key").exists()
    assert console(*workspace, "generate").code == 0


def test_dismiss__with_its_reason(console: Console, desk: Desk, at: list[str]) -> None:
    desk.drop("ใคร.xlsx", confused(desk))
    console(*at, "ingest")
    said = console(*at, "assign", "ใคร.xlsx", "--dismiss", "--why", "ไฟล์ทดลอง")

    assert said.code == 0 and "ไฟล์ทดลอง" in said.out
    assert desk.inbox == []
    assert "[HELD]" not in console(*at, "status").out


def test_run__ingest_feedback_and_merge_in_one(console: Console, desk: Desk, at: list[str]) -> None:
    desk.drop("ก.xlsx", desk.filled("DPM", typed={"results K3.2.2 result": "12.1 คน"}))
    said = console(*at, "run")

    assert said.code == 1
    assert "[PART] DPM" in said.out and "ตอบกลับ: " in said.out
    assert f"[written] {desk.root}" in said.out and (desk.root / "outbox/2556-02/consolidated/consolidated_2556-02.xlsx").exists()
    assert "คะแนนรวม" in said.out and said.err.splitlines()[-1].startswith("ทำต่อ: เปิดสมุดงาน")
    assert "[unchanged]" in console(*at, "run").out


def test_run__the_month_of_a_late_file_is_named_to_be_merged_too(console: Console, desk: Desk) -> None:
    desk.drop("ก.xlsx", desk.filled("DPM"))
    said = console("--workspace", str(desk.root), "--as-of", "2556-03-03", "run")

    assert "[OK]   DPM    monthly_progress  2556-02" in said.out and "consolidated_2556-03.xlsx" in said.out
    assert said.err.splitlines()[-1].startswith("ทำต่อ: kpi-excel merge --period 2556-02")


def test_run__a_period_that_does_not_fit_is_told_before_anything_is_taken_in(console: Console, desk: Desk, at: list[str]) -> None:
    desk.drop("ก.xlsx", desk.filled("DPM"))
    before = tree(desk.root)
    for period in ("2557-02", "2556-kpi"):
        said = console(*at, "run", "--period", period)
        assert (said.code, said.out) == (2, "") and "[period-does-not-fit]" in said.err
    assert tree(desk.root) == before


def test_run_and_ingest__an_inbox_that_is_gone_is_told_and_made_anew(console: Console, desk: Desk, at: list[str]) -> None:
    inbox = desk.root / "inbox"
    assert "ไม่มีโฟลเดอร์" not in console(*at, "run").err
    for command in ("run", "ingest"):
        shutil.rmtree(inbox)
        assert "จึงไม่มีไฟล์ให้รับ" in console(*at, "ingest", "--dry-run").err and not inbox.exists()
        said = console(*at, command, "--lang", "en")
        assert f"There was no folder {inbox}: no file came in.  It is made now" in said.err and inbox.is_dir(), command


def test_ingest__only_the_feedback_written_now_is_listed(console: Console, desk: Desk, at: list[str]) -> None:
    bad = {"results K3.2.2 result": "12.1 คน"}
    desk.drop("1.xlsx", desk.filled("DPM", typed=bad))
    assert console(*at, "ingest").out.count("ตอบกลับ: ") == 1
    assert console(*at, "ingest").out.count("ตอบกลับ: ") == console(*at, "run").out.count("ตอบกลับ: ") == 0
    desk.drop("2.xlsx", desk.form("IND"))
    said = console(*at, "run")
    assert said.out.count("ตอบกลับ: ") == 1 and "IND_monthly_progress_2556-02_feedback.xlsx" in said.out


def test_run__a_month_of_the_next_fiscal_year_is_told_with_that_year(console: Console, at: list[str]) -> None:
    said = console(*at, "run", "--period", "2556-12")
    assert said.code == 2 and "รอบ 2556-12 (ธันวาคม 2556 อยู่ในปีงบประมาณ 2557)" in said.err
    assert "ใช้ รอบของปีงบประมาณ 2556 (2555-10 ถึง 2556-09)" in said.err
    assert "2556-12 (December 2013 is in fiscal year 2557)" in console(*at, "run", "--period", "2556-12", "--lang", "en").err


def test_run__evidence_that_is_not_in_its_folder(console: Console, desk: Desk, at: list[str], tmp_path: Path) -> None:
    folder = tmp_path / "หลักฐาน"
    folder.mkdir()
    (folder / "อื่น.pdf").write_bytes(b"x")
    desk.drop("ก.xlsx", desk.filled("DPM", typed=FILED))
    said = console(*at, "run", "--evidence", folder)
    assert said.code == 1 and "ไฟล์หลักฐาน ระบุ 1  ไม่พบ 1  อยู่ในโฟลเดอร์แต่ไม่มีแถวใดระบุ 1" in said.out
    (folder / "จุดเสี่ยง_56.xlsx").write_bytes(b"x")
    said = console(*at, "merge", "--evidence", folder, "--lang", "en")
    assert "Evidence files named 1  not found 0  in the folder but named by no row 1" in said.out
    assert console(*at, "merge", "--evidence", folder, "--json").json["totals"]["evidence"] == {"named": 1, "missing": 0, "unnamed": 1}
    assert console(*at, "merge", "--json").json["totals"]["evidence"] is None
    assert "ไฟล์หลักฐาน" not in console(*at, "merge").out


@pytest.mark.parametrize("command", ["run", "merge"])
def test_evidence_folder_that_is_not_there__is_told_before_anything_is_done(
    console: Console, desk: Desk, at: list[str], command: str
) -> None:
    desk.drop("ก.xlsx", desk.filled("DPM"))
    before = tree(desk.root)
    for lang, sentence in (("th", "ไม่พบโฟลเดอร์หลักฐาน"), ("en", "There is no folder of evidence")):
        said = console(*at, command, "--evidence", desk.root / "ไม่มี", "--lang", lang)
        assert (said.code, said.out) == (2, "") and sentence in said.err and "Traceback" not in said.err
    assert tree(desk.root) == before
