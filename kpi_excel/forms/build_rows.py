"""The rows of a form's tables: one per KPI, raw input, planned step or piece of evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from kpi_excel.core.model import Kpi, ScoringMethod
from kpi_excel.core.periods import Period, short_date
from kpi_excel.core.scoring.arithmetic import rounded
from kpi_excel.core.scoring.inputs import Input, inputs_of, is_direct
from kpi_excel.core.submission import Row, Word
from kpi_excel.core.text import Text
from kpi_excel.forms.cells import plain
from kpi_excel.forms.codes import entry_number, input_code
from kpi_excel.forms.content import Filled, RowContent
from kpi_excel.forms.field_words import WORD_TEXTS
from kpi_excel.forms.fields import format_value
from kpi_excel.forms.input_fields import STEP, YES_NO, field_for_input
from kpi_excel.forms.known import RESULT, Known
from kpi_excel.forms.spec import FieldSpec, TableSpec
from kpi_excel.forms.thai_text import key_of

PLAN_LEVELS = 5
_TYPED_DIGITS = 15
"""No spreadsheet program keeps more; a number with more was computed."""


def table_rows(
    table: TableSpec, kpis: Sequence[Kpi], known: Known, period: Period, lang: str
) -> list[RowContent]:
    """The rows of a table in agreement order."""
    make: dict[str, Callable[[], Iterator[RowContent]]] = {
        "kpis": lambda: _kpi_rows(table, kpis, known, period, lang),
        "inputs": lambda: _input_rows(table, kpis, known, lang),
        "handover": lambda: (RowContent("") for _ in range(table.spare)),
        "steps": lambda: _step_rows(kpis, known, period, lang),
        "plan": lambda: _plan_rows(table, kpis, known, lang),
        "evidence": lambda: _evidence_rows(table, kpis, known, period, lang),
        "target_kpis": lambda: _target_rows(table, kpis, known, lang),
    }
    return list(make[table.rows]())


def plain_number(value: Decimal) -> str:
    """A number as people write it, without idle zeros: typed ones in full, computed ones with four decimals (half up)."""
    return plain(value if len(value.as_tuple().digits) <= _TYPED_DIGITS else rounded(value))


def _kpi_rows(table: TableSpec, kpis: Sequence[Kpi], known: Known, period: Period, lang: str) -> Iterator[RowContent]:
    for kpi in kpis:
        key = inputs_of(kpi)[0].key if is_direct(kpi) else RESULT
        locked = {
            "last_accepted": _last(known, kpi, key, lang),
            "guideline": kpi.guideline,
            "evidence_due": _evidence_due(kpi, known, period, lang),
            "policy_group": kpi.strategic_issue or kpi.dimension,
        }
        asks = next((column for column in table.columns if column.content == "result"), None)
        filled = _reported(asks, kpi, inputs_of(kpi)[0], known, lang) if asks is not None and is_direct(kpi) else {}
        yield RowContent(kpi.row_code, kpi, locked=locked, filled=filled)


def _reported(asks: FieldSpec, kpi: Kpi, wanted: Input, known: Known, lang: str) -> dict[str, Filled]:
    """What was accepted for the same month on another form, carried over for the agency to check."""
    value = known.reported.get(kpi.kpi_no, {}).get(wanted.key)
    if value is None:
        return {}
    item = field_for_input(asks, wanted)
    answered = ("yes" if value else "no") if isinstance(value, bool) else value
    return {wanted.key: format_value(item, answered, lang)}


def _input_rows(table: TableSpec, kpis: Sequence[Kpi], known: Known, lang: str) -> Iterator[RowContent]:
    for kpi in kpis:
        if is_direct(kpi):
            continue
        for wanted in inputs_of(kpi):
            locked = {"last_accepted": _last(known, kpi, wanted.key, lang), "input_name": _asked(wanted, lang)}
            asks = next(column for column in table.columns if column.content == "input")
            yield RowContent(input_code(kpi, wanted.key), kpi, wanted, locked, _reported(asks, kpi, wanted, known, lang))


def _asked(wanted: Input, lang: str) -> str:
    """The title with its unit. Only here, where rows are told by their codes: on a page the title is what is read by."""
    title = wanted.title.say(lang)
    return f"{title} ({wanted.unit})" if wanted.unit else title


def _last(known: Known, kpi: Kpi, key: str, lang: str) -> str:
    """The last accepted value with its month below, or that there is none."""
    found = known.last.get(kpi.kpi_no, {}).get(key)
    if found is None:
        return Text("–\nยังไม่เคยรายงาน", "–\nnever reported").say(lang)
    value, period = found
    if isinstance(value, Word):
        shown = WORD_TEXTS[value].say(lang)
    elif isinstance(value, bool):
        is_step = any(wanted.key == key and wanted.kind == "step" for wanted in inputs_of(kpi))
        done, undone = (choice.title for choice in (STEP if is_step else YES_NO))
        shown = (done if value else undone).say(lang)
    elif isinstance(value, Decimal):
        shown = plain_number(value)
    else:
        shown = str(value)
    return f"{shown}\n{period.short_label(lang)}"


def _evidence_due(kpi: Kpi, known: Known, period: Period, lang: str) -> str:
    """What the plan says must be filed by the end of the month, the nearest first."""
    due = [
        (finish, row.get("evidence"))
        for row in known.plan.get(kpi.kpi_no, ())
        if isinstance(finish := row.get("finish"), date) and finish <= period.end and row.get("evidence")
        and known.steps.get(row.code, ("", None))[0] != "done"
    ]  # fmt: skip
    if not due:
        return Text("ไม่มีตามแผน", "none planned").say(lang)
    finish, document = min(due, key=lambda pair: (pair[0], str(pair[1])))
    more = Text(f" และอีก {len(due) - 1} รายการ", f" and {len(due) - 1} more").say(lang) if len(due) > 1 else ""
    by = Text("ภายใน", "by").say(lang)
    return f"{document}{more}\n{by} {short_date(finish, lang)}"


def _step_rows(kpis: Sequence[Kpi], known: Known, period: Period, lang: str) -> Iterator[RowContent]:
    """Steps to be finished by the end of the month that nobody has reported as finished before it."""
    for kpi in kpis:
        for row in known.plan.get(kpi.kpi_no, ()):
            finish = row.get("finish")
            state, _ = known.steps.get(row.code, ("", None))
            if not isinstance(finish, date) or finish > period.end or state == "done":
                continue
            locked = {"kpi_number": kpi.kpi_no, "step_text": str(row.get("step") or ""), "step_due": short_date(finish, lang)}
            yield RowContent(row.code, kpi, locked=locked)


def filled_from(table: TableSpec | Sequence[FieldSpec], row: Row, lang: str) -> dict[str, Filled]:
    """The values of a record's row as an input shows them."""
    fields = table.columns if isinstance(table, TableSpec) else table
    shown = {}
    for spec in fields:
        value = row.get(spec.key)
        if spec.is_input and value is not None:
            shown[spec.key] = format_value(spec, value, lang)
    return shown


def _plan_rows(table: TableSpec, kpis: Sequence[Kpi], known: Known, lang: str) -> Iterator[RowContent]:
    for kpi in kpis:
        if kpi.method is ScoringMethod.NOT_ASSESSED:
            continue
        if rows := known.plan.get(kpi.kpi_no):
            for row in rows:
                filled = filled_from(table, row, lang) | {"kpi_no": kpi.kpi_no}
                yield RowContent(row.code, kpi, filled=filled)
        else:
            for level in range(1, PLAN_LEVELS + 1):
                yield RowContent(f"P{kpi.kpi_no}-{level}", kpi, filled={"kpi_no": kpi.kpi_no, "level": Decimal(level)})
    yield from (RowContent("") for _ in range(table.spare))


def _evidence_rows(
    table: TableSpec, kpis: Sequence[Kpi], known: Known, period: Period, lang: str
) -> Iterator[RowContent]:
    """What is registered, then what the plan says is due and is not registered yet, then spare rows."""
    for kpi in kpis:
        rows = known.evidence.get(kpi.kpi_no, ())
        number = max((entry_number(row.code) for row in rows), default=0)
        for row in rows:
            number += not row.code
            code = row.code or f"E{kpi.kpi_no}-{number}"
            yield RowContent(code, kpi, filled=filled_from(table, row, lang) | {"kpi_no": kpi.kpi_no})
        registered = {key_of(str(row.get("document") or "")) for row in rows} | {""}
        for step in known.plan.get(kpi.kpi_no, ()):
            finish, document = step.get("finish"), str(step.get("evidence") or "")
            if isinstance(finish, date) and finish <= period.end and key_of(document) not in registered:
                registered.add(key_of(document))
                number += 1
                filled: dict[str, Filled] = {"kpi_no": kpi.kpi_no, "document": document}
                level = step.get("level")
                if isinstance(level, Decimal):
                    filled["level"] = level
                yield RowContent(f"E{kpi.kpi_no}-{number}", kpi, filled=filled)
    yield from (RowContent("") for _ in range(table.spare))


def _target_rows(table: TableSpec, kpis: Sequence[Kpi], known: Known, lang: str) -> Iterator[RowContent]:
    for kpi in kpis:
        if kpi.method in (ScoringMethod.NOT_ASSESSED, ScoringMethod.YES_NO):
            continue
        row = known.targets.get(kpi.kpi_no)
        yield RowContent(kpi.row_code, kpi, locked={"unit": kpi.unit}, filled=filled_from(table, row, lang) if row else {})
