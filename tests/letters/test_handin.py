from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kpi_excel.core.policy_month import policy_month
from kpi_excel.letters.draft import Attachment, write_draft
from kpi_excel.letters.handin import handin_mail
from tests.core.province import FEB
from tests.letters.reading import body_of, read_mail
from tests.workbooks.opdc_sample import policy_data, registry

WORKBOOK = Attachment("policy_report_2556-02.xlsx", b"PK")
MONTH = policy_month(registry(), policy_data().policy, FEB)


def test_minutes__m17_the_mail_to_opdc_carries_the_report_and_names_who_is_missing() -> None:
    message = read_mail(write_draft(handin_mail(registry(), MONTH, WORKBOOK, date(2013, 3, 4), "th")))
    assert message["X-Unsent"] == "1" and message["To"] == "policy@opdc.example"
    assert message["From"] == "kpi@rayong.example"
    assert message["Subject"] == "จังหวัดระยอง ส่งรายงานผลการดำเนินงานตามนโยบายรัฐบาล ประจำเดือน กุมภาพันธ์ 2556"
    assert [part.get_filename() for part in message.iter_attachments()] == ["policy_report_2556-02.xlsx"]
    lines = body_of(message).split("\n")
    assert "รายงานแล้ว 8 จาก 10 ตัวชี้วัด (ข้อมูล ณ 4 มี.ค. 2556)" in lines
    assert "  - สำนักงานพาณิชย์จังหวัดระยอง (ตัวชี้วัด 1.6)" in lines
    assert "  - สำนักงานแรงงานจังหวัดระยอง (ตัวชี้วัด 4.4)" in lines


@pytest.mark.parametrize("typed", ["", "สำนักงาน ก.พ.ร."])
def test_without_an_address_there_is_no_to_line(typed: str) -> None:
    bare = replace(registry(), settings=replace(registry().settings, opdc_email=typed))
    message = read_mail(write_draft(handin_mail(bare, MONTH, WORKBOOK, date(2013, 3, 4), "th")))
    assert message["To"] is None


def test_equal_months_give_equal_bytes() -> None:
    drafts = [handin_mail(registry(), MONTH, WORKBOOK, date(2013, 3, 4), "en") for _ in range(2)]
    assert write_draft(drafts[0]) == write_draft(drafts[1])
    assert "8 of 10 KPIs are reported (as of 4 Mar 2013)." in drafts[0].body
