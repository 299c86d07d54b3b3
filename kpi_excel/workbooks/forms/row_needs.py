"""What one row of a table still needs: its own inputs, the KPI's raw inputs elsewhere, its row in an earlier table."""

from __future__ import annotations

from dataclasses import dataclass

from kpi_excel.core.scoring.inputs import inputs_of, is_direct
from kpi_excel.core.text import Text
from kpi_excel.forms.content import RowContent
from kpi_excel.forms.input_fields import field_for_input
from kpi_excel.forms.spec import FieldSpec
from kpi_excel.workbooks.forms.layout import TableLayout
from kpi_excel.workbooks.forms.needs import Control, Need, need_of, row_control
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
        spec, content = self.table.content.spec, self.content
        specs = {c.key: (c, self.table.columns[c.key]) for c in spec.columns if c.is_input}
        control = self._control(row_control(content, specs, self.row))
        needs = []
        for column in spec.columns:
            if not column.is_input:
                continue
            asked = column
            if column.content == "result":
                if content.kpi is not None and not is_direct(content.kpi):
                    needs += self._raw_inputs(column, control)
                    continue
                asked = field_for_input(column, inputs_of(content.kpi)[0] if content.kpi else None)
            elif column.content == "input":
                asked = field_for_input(column, content.input)
            ref = cell(self.row, self.table.columns[column.key])
            need = need_of(asked, ref, content.filled.get(asked.key), control, self.sp.pen.lang)
            needs += [need] if need else []
        return needs

    def _control(self, own: Control) -> Control:
        """Conditions of a KPI's row may look at the row of the same KPI in another table."""

        def control(key: str) -> tuple[FieldSpec, str, str] | None:
            if (found := own(key)) is not None or self.content.kpi is None:
                return found
            for sheet in self.sp.pen.layout.sheets:
                for table in sheet.tables:
                    spec = table.content.spec.column(key)
                    if spec is None or table.content.spec.rows != "kpis":
                        continue
                    prefix = "" if sheet is self.sp.layout else f"{sheet.quoted()}!"
                    place = (
                        f"INDEX({prefix}{table.span(table.columns[key])},"
                        f"MATCH({quote(code_text(self.content.kpi))},{prefix}{table.span(table.code_column)},0))"
                    )
                    held = self.sp.pen.answers.get(self.content.kpi.kpi_no, {}).get(key, "")
                    return spec, place, str(held)
            return None

        return control

    def _raw_inputs(self, column: FieldSpec, control: Control) -> list[Need]:
        """The KPI's blank cells on the sheet of raw inputs, as one need."""
        found = self.sp.pen.layout.table("inputs")
        if found is None or self.content.kpi is None:
            return []
        sheet, table = found
        kpi = self.content.kpi
        values = next(table.columns[c.key] for c in table.content.spec.columns if c.content == "input")
        codes = f"{sheet.quoted()}!{table.span(table.code_column)}"
        blank = (
            f'SUMPRODUCT((LEFT({codes},{len(kpi.row_code) + 1})="{kpi.row_code}/")'
            f"*(LEN(TRIM({sheet.quoted()}!{table.span(values)}))=0))"
        )
        answers = self.sp.pen.answers.get(kpi.kpi_no, {})
        missing = sum(answers.get(wanted.key) in (None, "") for wanted in inputs_of(kpi))
        waived = control(column.waived_when[0]) if column.waived_when else None
        if waived is not None and column.waived_when is not None:
            governing, place, held = waived
            titles = [c.title.say(self.sp.pen.lang) for c in governing.choices if c.key in column.waived_when[1]]
            tests = ",".join(f'{place}="{title}"' for title in titles)
            blank = f"IF(OR({tests}),0,{blank})"
            missing = 0 if held in titles else missing
        return [Need(Text(f"แผ่น {sheet.content.name}", f"sheet {sheet.content.name}").say(self.sp.pen.lang), blank, missing)]

    def needs_above(self) -> list[Need]:
        """What the KPI's row in an earlier table of the sheet still needs."""
        needs = []
        for table in self.sp.layout.tables:
            if table.section_row >= self.table.section_row or table.content.spec.rows != self.table.content.spec.rows:
                continue
            counter = f"INDEX({table.span(table.counter)},MATCH({cell(self.row, self.table.code_column)},{table.span(table.code_column)},0))"
            row = next((r for r, content in table.rows() if content.code == self.content.code), None)
            if row is not None:
                own = RowNeeds(self.sp, table, row, next(c for r, c in table.rows() if r == row)).needs()
                title = own[0].title if own else ""
                needs.append(Need(title, counter, sum(need.missing for need in own)))
        return needs
