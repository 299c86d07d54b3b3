"""What one row or page holds: which KPI, which code, which values, from which cells."""

from __future__ import annotations

from dataclasses import dataclass, field

from kpi_excel.core.findings import Finding, Place
from kpi_excel.core.model import Kpi
from kpi_excel.core.submission import Value
from kpi_excel.forms.fields import ReadingContext, parse
from kpi_excel.forms.frame import Issued, ReadingFrame, prefill_key
from kpi_excel.forms.raw import Address, RawCell
from kpi_excel.forms.spec import FieldSpec
from kpi_excel.forms.thai_text import normalise


@dataclass(slots=True)
class Entry:
    """One row or page. `fields` are the inputs it could hold, `cells` their sheets and addresses, blank or not.

    `fillers`: what stands in cells that hold a dash or dots and nothing else.
    """

    record: str
    table: str
    kpi_no: str
    code: str
    sheet: str
    values: dict[str, Value] = field(default_factory=dict)
    fields: dict[str, FieldSpec] = field(default_factory=dict)
    cells: dict[str, tuple[str, Address]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    fillers: dict[str, str] = field(default_factory=dict)

    def place(self, key: str) -> Place:
        """Where a field of it stands; "" for the whole of it, at its first cell."""
        cells = self.cells.values() if not key else [self.cells[key]] if key in self.cells else []
        sheet, address = next(iter(cells), (self.sheet, None))
        return Place(sheet=sheet, cell=address.a1() if address else "", kpi_no=self.kpi_no, field=f"{self.record}.{key}")

    def typed(self) -> dict[str, str]:
        """What stands in its cells, one spelling for what looks the same."""
        return {key: normalise(value.typed) for key, value in self.values.items()}

    def is_touched(self, issued: Issued) -> bool:
        """Whether somebody typed, changed or cleared anything since we wrote it."""
        typed = self.typed()
        return any(
            typed.get(key, "") != normalise(issued.prefilled.get(prefill_key(self.record, self.kpi_no, self.code, key), ""))
            for key in self.fields
        )


@dataclass(slots=True)
class Reading:
    """What came of one table or page. `unclear` forbids reading on: the file is held for a person."""

    entries: list[Entry] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    used: set[Address] = field(default_factory=set)
    unclear: Finding | None = None


def read_into(
    entry: Entry, spec: FieldSpec, cell: RawCell | None, address: Address, frame: ReadingFrame, kpi: Kpi | None
) -> None:
    """Parse one input cell into an entry: its value where there is one, and what is to be said about it."""
    entry.fields[spec.key], entry.cells[spec.key] = spec, (entry.sheet, address)
    parsed = parse(spec, cell, ReadingContext(frame.year, unit_of(kpi)))
    if parsed.value is not None or parsed.issues:
        entry.values[spec.key] = Value(parsed.value, parsed.typed, entry.sheet, address.a1())
    elif filler := normalise(parsed.typed):
        entry.fillers[spec.key] = filler
    entry.findings += [Finding(issue.code, entry.place(spec.key), parsed.typed, issue.expected) for issue in parsed.issues]


def unit_of(kpi: Kpi | None) -> str:
    """The unit a number is read in; a percentage whose whole scale lies below 1 is a plain number (0.35 is no slip)."""
    if kpi is None or all(level is None or abs(level) <= 1 for level in kpi.levels):
        return ""
    return kpi.unit
