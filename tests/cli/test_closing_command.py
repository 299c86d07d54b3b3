"""`merge --close` on the command line: what it says, and that every later command says so too."""

from __future__ import annotations

from tests.cli.conftest import Console
from tests.stages.desk import Desk


def test_closing_is_said_everywhere__and_amendments_end_with_exit_code_1(console: Console, desk: Desk) -> None:
    workspace = ("--workspace", desk.root)
    desk.take_one(desk.filled("DPM"))
    closed = console(*workspace, "--as-of", "2013-03-12", "merge", "--period", "2556-02", "--close")
    assert "[CLOSED] ปิด 2556-02 แล้ว  ลายนิ้วมือ" in closed.out

    again = console(*workspace, "--as-of", "2013-03-20", "merge", "--period", "2556-02")
    assert "2556-02 (กุมภาพันธ์ 2556) ปิดแล้ว ณ 12 มี.ค. 2556" in again.out and "[CLOSED]" not in again.out

    desk.drop("แก้.xlsx", desk.filled("DPM", typed={"results K3.2.2 result": "31"}))
    taken = console(*workspace, "--as-of", "2013-04-02", "ingest")
    assert taken.code == 0 and "แก้.xlsx: 2556-02 ปิดแล้ว ค่าที่เปลี่ยนจะเป็นรายการแก้ไขหลังปิดงวด" in taken.out

    status = console(*workspace, "--as-of", "2013-04-02", "status")
    assert "[CLOSED] 2556-02 ปิดแล้ว ณ 12 มี.ค. 2556" in status.out
    assert console(*workspace, "--as-of", "2013-04-02", "status", "--json").json["totals"]["closed"] == {"2556-02": "2013-03-12"}

    amended = console(*workspace, "--as-of", "2013-04-02", "--lang", "en", "merge", "--period", "2556-02")
    assert amended.code == 1 and "amendment(s) since it was closed, listed in" in amended.out
    told = console(*workspace, "--as-of", "2013-04-02", "merge", "--period", "2556-02", "--json").json["totals"]["closed"]
    assert told["amendments"] > 0 and told["amendments_path"].endswith("amendments_2556-02.xlsx")

    verified = console(*workspace, "verify")
    assert verified.code == 0 and "งวดที่ปิด 1" in verified.out


def test_assign_and_run_say_what_they_amend(console: Console, desk: Desk) -> None:
    workspace = ("--workspace", desk.root)
    desk.take_one(desk.filled("IND"))
    console(*workspace, "--as-of", "2013-03-12", "merge", "--period", "2556-02", "--close")
    form = desk.filled("DPM")
    form.replace_text({"สำนักงานป้องกันและบรรเทาสาธารณภัยจังหวัดระยอง": "สำนักงานแรงงานจังหวัดระยอง"})
    desk.drop("ของใคร.xlsx", form)
    held = console(*workspace, "--as-of", "2013-03-20", "run", "--period", "2556-02")
    assert "[HELD]" in held.out and "file-amends-closed-period" not in held.out
    who = ("--agency", "DPM", "--form", "monthly_progress", "--period", "2556-02", "--by", "เลขานุการ")
    assert "file-amends-closed-period" in console(*workspace, "--as-of", "2013-03-20", "assign", "ของใคร.xlsx", *who).out
    desk.drop("แก้.xlsx", desk.filled("LAB"))
    assert "file-amends-closed-period" in console(*workspace, "--as-of", "2013-03-20", "run", "--period", "2556-02").out


def test_whoever_looks_at_present_values_is_told__beside_any_output(console: Console, desk: Desk) -> None:
    workspace = ("--workspace", desk.root, "--as-of", "2013-04-12")
    looks = (("trace", "3.2.2", "--period", "2556-02", "--json"), ("diff", "2556-02", "2556-03"), ("opdc", "--period", "2556-02"),
             ("pack", "--period", "2556-02", "--no-pdf"))  # fmt: skip
    for look in looks:
        assert "closed-period-as-now" not in console(*workspace, *look).err
    desk.take_one(desk.filled("DPM"))
    console(*workspace, "merge", "--period", "2556-02", "--close")
    for look in looks:
        assert "closed-period-as-now" in console(*workspace, *look).err
    assert console(*workspace, *looks[0]).json["totals"]["period"] == "2556-02"


def test_closing_wants_its_period__nothing_is_guessed(console: Console, desk: Desk) -> None:
    said = console("--workspace", desk.root, "--as-of", "2013-03-12", "merge", "--close")
    assert said.code == 2 and "--period" in said.err
    early = console("--workspace", desk.root, "--as-of", "2013-02-12", "merge", "--period", "2556-02", "--close")
    assert early.code == 2 and "closing-before-end" in early.err


def test_closing_what_nobody_reported__is_refused_with_what_to_do(console: Console, desk: Desk) -> None:
    closing = ("--workspace", desk.root, "--as-of", "2013-03-12", "merge", "--period", "2556-02", "--close")
    said = console(*closing)
    assert said.code == 2
    assert "ยังปิด 2556-02 (กุมภาพันธ์ 2556) ไม่ได้ ยังไม่มีหน่วยงานใดรายงาน: ได้รับ 0 จาก " in said.err and "inbox" in said.err
    desk.take_one(desk.filled("DPM"))
    said = console(*closing)
    assert "[CLOSED]" in said.out and "(closing-with-missing-forms)" in said.out


def test_a_broken_chain_ends_with_exit_code_5(console: Console, desk: Desk) -> None:
    workspace = ("--workspace", desk.root, "--as-of", "2013-04-12")
    for period in ("2556-02", "2556-03"):
        desk.take_one(desk.filled("LAB", period), "2013-04-10")
        console(*workspace, "merge", "--period", period, "--close")
    (desk.root / "archive/closed/closing.json").unlink()
    for command in (("verify",), ("merge", "--period", "2556-02")):
        said = console(*workspace, *command)
        assert said.code == 5 and "closing-gone" in said.out + said.err
    desk.drop("รายงาน.xlsx", desk.filled("DPM"))
    for command, code in (("ingest", 0), ("status", 5)):
        said = console(*workspace, command)
        assert said.code == code and "closing-gone" in said.out
    assert desk.inbox == []
