"""The head of a form: fields whose caption stands above the value, and the notes box."""

from __future__ import annotations

from dataclasses import dataclass, field

from kpi_excel.core.findings import Finding, Place
from kpi_excel.forms.cells import typed_text
from kpi_excel.forms.fields import ReadingContext, parse
from kpi_excel.forms.frame import ReadingFrame
from kpi_excel.forms.raw import Address
from kpi_excel.forms.sheet_text import SheetText, find_labels
from kpi_excel.forms.spec import SheetSpec
from kpi_excel.forms.thai_text import is_blank, key_of

HEAD, NOTES = "head", "notes"
"""What findings call a head field's record; the key of the notes box."""
_REACH = 5
"""How far right of its label the notes box may have moved."""


@dataclass(slots=True)
class Head:
    """`extra`: head fields as text. What is missing here holds no record up."""

    extra: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    used: set[Address] = field(default_factory=set)


def read_head(text: SheetText, spec: SheetSpec, frame: ReadingFrame, section_row: int) -> Head:
    """What the head of a sheet says above the row where its first table's section begins, and its notes box."""
    head = Head()
    labels = find_labels(text, spec.head)
    for item in spec.head:
        label = labels.get(item.key)
        address = _value_below(text, label, section_row) if label is not None else None
        place = Place(sheet=text.sheet.name, cell=address.a1() if address else "", field=f"{HEAD}.{item.key}")
        parsed = parse(item, text.sheet.cells.get(address) if address else None, ReadingContext(frame.year))
        head.findings += [Finding(issue.code, place, parsed.typed, issue.expected) for issue in parsed.issues]
        head.used |= {at for at in (label, address) if at is not None}
        if not is_blank(parsed.typed):
            head.extra[item.key] = str(parsed.value if parsed.value is not None else parsed.typed)
        elif item.required:
            head.findings.append(Finding("head-value-missing", place, expected=item.title))
    _read_notes(text, spec, head)
    return head


def _value_below(text: SheetText, caption: Address, section_row: int) -> Address:
    """The cell under a caption; one row may have been inserted between."""
    below, second = (Address(caption.row + down, caption.column) for down in (1, 2))
    is_lower = below not in text.sheet.cells and second in text.sheet.cells and second.row < section_row
    return second if is_lower else below


def _read_notes(text: SheetText, spec: SheetSpec, head: Head) -> None:
    """The first thing written right of the label of the notes box."""
    names = [key_of(wording) for wording in spec.notes if wording]
    label = next((text.by_key[name][0] for name in names if name in text.by_key), None)
    if label is None:
        return
    head.used.add(label)
    for step in range(1, _REACH + 1):
        address = Address(label.row, label.column + step)
        cell = text.sheet.cells.get(address)
        if cell is not None and not is_blank(str(cell.value)):
            head.extra[NOTES] = typed_text(cell)
            head.used.add(address)
            return
