"""What one row of a table still needs: its own inputs, the KPI's raw inputs elsewhere, its row in an earlier table."""

from __future__ import annotations

from dataclasses import dataclass

from kpi_excel.core.scoring.inputs import inputs_of
from kpi_excel.forms.content import RowContent
from kpi_excel.forms.spec import FieldSpec
from kpi_excel.workbooks.forms import words as w
from kpi_excel.workbooks.forms.layout import TableLayout
from kpi_excel.workbooks.forms.needs import (
    Need,
    asked_field,
    holds_one_of,
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
                needs.append(self._raw_inputs(column))
                continue
            ref, value = cell(self.row, self.table.columns[column.key]), content.filled.get(asked.key)
            if (mark := content.marks.get(asked.key)) is not None:
                needs.append(marked_need(asked, ref, value, mark, lang))
            else:
                needs.append(need_of(asked, ref, value, self._control, lang))
        return [need for need in needs if need is not None]

    def with_row_above(self) -> list[Need]:
        """The same, after what the KPI's row in an earlier table of the sheet still needs (as one need)."""
        table = next((t for t in self.sp.layout.tables if t.content.spec.rows == self.table.content.spec.rows), self.table)
        found = next(((row, content) for row, content in table.rows() if content.code == self.content.code), None)
        if table is self.table or found is None:
            return self.needs()
        above = RowNeeds(self.sp, table, *found).needs()
        code = cell(self.row, self.table.code_column)
        counter = f"INDEX({table.span(table.counter)},MATCH({code},{table.span(table.code_column)},0))"
        first = next((need for need in above if need.missing), above[0]) if above else Need("", "0", 0)
        joined = Need(first.title, counter, sum(need.missing for need in above), first.is_item)
        return [joined, *self.needs()]

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

    def _raw_inputs(self, column: FieldSpec) -> Need | None:
        """The KPI's blank cells on the sheet of raw inputs, as one need; hidden cells of the row fetch them."""
        found = self.sp.pen.layout.table("inputs")
        if found is None or self.content.kpi is None:
            return None
        wanted = inputs_of(self.content.kpi)
        blank = "+".join(
            f"IF(LEN(TRIM(${cell(self.row, self.table.counter + offset)}))=0,1,0)" for offset in range(1, len(wanted) + 1)
        )
        answers = self.sp.pen.answers.get(self.content.kpi.kpi_no, {})
        missing = sum(answers.get(item.key) in (None, "") for item in wanted)
        waived = self._control(column.waived_when[0]) if column.waived_when else None
        if waived is not None and column.waived_when is not None:
            test, holds = holds_one_of(waived, column.waived_when[1], self.sp.pen.lang)
            blank, missing = f"IF({test},0,{blank})", 0 if holds else missing
        return Need(f"{self.sp.pen.say(w.SHEET)}{found[0].content.name}", blank, missing)
