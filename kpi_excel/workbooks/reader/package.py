"""The parts of an Office package and how they point at each other."""

from __future__ import annotations

import posixpath
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from typing import NamedTuple

from kpi_excel.workbooks.gate.refusal import Refusal, refusal
from kpi_excel.workbooks.gate.xml import decode_part, local_name, parse_tree


class Relation(NamedTuple):
    """`kind` is the last word of the relation's type: the same in transitional and strict packages."""

    kind: str
    target: str
    external: bool


class Package:
    """An Office package's parts by name, in lower case as the gate gives them."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self._parts = parts

    def has(self, name: str) -> bool:
        return name in self._parts

    def text(self, name: str) -> str:
        """The text of a part.

        Raises:
            Refusal: there is no such part, or it is no text.
        """
        if name not in self._parts:
            raise refusal("file-part-missing", name)
        return decode_part(name, self._parts[name])

    def tree(self, name: str) -> ET.Element:
        return parse_tree(name, self.text(name))

    def relations(self, name: str) -> dict[str, Relation]:
        """Where a part points to, by relation id; the package itself is the part ""."""
        folder, file = posixpath.split(name)
        part = posixpath.join(folder, "_rels", f"{file}.rels")
        if part not in self._parts:
            return {}
        return {item.get("Id", ""): _read_relation(folder, item) for item in self.tree(part)}

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
        item.get("Type", "").rpartition("/")[2], path.lstrip("/").casefold(), item.get("TargetMode") == "External"
    )


def _read_properties(root: ET.Element) -> list[tuple[str, str]]:
    found = []
    for item in root:
        # a custom property holds its value one level further down
        value = item[0] if len(item) else item
        found.append((item.get("name") or local_name(item), value.text or ""))
    return found
