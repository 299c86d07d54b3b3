"""The head of a form: fields whose caption stands above the value, and the notes box."""

from __future__ import annotations

from kpi_excel.core.findings import Finding, Place
from kpi_excel.forms.anchors import LocatedSheet
from kpi_excel.forms.fields import ReadingContext, parse
from kpi_excel.forms.frame import ReadingFrame
from kpi_excel.forms.raw import Address
from kpi_excel.forms.spec import SheetSpec
from kpi_excel.forms.thai_text import is_blank, key_of

NOTES = "notes"


def read_head(
    located: LocatedSheet, spec: SheetSpec, frame: ReadingFrame
) -> tuple[dict[str, str], list[Finding], set[Address]]:
    """Head fields as text, findings about them, and the cells read. What is missing here holds no record up."""
    extra: dict[str, str] = {}
    findings: list[Finding] = []
    used: set[Address] = set()
    if spec.kind == "page":
        return extra, findings, used
    sheet = located.text.sheet
    for item in spec.head:
        label = located.labels.get(item.key)
        if label is None:
            continue
        address = _value_below(located, label)
        used |= {label, address}
        parsed = parse(item, sheet.cells.get(address), ReadingContext(frame.year))
        place = Place(sheet=sheet.name, cell=address.a1(), field=f"head.{item.key}")
        findings += [Finding(issue.code, place, parsed.typed, issue.expected) for issue in parsed.issues]
        if not is_blank(parsed.typed):
            extra[item.key] = str(parsed.value if parsed.value is not None else parsed.typed)
        elif item.required:
            findings.append(Finding("head-value-missing", place, expected=item.title))
    if notes := _notes(located, spec):
        address, text = notes
        used.add(address)
        extra[NOTES] = text
    return extra, findings, used


def _value_below(located: LocatedSheet, label: Address) -> Address:
    """The cell under a caption; one row may have been inserted between, unless that would reach another caption."""
    below = Address(label.row + 1, label.column)
    second = Address(label.row + 2, label.column)
    if below not in located.text.sheet.cells and second in located.text.sheet.cells:
        if second not in located.labels.values():
            return second if _is_input_like(located, second) else below
    return below


def _is_input_like(located: LocatedSheet, address: Address) -> bool:
    """Not one of our own captions or headers further down."""
    first_table = min((table.header_row for table in located.tables), default=address.row + 1)
    return address.row < first_table - 2


def _notes(located: LocatedSheet, spec: SheetSpec) -> tuple[Address, str] | None:
    if not spec.notes.th:
        return None
    for name in (key_of(spec.notes.th), key_of(spec.notes.en)):
        for label in located.text.by_key.get(name, ()):
            for step in range(1, 6):
                address = Address(label.row, label.column + step)
                cell = located.text.sheet.cells.get(address)
                if cell is not None and not is_blank(str(cell.value)):
                    return address, str(cell.value)
    return None
