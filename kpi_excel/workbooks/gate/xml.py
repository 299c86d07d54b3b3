"""Parts of a package as text and as small trees: one encoding rule, no document type, bounded size and depth."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

from kpi_excel.workbooks.gate import limits
from kpi_excel.workbooks.gate.refusal import refusal

_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")
_DECLARED = re.compile(r"""<\?xml[^>]*?\sencoding\s*=\s*["']([^"']*)""")
_ENCODINGS = ("utf-8", "utf8", "utf-16", "us-ascii", "ascii")


def check_part_has_no_doctype(name: str, content: bytes) -> None:
    """A document type can define entities that grow without end or fetch from elsewhere; no spreadsheet needs one."""
    # UTF-16 shows by its mark, or by the zero byte beside its first bracket
    plain = content.replace(b"\0", b"") if content[:2] in _BYTE_ORDER_MARKS or b"\0" in content[:4] else content
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise refusal("xml-has-doctype", name)


def decode_part(name: str, content: bytes) -> str:
    """The part's text with plain line ends.

    Raises:
        Refusal: it is neither UTF-8 nor UTF-16, which are all that an Office package may hold; or it has a document
            type (whatever the part is called), or a tag or text without end.
    """
    try:
        text = content.decode("utf-16" if content[:2] in _BYTE_ORDER_MARKS else "utf-8-sig")
    except UnicodeDecodeError:
        raise refusal("file-damaged", name) from None
    declared = _DECLARED.match(text)
    if declared and declared[1].lower() not in _ENCODINGS:
        raise refusal("xml-encoding-unknown", declared[1])
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise refusal("xml-has-doctype", name)
    _check_runs_are_bounded(name, text)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _check_runs_are_bounded(name: str, text: str) -> None:
    """A start tag with a million attributes is one step for a parser, and costs hundreds of megabytes."""
    at = 0
    while len(text) - at > limits.XML_RUN:
        # the last tag within reach of this one: a few looks at even the longest part
        at = text.rfind("<", at + 1, at + limits.XML_RUN + 1)
        if at < 0:
            raise refusal("xml-run-too-long", name)


def parse_tree(name: str, text: str) -> ET.Element:
    """A small part as a tree.

    Raises:
        Refusal: it is not well-formed, or too large or too deep to be what it says.
    """
    if text.count("<") > 2 * limits.SMALL_PART_ELEMENTS:
        raise refusal("xml-too-many-elements", name)
    try:
        root = ET.fromstring(text)  # nosec B314 # no document type gets here, and no more elements than counted above
    except (ET.ParseError, ValueError):
        raise refusal("file-damaged", name) from None
    level, depth = [root], 0
    while level:
        depth += 1
        if depth > limits.XML_DEPTH:
            raise refusal("xml-too-deep", name)
        level = [child for element in level for child in element]
    return root


def local_name(element: ET.Element) -> str:
    """The tag without its namespace: transitional and strict packages differ in nothing else."""
    return element.tag.rpartition("}")[2]
