"""What a row still needs: one description, counted live by a formula and at writing time by Python."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kpi_excel.core.scoring.inputs import inputs_of, is_direct
from kpi_excel.core.text import Text
from kpi_excel.forms.content import Filled, Mark, RowContent
from kpi_excel.forms.field_words import choices_of
from kpi_excel.forms.input_fields import field_for_input
from kpi_excel.forms.spec import FieldSpec
from kpi_excel.workbooks.forms import words as w
from kpi_excel.workbooks.forms.marks import valid_formula

_SHORT = 28


@dataclass(frozen=True, slots=True)
class Need:
    """What may be missing. `count` is a formula giving how many; `missing` what it gives now."""

    title: str
    count: str
    missing: int
    is_item: bool = False
    """Sent back: the title is the number on the list of corrections."""


Control = Callable[[str], tuple[FieldSpec, str, str] | None]
"""Field key → its spec, a reference to its cell, and what it holds now: for conditions across cells."""


def asked_field(column: FieldSpec, content: RowContent) -> FieldSpec | None:
    """The field that a row's cell asks for: raw inputs as their scoring method wants them; None where it is computed."""
    if column.content == "input":
        return field_for_input(column, content.input)
    if column.content != "result" or content.kpi is None:
        return column
    return field_for_input(column, inputs_of(content.kpi)[0]) if is_direct(content.kpi) else None


def need_of(spec: FieldSpec, ref: str, value: Filled | None, control: Control, lang: str) -> Need | None:
    """The need of one input, None where it is never required."""
    if not spec.required:
        return None
    conditions = [f"LEN(TRIM({ref}))=0"]
    missing = is_blank(value)
    for condition, wanted in ((spec.needed_when, True), (spec.waived_when, False)):
        found = control(condition[0]) if condition else None
        if condition is None or found is None:
            continue
        test, holds = holds_one_of(found, condition[1], lang)
        conditions.append(test if wanted else f"NOT({test})")
        missing = missing and holds is wanted
    return Need(short_title(spec, lang), f"IF(AND({','.join(conditions)}),1,0)", int(missing))


def is_blank(value: Filled | None) -> bool:
    """What LEN(TRIM()) = 0 says of a cell."""
    return value is None or (isinstance(value, str) and not trimmed(value))


def trimmed(text: str) -> str:
    """What TRIM makes of a text: no other blanks than the space."""
    return " ".join(filter(None, text.split(" ")))


def marked_need(spec: FieldSpec, ref: str, value: Filled | None, mark: Mark, lang: str) -> Need:
    """A cell that was sent back is missing until it holds something else that is valid."""
    return Need(f"{w.FIX.say(lang)}{mark.number}", f"IF({valid_formula(spec, ref, value, lang)},0,1)", 1, is_item=True)


def holds_one_of(found: tuple[FieldSpec, str, str], keys: tuple[str, ...], lang: str) -> tuple[str, bool]:
    """Whether a governing cell holds one of these choices: as a formula and now."""
    governing, place, held = found
    titles = [choice.title.say(lang) for choice in choices_of(governing) if choice.key in keys]
    return "OR(" + ",".join(f'{place}="{title}"' for title in titles) + ")", held in titles


def short_title(spec: FieldSpec, lang: str) -> str:
    """A field's title as a message has room for it."""
    title = spec.title.say(lang)
    return title if len(title) <= _SHORT else title.split(" (")[0][:_SHORT]


def count_formula(needs: Iterable[Need]) -> str:
    """How many are missing."""
    return "+".join(need.count for need in needs) or "0"


def status_formula(counter: str, needs: list[Need], complete: Text, lang: str) -> str:
    """The item that was sent back first; else how many are missing and the first one's name; else `ครบ ✓`."""
    lead, spots = w.MISSING.say(lang), w.SPOTS.say(lang)
    first = first_formula([(need.count, need.title) for need in needs])
    text = f'IF({counter}=0,"{complete.say(lang)}","{lead}"&{counter}&"{spots}"&CHAR(10)&{first})'
    for need in reversed([need for need in needs if need.is_item]):
        text = f'IF({need.count}>0,"{need.title}",{text})'
    return text


def status_text(needs: list[Need], complete: Text, lang: str) -> str:
    """What `status_formula` shows now."""
    open_now = [need for need in needs if need.missing]
    if item := next((need for need in open_now if need.is_item), None):
        return item.title
    if not open_now:
        return complete.say(lang)
    return f"{w.MISSING.say(lang)}{sum(need.missing for need in open_now)}{w.SPOTS.say(lang)}\n{open_now[0].title}"


def first_formula(clues: list[tuple[str, str]]) -> str:
    """The text of the first count above zero."""
    formula = '""'
    for count, text in reversed(clues):
        formula = f'IF({count}>0,"{text}",{formula})'
    return formula
