"""Text as cells hold it: XML references and Excel's own `_x000D_` escapes resolved, nothing else touched."""

from __future__ import annotations

import re

_NAMED = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&amp;": "&"}
_REFERENCE = re.compile("&(?:#x([0-9A-Fa-f]{1,6})|#([0-9]{1,7})|lt|gt|quot|apos|amp);")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_SURROGATES = re.compile("[\ud800-\udfff]+")


def unescape_xml(text: str) -> str:
    """Character and entity references resolved.

    Raises:
        ValueError: an ampersand that starts none, or a reference to no character.
    """
    if "&" not in text:
        return text
    # the named ones are nearly all there are; replaced one by one it is much quicker, and right with the ampersand last
    plain = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&apos;", "'")
    if plain.count("&") == plain.count("&amp;"):
        return plain.replace("&amp;", "&")
    if text.count("&") != len(_REFERENCE.findall(text)):
        raise ValueError("a reference that the format does not know")
    return _REFERENCE.sub(_resolve, text)


def _resolve(match: re.Match[str]) -> str:
    hexadecimal, decimal = match.groups()
    if not (hexadecimal or decimal):
        return _NAMED[match[0]]
    character = chr(int(hexadecimal, 16) if hexadecimal else int(decimal))
    if "\ud800" <= character <= "\udfff" or (character < " " and character not in "\t\n\r"):
        raise ValueError("no such character")
    return character


def decode_escapes(text: str) -> str:
    """`_x000D_` is how a workbook writes a character that XML cannot hold; `_x005F_` keeps a literal one apart."""
    if "_x" not in text:
        return text
    decoded = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    # halves of one character meet again; a half alone would be no text at all
    return _SURROGATES.sub(lambda match: match[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"),
                           decoded)  # fmt: skip
