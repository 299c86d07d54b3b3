"""What one row of a table still needs: its own inputs, the KPI's raw inputs elsewhere, its row in an earlier table."""

from __future__ import annotations

from dataclasses import dataclass

from kpi_excel.core.scoring.inputs import inputs_of
from kpi_excel.forms.content import RowContent
from kpi_excel.forms.input_fields import field_for_input
from kpi_excel.forms.spec import FieldSpec
from kpi_excel.workbooks.forms import words as w
from kpi_excel.workbooks.forms.layout import TableLayout
from kpi_excel.workbooks.forms.needs import (
    Need,
    asked_field,
    holds_one_of,
    is_blank,
    marked_need,
    need_of,
)
from kpi_excel.workbooks.forms.pen import SheetPen, cell, code_text, quote


@dataclass(frozen=True, slots=True)
class RowNeeds:
    """One row of a table."""

    sp: SheetPen
    table: TableLayout
    row: int
    content: RowContent

    def needs(self) -> list[Need]:
        """What the row itself still needs."""
        content, lang = self.content, self.sp.pen.lang
        needs: list[Need | None] = []
        for column in self.table.content.spec.columns:
            if not column.is_input:
                continue
            asked = asked_field(column, content)
            if asked is None:
                needs += self._raw_inputs(column)
                continue
            ref, value = cell(self.row, self.table.columns[column.key]), content.filled.get(asked.key)
            if (mark := content.marks.get(asked.key)) is not None:
                needs.append(marked_need(asked, ref, value, mark, lang))
            else:
                needs.append(need_of(asked, ref, value, self._control, lang))
        return [need for need in needs if need is not None]

    def with_row_above(self) -> list[Need]:
        """The same, after what the KPI's row in an earlier table of the sheet still needs.

        That is one need, looked up by code so that a sort parts nothing; what was sent back is named one by one.
        """
        table = next((t for t in self.sp.layout.tables if t.content.spec.rows == self.table.content.spec.rows), self.table)
        found = next(((row, content) for row, content in table.rows() if content.code == self.content.code), None)
        if table is self.table or found is None:
            return self.needs()
        above = RowNeeds(self.sp, table, *found).needs()
        if not above or any(need.is_item for need in above):
            return [*above, *self.needs()]
        code = cell(self.row, self.table.code_column)
        counter = f"INDEX({table.span(table.counter)},MATCH({code},{table.span(table.code_column)},0))"
        return [Need(above[0].title, counter, sum(need.missing for need in above)), *self.needs()]

    def _control(self, key: str) -> tuple[FieldSpec, str, str] | None:
        """Conditions may look at the row's own cells, or at the row of the same KPI in another table."""
        own = self.table.content.spec.column(key)
        if own is not None:
            return own, cell(self.row, self.table.columns[key]), str(self.content.filled.get(key, ""))
        if self.content.kpi is None:
            return None
        for sheet in self.sp.pen.layout.sheets:
            for table in sheet.tables:
                spec = table.content.spec.column(key)
                if spec is None or table.content.spec.rows != "kpis":
                    continue
                prefix = "" if sheet is self.sp.layout else f"{sheet.quoted()}!"
                place = f"INDEX({prefix}{table.span(table.columns[key])},MATCH({self._code()},{prefix}{table.span(table.code_column)},0))"
                held = self.sp.pen.answers.get(self.content.kpi.kpi_no, {}).get(key, "")
                return spec, place, str(held)
        return None

    def _code(self) -> str:
        """What stands in the code cell of the KPI's own row: the row's own cell follows a sort, a literal does not."""
        if self.table.content.spec.rows == "kpis":
            return cell(self.row, self.table.code_column)
        assert self.content.kpi is not None
        return quote(code_text(self.content.kpi))

    def _raw_inputs(self, column: FieldSpec) -> list[Need]:
        """The KPI's cells on the sheet of raw inputs: each that was sent back, and the blank ones as one need."""
        found, content, lang = self.sp.pen.layout.table("inputs"), self.content, self.sp.pen.lang
        if found is None or content.kpi is None:
            return []
        answers = self.sp.pen.answers.get(content.kpi.kpi_no, {})
        needs, blank, missing = [], "0", 0
        for offset, wanted in enumerate(inputs_of(content.kpi), start=1):
            # Hidden cells of the row fetch them
            ref, value = f"${cell(self.row, self.table.counter + offset)}", answers.get(wanted.key)
            if (mark := content.marks.get(wanted.key)) is not None:
                needs.append(marked_need(field_for_input(column, wanted), ref, value, mark, lang))
                continue
            blank += f"+IF(LEN(TRIM({ref}))=0,1,0)"
            missing += is_blank(value)
        waived = self._control(column.waived_when[0]) if column.waived_when else None
        if waived is not None and column.waived_when is not None:
            test, holds = holds_one_of(waived, column.waived_when[1], lang)
            blank, missing = f"IF({test},0,{blank})", 0 if holds else missing
        return [*needs, Need(f"{self.sp.pen.say(w.SHEET)}{found[0].content.name}", blank, missing)]
