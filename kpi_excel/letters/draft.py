"""An e-mail that is ready to be sent: a draft that mail programs open for editing (`X-Unsent: 1`), never sent by us."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from kpi_excel.forms.thai_text import normalise
from kpi_excel.letters.plain import one_line

WORKBOOK = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")
THAI_TIME = timezone(timedelta(hours=7))
OFFICE_OPENS = 9
"""The hour a draft is dated: only the day is known."""

_LONGEST_HEADER = 150
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63}")
_FILE_NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,120}\.xlsx")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A workbook that goes along, under an ASCII name: mail systems garble Thai ones."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Draft:
    """What an e-mail says. `to` and `sender` are addresses as `addresses_in` gives them; both may be missing."""

    subject: str
    body: str
    day: date
    to: tuple[str, ...] = ()
    sender: str = ""
    attachments: tuple[Attachment, ...] = ()


def addresses_in(text: str) -> tuple[str, ...]:
    """The e-mail addresses of a registry cell that holds one or several; () where any of it is no address."""
    words = [word for word in re.split(r"[\s,;]+", text.strip()) if word]
    usable = all(_is_address(word) for word in words)
    return tuple(dict.fromkeys(words)) if usable else ()


def write_draft(draft: Draft) -> bytes:
    """The draft as an .eml file: the same draft gives the same bytes."""
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    message["Date"] = format_datetime(datetime(*draft.day.timetuple()[:3], OFFICE_OPENS, tzinfo=THAI_TIME))
    # bare addresses: names are what people type, and each mail program has its own for these
    if draft.sender:
        message["From"] = Address(addr_spec=draft.sender)
    if draft.to:
        message["To"] = tuple(Address(addr_spec=address) for address in draft.to)
    message["Subject"] = one_line(draft.subject, _LONGEST_HEADER)
    message.set_content(normalise(draft.body) + "\n", charset="utf-8", cte="base64")
    for attachment in draft.attachments:
        if not _FILE_NAME.fullmatch(attachment.name):
            raise ValueError(f"not the name of an attachment: {attachment.name!r}")
        maintype, subtype = WORKBOOK
        message.add_attachment(attachment.data, maintype=maintype, subtype=subtype, filename=attachment.name)
    if draft.attachments:
        # "=_" never occurs inside base64, so the boundary cannot occur inside a part
        message.set_boundary(f"=_kpi-excel_{hashlib.sha256(repr(draft).encode()).hexdigest()[:24]}")
    return bytes(message)


def _is_address(word: str) -> bool:
    if not _ADDRESS.fullmatch(word):
        return False
    try:
        return Address(addr_spec=word).addr_spec == word
    except (ValueError, HeaderParseError, IndexError):
        return False
