"""The page of one KPI as an entry: each value is found beside its label."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from kpi_excel.core.findings import Finding, Place
from kpi_excel.core.text import Text
from kpi_excel.forms.anchors import LocatedPage
from kpi_excel.forms.entries import Entry, Reading, read_into
from kpi_excel.forms.frame import ReadingFrame
from kpi_excel.forms.page_fields import page_for
from kpi_excel.forms.raw import Address
from kpi_excel.forms.sheet_text import find_labels
from kpi_excel.forms.spec import FieldSpec
from kpi_excel.forms.thai_text import key_of

_VALUES = Text("ช่องที่กรอก", "values")
_REACH = 3
"""How far right of its label a value is looked for: two columns may have been inserted between."""


def read_page(page: LocatedPage, frame: ReadingFrame) -> Reading:
    """The page's entry, or that nobody can know whose it is."""
    reading = Reading()
    sheet = page.text.sheet.name
    if not page.kpi_no:
        reading.findings.append(Finding("page-without-code", Place(sheet=sheet)))
        return reading
    kpi = frame.kpis.get(page.kpi_no)
    fields = [item for block in page_for(page.spec, kpi).blocks for item in block.fields]
    labels = find_labels(page.text, _as_issued(fields, frame.issued.titles_of(page.spec.key, f"K{page.kpi_no}")))
    entry = Entry(page.spec.record, page.spec.key, page.kpi_no, f"K{page.kpi_no}", sheet)
    _compare_with_issued(page, labels, frame, reading)
    if reading.unclear:
        return reading
    for item in fields:
        label = labels.get(item.key)
        if label is not None:
            address = value_beside(page, label, labels.values())
            reading.used |= {label, address}
            if item.is_input:
                read_into(entry, item, page.text.sheet.cells.get(address), address, frame, kpi)
        elif item.is_input:
            place = Place(sheet=sheet, kpi_no=page.kpi_no, field=f"{page.spec.record}.{item.key}")
            reading.findings.append(Finding("label-missing", place, expected=item.title))
    reading.entries.append(entry)
    return reading


def _as_issued(fields: Iterable[FieldSpec], titles: Mapping[str, str]) -> list[FieldSpec]:
    """The fields under the names of today and those of the day the form was issued."""
    return [replace(item, aliases=(*item.aliases, titles[item.key])) if titles.get(item.key) else item for item in fields]


def _compare_with_issued(page: LocatedPage, labels: Mapping[str, Address], frame: ReadingFrame, reading: Reading) -> None:
    """Our own texts stand beside their labels; else values were sorted or moved without the labels."""
    texts = frame.issued.labels_of(page.spec.key, f"K{page.kpi_no}")
    issued = {key: name for key, text in texts.items() if key in labels and (name := key_of(text))}
    shown = {key: key_of(_first_line(page, value_beside(page, labels[key], labels.values()))) for key in issued}
    strange = next((key for key in issued if shown[key] != issued[key] and shown[key] in issued.values()), None)
    place = Place(sheet=page.text.sheet.name, kpi_no=page.kpi_no, field=f"{page.spec.record}.")
    if strange is not None:
        at = value_beside(page, labels[strange], labels.values())
        reading.unclear = Finding("rows-mixed-up", replace(place, cell=at.a1()), found=f"K{page.kpi_no}")
    columns = {labels[key].column for key in issued}
    if columns - {labels[key].column for key, text in shown.items() if text}:
        reading.findings.append(Finding("column-missing", place, expected=_VALUES))


def _first_line(page: LocatedPage, address: Address) -> str:
    return page.text.text_at(*address).partition("\n")[0]


def value_beside(page: LocatedPage, label: Address, labels: Collection[Address]) -> Address:
    """The first filled cell right of a label, unless the column of other labels comes first."""
    label_columns = {address.column for address in labels}
    for step in range(1, _REACH + 1):
        address = Address(label.row, label.column + step)
        if address in labels or (step > 1 and address.column in label_columns):
            break
        if address in page.text.sheet.cells:
            return address
    return Address(label.row, label.column + 1)
