"""What left, read back by the letter of its format."""

from __future__ import annotations

import email
import email.policy
from email.message import EmailMessage


def calendar_lines(data: bytes) -> list[str]:
    """The unfolded content lines of a calendar file (RFC 5545 §3.1), every rule about lines checked."""
    raw = data.removesuffix(b"\r\n").split(b"\r\n")
    lines: list[bytes] = []
    for line in raw:
        assert len(line) <= 75, line
        if line.startswith(b" "):
            lines[-1] += line[1:]
        else:
            lines.append(line)
    return [line.decode("utf-8") for line in lines]


def unescaped(text: str) -> str:
    """A text value as it was meant (RFC 5545 §3.3.11)."""
    out, rest = "", iter(text)
    for char in rest:
        if char == "\\":
            follows = next(rest)
            out += "\n" if follows in "nN" else follows
        else:
            out += char
    return out


def read_mail(data: bytes) -> EmailMessage:
    """The e-mail in an .eml file."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def body_of(message: EmailMessage) -> str:
    """Its text, lines ended by "\\n"."""
    part = message.get_body(("plain",))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")
