"""The identity written into a generated form: `KPIX|form|version|agency|period|serial|check`.

The serial is an HMAC over the rest, the spec's digest and the digest of what the form says, so that a token can
neither be made up nor moved to another form; the check catches a typing slip before any key is needed.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass

PREFIX = "KPIX"
END_MARK = "#END|"

_SERIAL_AND_CHECK = r"\|([A-Z2-7]{24})\|([0-9a-f]{4})(?![0-9A-Za-z])"
_TOKEN = re.compile(r"KPIX\|([a-z_]+)\|([0-9A-Za-z.\-]+)\|([0-9A-Za-z_\-]+)\|([0-9a-z\-]+)" + _SERIAL_AND_CHECK)
_LOOKS_LIKE = re.compile(rf"KPIX\s*\||{_SERIAL_AND_CHECK}", re.IGNORECASE)
_CLAIM = re.compile(r"KPIX\|([a-z_]+)\|[^|]*\|([0-9A-Za-z_\-]+)\|([0-9a-z\-]+)\|")


@dataclass(frozen=True, slots=True)
class Token:
    form: str
    version: str
    agency: str
    period: str
    serial: str

    @property
    def text(self) -> str:
        body = f"{PREFIX}|{self.form}|{self.version}|{self.agency}|{self.period}|{self.serial}"
        return f"{body}|{_check(body)}"


def make_token(
    key: bytes, form: str, version: str, agency: str, period: str, spec_digest: str, content_digest: str
) -> Token:
    """The token of one form as issued."""
    return Token(form, version, agency, period, _serial(key, form, version, agency, period, spec_digest, content_digest))


def is_genuine(token: Token, key: bytes, spec_digest: str, content_digest: str) -> bool:
    """Whether this workspace issued the token for that spec and content."""
    expected = _serial(key, token.form, token.version, token.agency, token.period, spec_digest, content_digest)
    return hmac.compare_digest(expected, token.serial)


def find_tokens(text: str) -> tuple[list[Token], bool]:
    """The whole tokens in a text, and whether it also holds one that is damaged."""
    found, damaged = [], False
    rest = text
    for match in _TOKEN.finditer(text):
        form, version, agency, period, serial, check = match.groups()
        token = Token(form, version, agency, period, serial)
        if token.text.endswith(f"|{check}"):
            found.append(token)
        else:
            damaged = True
        rest = rest.replace(match[0], "")
    return found, damaged or bool(_LOOKS_LIKE.search(rest))


def claims_in(text: str) -> list[tuple[str, str, str]]:
    """Form, agency and period of every token in a text, as far as a damaged one still says them."""
    return [(found[1], found[2], found[3]) for found in _CLAIM.finditer(text)]


def _serial(key: bytes, *parts: str) -> str:
    digest = hmac.new(key, "|".join(parts).encode(), hashlib.sha256).digest()
    return base64.b32encode(digest[:15]).decode()


def _check(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()[:4]
