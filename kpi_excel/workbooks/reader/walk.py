"""The thorough way through a part: event by event, any namespace prefix, any shape."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol
from xml.parsers import expat

from kpi_excel.workbooks.gate import limits
from kpi_excel.workbooks.gate.refusal import refusal


class Visitor(Protocol):
    """What is told of each element: its depth (the root has 1) and its name with the prefix of its namespace."""

    def start(self, depth: int, name: str, attributes: Mapping[str, str]) -> None: ...

    def end(self, depth: int, name: str) -> None: ...

    def text(self, text: str) -> None: ...


def walk(part: str, text: str, prefixes: Mapping[str, str], visitor: Visitor) -> None:
    """Tell `visitor` every element of a part.

    `prefixes` gives the prefix that stands for each known namespace; names of other namespaces begin with "?".

    Raises:
        Refusal: the part is not well-formed, has a document type, or is too deep.
    """
    guard = _Guard(part, _Names(prefixes, "?"), _Names(prefixes, ""), visitor)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = guard.start
    parser.EndElementHandler = guard.end
    parser.CharacterDataHandler = visitor.text
    parser.StartDoctypeDeclHandler = guard.refuse_doctype
    try:
        parser.Parse(text, True)
    except expat.ExpatError:
        raise refusal("file-damaged", part) from None


def check_is_whole(part: str, text: str) -> None:
    """That a part is well-formed to its end: a pattern that looks for cells alone would not see a tag that is broken.

    Raises:
        Refusal: it is not.
    """
    try:
        expat.ParserCreate(namespace_separator=" ").Parse(text, True)
    except expat.ExpatError:
        raise refusal("file-damaged", part) from None


class _Names(dict[str, str]):
    """Names as expat gives them (`namespace local`) to names with a prefix, each worked out once."""

    def __init__(self, prefixes: Mapping[str, str], bare: str) -> None:
        super().__init__()
        self._prefixes = prefixes
        self._bare = bare
        """The prefix of a name without a namespace: an attribute needs none, an element without one is none of ours."""

    def __missing__(self, name: str) -> str:
        namespace, _, local = name.rpartition(" ")
        short = self[name] = (self._prefixes.get(namespace, "?") if namespace else self._bare) + local
        return short


class _Guard:
    """Counts depth and attributes before the visitor sees them."""

    def __init__(self, part: str, names: _Names, attribute_names: _Names, visitor: Visitor) -> None:
        self._part = part
        self._names = names
        self._attribute_names = attribute_names
        self._visitor = visitor
        self._depth = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > limits.XML_DEPTH or len(attributes) > limits.XML_ATTRIBUTES:
            raise refusal("xml-too-deep", self._part)
        names = self._attribute_names
        self._visitor.start(self._depth, self._names[name], {names[key]: value for key, value in attributes.items()})

    def end(self, name: str) -> None:
        self._visitor.end(self._depth, self._names[name])
        self._depth -= 1

    def refuse_doctype(self, *_: object) -> None:
        raise refusal("xml-has-doctype", self._part)
