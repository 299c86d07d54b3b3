"""A cell as a telephone number: kept as written, because people add what helps to reach them."""

from __future__ import annotations

import re

from kpi_excel.core.text import Text
from kpi_excel.forms.cells import Issue, typed_text
from kpi_excel.forms.raw import RawCell
from kpi_excel.forms.thai_text import arabic_digits, normalise

_WORDS = re.compile(
    r"โทรศัพท์|โทรสาร|โทร|มือถือ|ภายใน|ต่อ|และ|หรือ|ถึง|มท|tel|ext|x|[\s.:;,/#()+\-\u2010-\u2015]", re.IGNORECASE
)
_FIRST = re.compile(r"[^\d+]*(\+?\d(?:[\s().\-\u2010-\u2015]*\d)*)")
_A_PHONE = Text("หมายเลขครบทุกหลัก เช่น 0 3869 4000 ต่อ 12", "all digits, such as 0 3869 4000 ext. 12")


def read_phone(cell: RawCell) -> tuple[str, tuple[Issue, ...]]:
    """The text of a telephone cell. A number cell has lost its leading zero: it is put back, with a note."""
    text = arabic_digits(normalise(typed_text(cell)))
    if cell.kind == "number" and text.isdecimal() and len(text) in (8, 9):
        return f"0{text}", (Issue("phone-zero-added", f"0{text}"),)
    return text, () if _is_phone(text) else (Issue("phone-not-clear", _A_PHONE),)


def _is_phone(text: str) -> bool:
    """Nothing but telephone words and digits, and the first number has as many digits as Thai numbers have."""
    first = _FIRST.match(text[:100])
    if first is None or not _WORDS.sub("", text).isdecimal():
        return False
    digits = re.sub(r"[^\d+]", "", first[1])
    # Nine for offices, ten for mobiles, +66 without the zero; three to six for hotlines and the ministry's own net
    return bool(re.fullmatch(r"0\d{8,9}|\+66\d{8,9}|[1-9]\d{2,5}", digits))
