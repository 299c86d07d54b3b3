"""What surrounds the rows of a worksheet: its footer, and the merges and rules that some readers choke on."""

from __future__ import annotations

import re

from kpi_excel.core.findings import Place
from kpi_excel.workbooks.gate import limits
from kpi_excel.workbooks.gate.refusal import refusal
from kpi_excel.workbooks.reader.addresses import area_of
from kpi_excel.workbooks.reader.texts import unescape_xml

_FOOTER = re.compile(r"<(?:\w+:)?(?:odd|even|first)Footer(?: [^<>]*)?>([^<]*)<")
_MERGE = re.compile(r"""[<:]mergeCell\s[^<>]{0,200}?ref=["']([A-Z]+[0-9]+:[A-Z]+[0-9]+)["']""")
_RULES = ("cfRule ", "dataValidation ")


def read_footer(sheet: str, text: str) -> str:
    """The footers of a worksheet part with their layout codes (`&L&8 …`), one a line.

    Raises:
        Refusal: more merges or rules than a sheet may have: a single merge over a whole sheet makes other readers
            build every cell of it.
    """
    frame = text[text.rfind("</sheetData>") + 1 :]
    _check_rules_are_bounded(sheet, frame)
    _check_merges_are_bounded(sheet, frame)
    if "Footer>" not in frame:
        return ""
    try:
        return "\n".join(unescape_xml(found) for found in _FOOTER.findall(frame) if found)
    except ValueError:
        return ""


def _check_rules_are_bounded(sheet: str, frame: str) -> None:
    rules = sum(frame.count(tag) for tag in _RULES)
    if rules > limits.RULES:
        raise refusal("too-many-rules", f"{rules:,}", f"{limits.RULES:,}", Place(sheet=sheet))


def _check_merges_are_bounded(sheet: str, frame: str) -> None:
    if "mergeCell " not in frame:
        return
    spans = _MERGE.findall(frame)
    if len(spans) > limits.MERGES:
        raise refusal("too-many-merges", f"{len(spans):,}", f"{limits.MERGES:,}", Place(sheet=sheet))
    covered = sum(area_of(span) for span in spans)
    if covered > limits.MERGED_CELLS:
        raise refusal("too-many-merges", f"{covered:,}", f"{limits.MERGED_CELLS:,}", Place(sheet=sheet))
