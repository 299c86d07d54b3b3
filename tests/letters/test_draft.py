from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_excel.letters.draft import Attachment, Draft, addresses_in, write_draft
from tests.letters.reading import body_of, read_mail

FORM = Attachment("DPM_monthly_progress_2556-02.xlsx", bytes(range(256)) * 40)
DRAFT = Draft(
    "ขอความอนุเคราะห์ส่งข้อมูลตัวชี้วัดที่เลยกำหนด 12 รายการ", "เรียน หัวหน้า\n\n  1. รายงาน\n     กำหนด 20 ก.พ. 2556\n",
    date(2013, 2, 25), ("dpm@rayong.example", "head@rayong.example"), "kpi@rayong.example", (FORM,),
)  # fmt: skip


def test_a_draft_opens_for_editing__with_recipients_text_and_workbook() -> None:
    message = read_mail(write_draft(DRAFT))
    assert message["X-Unsent"] == "1"
    assert (message["To"], message["From"]) == ("dpm@rayong.example, head@rayong.example", "kpi@rayong.example")
    assert message["Date"] == "Mon, 25 Feb 2013 09:00:00 +0700"
    assert message["Subject"] == DRAFT.subject
    assert body_of(message) == DRAFT.body
    attached = list(message.iter_attachments())
    assert [(part.get_filename(), part.get_content_type(), part.get_content()) for part in attached] == [
        (FORM.name, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", FORM.data)
    ]


def test_equal_drafts_are_equal_bytes__seven_bit_and_crlf_only() -> None:
    data = write_draft(DRAFT)
    assert data == write_draft(replace(DRAFT))
    assert data.isascii() and data.count(b"\n") == data.count(b"\r\n")
    assert max(map(len, data.split(b"\r\n"))) < 100


def test_the_boundary_occurs_nowhere_else__though_an_attachment_tries() -> None:
    boundary = read_mail(write_draft(DRAFT)).get_boundary()
    assert boundary is not None
    again = read_mail(
        write_draft(replace(DRAFT, attachments=(Attachment("x.xlsx", f"\r\n--{boundary}--\r\n".encode()),)))
    )
    assert len(list(again.iter_attachments())) == 1


def test_a_draft_may_lack_addresses_and_workbooks() -> None:
    message = read_mail(write_draft(replace(DRAFT, to=(), sender="", attachments=())))
    assert (message["To"], message["From"], message.is_multipart()) == (None, None, False)


@pytest.mark.parametrize(
    "evil", ["\r\nBcc: x@y.example", "\nX-Evil: 1", "\r\n\r\nbody", "\x00\u2028Bcc: x@y.example", "\ud800"]
)
def test_nothing_typed_becomes_a_header__subject_and_body(evil: str) -> None:
    message = read_mail(write_draft(replace(DRAFT, subject=f"เรื่อง{evil}", body=f"เรียน{evil}\n", attachments=())))
    assert sorted(set(message.keys())) == [
        "Content-Transfer-Encoding", "Content-Type", "Date", "From", "MIME-Version", "Subject", "To", "X-Unsent",
    ]  # fmt: skip
    assert "\n" not in message["Subject"] and "\r" not in message["Subject"]


@given(st.text(max_size=400), st.text(max_size=400))
def test_any_text_can_be_sent__and_comes_back_without_header_or_loss_of_the_rest(subject: str, body: str) -> None:
    message = read_mail(write_draft(replace(DRAFT, subject=subject, body=body)))
    assert message["To"] == "dpm@rayong.example, head@rayong.example"
    assert len(list(message.iter_attachments())) == 1
    assert len(message.get_all("Subject", [])) == 1


@pytest.mark.parametrize(
    ("cell", "addresses"),
    [
        ("dpm@rayong.example", ("dpm@rayong.example",)),
        (" a@b.co ;c.d@e-f.go.th,\na@b.co", ("a@b.co", "c.d@e-f.go.th")),
        ("", ()), ("  ", ()), ("dpm.rayong.example", ()), ("a@b", ()), ("a..b@c.de", ()), (".a@c.de", ()),
        ("ปภ@rayong.example", ()), ("ปภ <dpm@rayong.example>", ()), ("a@b.co\r\nBcc: x@y.zz", ()), ("a@b.co x", ()),
        ("a@b.co\x00", ()), ("a" * 65 + "@b.co", ()),
    ],
)  # fmt: skip
def test_an_address_is_plain_or_it_is_none__registry_cell(cell: str, addresses: tuple[str, ...]) -> None:
    assert addresses_in(cell) == addresses


@pytest.mark.parametrize("name", ["แบบ.xlsx", "a b.xlsx", "../a.xlsx", "a.xlsx\r\nX: 1", "a.exe", ""])
def test_attachments_have_plain_names__anything_else_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="attachment"):
        write_draft(replace(DRAFT, attachments=(Attachment(name, b"x"),)))
