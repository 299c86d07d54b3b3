"""Thai text as people and programs really write it, brought to one spelling that can be compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_BREAKS = "\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_ODD_SPACES = "\t\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
# Thai fonts before OpenType kept shifted marks in the private area; text copied from old PDFs still carries them
_OLD_FONT_MARKS = dict(
    zip(
        range(0xF700, 0xF71B),
        "\u0e10\u0e34\u0e35\u0e36\u0e37\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e0d"
        "\u0e31\u0e4d\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e38\u0e39\u0e3a",
        strict=True,
    )
)
_FOLDED = {**dict.fromkeys(map(ord, _BREAKS), "\n"), **dict.fromkeys(map(ord, _ODD_SPACES), " "), **_OLD_FONT_MARKS}

_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff]"
)

_MARKS = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]{2,}")
# Below before above before tone before silencer: the order Thai keyboards ask for, and one that NFC leaves alone
_MARK_RANK = {"\u0e3a": 0, "\u0e38": 1, "\u0e39": 1, "\u0e48": 3, "\u0e49": 3, "\u0e4a": 3, "\u0e4b": 3, "\u0e4c": 4}
_SARA_AM = re.compile("\u0e4d([\u0e48-\u0e4b]*)\u0e32([\u0e48-\u0e4b]*)")

_FILLERS = frozenset(" \n-\u2010\u2011\u2012\u2013\u2014\u2015\u2212_.\u2026\u00b7")


def normalise(text: str) -> str:
    """One spelling of what looks the same: composed, without invisible characters, marks in order, ends trimmed.

    Line breaks stay, as "\\n". Idempotent.
    """
    if text.isascii() and text.isprintable():
        return text.strip()
    text = _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n").translate(_FOLDED))
    text = unicodedata.normalize("NFC", text)
    text = text.replace("\u0e40\u0e40", "\u0e41").replace("\u0e33", "\u0e4d\u0e32")
    text = _MARKS.sub(lambda found: "".join(sorted(found[0], key=lambda mark: _MARK_RANK.get(mark, 2))), text)
    return _SARA_AM.sub("\\1\\2\u0e33", text).strip()


def arabic_digits(text: str) -> str:
    """Thai, full-width and any other decimal digits as 0 to 9."""
    return text if text.isascii() else re.sub(r"\d", lambda found: str(unicodedata.decimal(found[0])), text)


def key_of(text: str) -> str:
    """What is left of a header or label when case, spaces, punctuation, digit script and doubled marks do not count.

    A dot between digits counts: 1.1 is not 11.
    """
    return _key_of(text) if len(text) <= 200 else _key_of.__wrapped__(text)


# The same headers and choices come back in every workbook; long texts do not
@lru_cache(maxsize=4096)
def _key_of(text: str) -> str:
    text = arabic_digits(normalise(unicodedata.normalize("NFKC", normalise(text)))).casefold()
    kept = [
        char for index, char in enumerate(text)
        if unicodedata.category(char)[0] in "LNM" or (char == "." and _is_between_digits(text, index))
    ]  # fmt: skip
    return re.sub("([\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])\\1+", r"\1", "".join(kept))


def _is_between_digits(text: str, index: int) -> bool:
    return text[index - 1 : index].isdecimal() and text[index + 1 : index + 2].isdecimal()


def is_blank(text: str) -> bool:
    """Nothing was said: spaces, a dash, or the dotted line of a paper form (`....../....../......`)."""
    left = set(normalise(text)) - _FILLERS
    return not left or (left == {"/"} and any(char in text for char in "._\u2026"))
