"""The parts of an Office package and how they point at each other."""

from __future__ import annotations

import posixpath
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from typing import NamedTuple

from kpi_excel.workbooks.gate import limits
from kpi_excel.workbooks.gate.refusal import Refusal, refusal
from kpi_excel.workbooks.gate.xml import decode_part, local_name, parse_tree
from kpi_excel.workbooks.gate.zip import canonical_name


class Relation(NamedTuple):
    """`kind` is the last word of the relation's type: the same in transitional and strict packages."""

    kind: str
    target: str
    external: bool


class Package:
    """An Office package's parts by name, in lower case as the gate gives them."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self._parts = parts
        self._tags = 0
        self._relations: dict[str, dict[str, Relation]] = {}

    def has(self, name: str) -> bool:
        return name in self._parts

    def text(self, name: str) -> str:
        """The text of a part.

        Raises:
            Refusal: there is no such part, it is no text, or too much has been read by now.
        """
        if name not in self._parts:
            raise refusal("file-part-missing", name)
        text = decode_part(name, self._parts[name])
        self._tags += text.count("<")
        if self._tags > limits.XML_TAGS:
            raise refusal("xml-too-many-elements", name)
        return text

    def tree(self, name: str) -> ET.Element:
        return parse_tree(name, self.text(name))

    def relations(self, name: str) -> dict[str, Relation]:
        """Where a part points to, by relation id; the package itself is the part "".

        Raises:
            Refusal: two relations have one id, so that another program may follow the other one.
        """
        if name not in self._relations:
            self._relations[name] = self._read_relations(name)
        return self._relations[name]

    def _read_relations(self, name: str) -> dict[str, Relation]:
        folder, file = posixpath.split(name)
        part = posixpath.join(folder, "_rels", f"{file}.rels")
        if part not in self._parts:
            return {}
        items = list(self.tree(part))
        found = {item.get("Id", ""): _read_relation(folder, item) for item in items}
        if len(found) < len(items):
            raise refusal("file-damaged", part)
        return found

    def one(self, name: str, kind: str) -> Relation | None:
        """The relation of a kind of which a part may have one; None where it has none.

        Raises:
            Refusal: there are several, so that another program may follow another one.
        """
        found = [relation for relation in self.relations(name).values() if relation.kind == kind]
        if len(found) > 1:
            raise refusal("file-damaged", kind)
        return found[0] if found else None

    def properties(self, kind: str) -> dict[str, str]:
        """Core or custom document properties by name; none where the part is absent or broken.

        A broken one is an absent mark, not a reason to refuse what the agency typed.
        """
        try:
            for relation in self.relations("").values():
                if relation.kind == kind and self.has(relation.target):
                    return dict(_read_properties(self.tree(relation.target)))
        except Refusal as refused:
            if refused.finding.code != "file-damaged":
                raise
        return {}


def _read_relation(folder: str, item: ET.Element) -> Relation:
    path = posixpath.join("/", folder, item.get("Target", "").replace("\\", "/"))
    if "/." in path or "//" in path:
        path = posixpath.normpath(path)
    return Relation(
        item.get("Type", "").rpartition("/")[2], canonical_name(path.lstrip("/")), item.get("TargetMode") == "External"
    )


def _read_properties(root: ET.Element) -> list[tuple[str, str]]:
    found = []
    for item in root:
        # a custom property holds its value one level further down
        value = item[0] if len(item) else item
        found.append((item.get("name") or local_name(item), value.text or ""))
    return found
