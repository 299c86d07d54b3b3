"""What a returned form says otherwise than it did when it was issued, in cells that nobody was asked to fill.

Scores come from the registry and the inputs alone: a changed criterion, weight or formula moves none. But somebody
filled the form by it, signed it, or showed it to others, so it is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from kpi_excel.core.findings import Finding, Place
from kpi_excel.core.scoring.arithmetic import rounded
from kpi_excel.core.scoring.engine import score_kpi
from kpi_excel.core.scoring.inputs import inputs_of
from kpi_excel.core.submission import Record
from kpi_excel.core.text import Text
from kpi_excel.forms.anchors import LocatedPage, LocatedTable, find_page, find_tables
from kpi_excel.forms.cells import decimal_of, typed_text
from kpi_excel.forms.codes import code_of_row
from kpi_excel.forms.facts import changed_kpis, told_as_changed
from kpi_excel.forms.formula_shape import shape_of
from kpi_excel.forms.frame import ReadingFrame
from kpi_excel.forms.outside import OurTexts
from kpi_excel.forms.page_fields import page_for
from kpi_excel.forms.pages import value_beside
from kpi_excel.forms.raw import Address, RawCell, RawSheet, RawWorkbook
from kpi_excel.forms.sheet_text import find_labels, index_sheets
from kpi_excel.forms.spec import FieldSpec, FormSpec
from kpi_excel.forms.thai_text import arabic_digits, is_blank, normalise

_SCORES = ("score", "live_score")
"""What the writer calls the cells that show a KPI's live score."""
_KEEPS_FORMULAS = ("xlsx", "xlsm")
"""Other formats write formulas in another way: of these only texts and scores are compared."""
_KEEPS_VALUES = (*_KEEPS_FORMULAS, "ods")
"""In .xls a formula without a number shows 0."""
_FALLS_BACK = re.compile(r'IFERROR\(.*,("(?:[^"]|""|"&CHAR\(10\)&")*")\)', re.DOTALL)
_LINE_BREAK = re.compile(r'"&CHAR\(10\)&"')
_SHOWN = 120
"""Characters of a changed text that are told."""
_UNREADABLE = ("#REF!", "_xlfngnumeric")
"""A reference that a deleted row broke; a formula that Gnumeric could not write down."""


@dataclass(frozen=True, slots=True)
class _Spot:
    """One of our cells, as issued or as returned, and the code or label that it stands beside.

    `columns`: the fields of its row by column.
    """

    sheet: RawSheet
    address: Address
    beside: Address
    columns: Mapping[int, str]

    @property
    def cell(self) -> RawCell | None:
        return self.sheet.cells.get(self.address)

    def is_as_in(self, cells: Mapping[str, Mapping[str, tuple[str, str]]]) -> bool:
        """It and its code stand where they stood and say what they said: most cells do, and need no further look."""
        issued = cells.get(self.sheet.name, {})
        return all(issued.get(at.a1()) == _said(self.sheet.cells.get(at)) for at in (self.address, self.beside))


_Name = tuple[str, str, str]
"""Table or page, row code, field."""


@dataclass(frozen=True)
class AsIssued:
    """A form that came back beside the form that went out."""

    spec: FormSpec
    frame: ReadingFrame
    kind: str
    records: Sequence[Record]

    def check(self, tables: Sequence[LocatedTable], pages: Sequence[LocatedPage]) -> Iterator[Finding]:
        """Everything of ours that was changed; and what changed in the registry, which is no tampering."""
        changed = changed_kpis(self.frame)
        yield from told_as_changed(self.frame, changed)
        if not self.frame.issued.cells:
            return
        for name, (item, spot) in self._spots(tables, pages):
            kpi_no = _kpi_of(name[1])
            place = Place(sheet=spot.sheet.name, cell=spot.address.a1(), kpi_no=kpi_no)
            if not spot.is_as_in(self.frame.issued.cells) and name in self._went_out:
                yield from self._compare(item, self._went_out[name][1], spot, place)
            if item.content in _SCORES and self.kind in _KEEPS_VALUES and kpi_no not in changed:
                yield from self._compare_score(kpi_no, spot, place)

    @cached_property
    def _went_out(self) -> Mapping[_Name, tuple[FieldSpec, _Spot]]:
        return dict(self._spots(*self._find(_as_workbook(self.frame.issued.cells))))

    def _compare(self, item: FieldSpec, issued: _Spot, spot: _Spot, place: Place) -> Iterator[Finding]:
        if spot.cell is None or issued.cell is None or is_blank(shown := typed_text(spot.cell)):
            return
        if issued.cell.formula and spot.cell.formula and self._says_otherwise(issued, spot):
            yield Finding("formula-changed", place, found=_short(f"={spot.cell.formula}"), expected=item.title)
        elif not issued.cell.formula and _squeezed(shown) != _squeezed(str(issued.cell.value)):
            yield Finding("locked-text-changed", place, _short(shown), _short(str(issued.cell.value)))
        elif issued.cell.formula and not spot.cell.formula and spot.cell.kind == "text" and not self._ours.hold(shown):
            yield Finding("locked-text-changed", place, _short(shown), _original_of(item, issued.cell.formula))

    def _says_otherwise(self, issued: _Spot, spot: _Spot) -> bool:
        """What cannot be compared is not accused: parts of a shared formula, and what a script moved without its references."""
        assert issued.cell is not None and spot.cell is not None
        formula = spot.cell.formula
        if self.kind not in _KEEPS_FORMULAS or formula in ("…", issued.cell.formula) or any(m in formula for m in _UNREADABLE):
            return False
        was = shape_of(issued.cell.formula, issued.address.row, issued.columns)
        return shape_of(formula, spot.address.row, spot.columns) != was

    def _compare_score(self, kpi_no: str, spot: _Spot, place: Place) -> Iterator[Finding]:
        """The score that the form shows, against the one that its own inputs give: stale, or typed over."""
        kpi = self.frame.kpis.get(kpi_no)
        record = next((record for record in self.records if (record.kind, record.kpi_no) == ("kpi", kpi_no)), None)
        if kpi is None or record is None or spot.cell is None or spot.cell.kind != "number":
            return
        given = ((wanted.key, record.get(wanted.key)) for wanted in inputs_of(kpi))
        score = score_kpi(kpi, {key: value for key, value in given if isinstance(value, Decimal | bool)}).value
        shown = rounded(decimal_of(float(spot.cell.value)))
        if score is not None and shown != score:
            yield Finding("shown-score-differs", place, f"{shown:.4f}", f"{score:.4f}")

    @cached_property
    def _ours(self) -> OurTexts:
        return OurTexts(self.frame.issued)

    def _find(self, raw: RawWorkbook) -> tuple[list[LocatedTable], list[LocatedPage]]:
        texts = index_sheets(raw)
        pages = [page for text in texts for spec in self.spec.sheets if spec.kind == "page" and (page := find_page(text, spec))]
        return [table for text in texts for table in find_tables(text, self.spec.sheets)], pages

    def _spots(
        self, tables: Sequence[LocatedTable], pages: Sequence[LocatedPage]
    ) -> Iterator[tuple[_Name, tuple[FieldSpec, _Spot]]]:
        for table in tables:
            yield from _spots_of_table(table)
        for page in pages:
            yield from self._spots_of_page(page)

    def _spots_of_page(self, page: LocatedPage) -> Iterator[tuple[_Name, tuple[FieldSpec, _Spot]]]:
        fields = [item for block in page_for(page.spec, self.frame.kpis.get(page.kpi_no)).blocks for item in block.fields]
        labels = find_labels(page.text, fields)
        for item in fields:
            if page.kpi_no and not item.is_input and (label := labels.get(item.key)):
                at = value_beside(page, label, labels.values())
                yield (page.spec.key, f"K{page.kpi_no}", item.key), (item, _Spot(page.text.sheet, at, label, {}))


def _spots_of_table(table: LocatedTable) -> Iterator[tuple[_Name, tuple[FieldSpec, _Spot]]]:
    spec, columns = table.header.table, table.header.columns
    fields = {column: key for key, column in columns.items()}
    ours = [item for item in spec.columns if not item.is_input and item.key != spec.code_key and item.key in columns]
    for row in table.rows:
        beside = Address(row, columns.get(spec.code_key, -1))
        if (code := code_of_row(table.text.text_at(*beside), spec.rows)) is not None:
            for item in ours:
                at = Address(row, columns[item.key])
                yield (spec.key, code.text, item.key), (item, _Spot(table.text.sheet, at, beside, fields))


def _said(cell: RawCell | None) -> tuple[str, str] | None:
    """As an issued form keeps it: text and formula."""
    if cell is None:
        return None
    return ("", cell.formula) if cell.formula else (str(cell.value), "")


def _as_workbook(cells: Mapping[str, Mapping[str, tuple[str, str]]]) -> RawWorkbook:
    """The issued form as it would be read: sheet → address → text and formula."""
    sheets = (
        RawSheet(name, {Address.of(at): RawCell("text", text, formula) for at, (text, formula) in found.items()})
        for name, found in cells.items()
    )
    return RawWorkbook("xlsx", tuple(sheets))


def _original_of(item: FieldSpec, formula: str) -> Text | str:
    """What a cell that went out as a formula said: the text that it falls back to, as a ladder's; else whose formula it was."""
    if found := _FALLS_BACK.fullmatch(formula):
        return _short(_LINE_BREAK.sub("\n", found[1])[1:-1].replace('""', '"'))
    return Text(f"สูตรของช่อง {item.title.th}", f"the formula of {item.title.en}")


def _squeezed(text: str) -> str:
    """Programs break lines and set spaces as they like."""
    return "".join(arabic_digits(normalise(text)).split())


def _short(text: str) -> str:
    """As much as a sentence holds; the cell has the rest."""
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def _kpi_of(code: str) -> str:
    return code[1:].partition("/")[0].partition("-")[0]
