"""Marks of a feedback workbook: the note on a faulty cell, and the formula by which it knows that it is mended."""

from __future__ import annotations

from kpi_excel.core.catalogue import message_of, remedy_of
from kpi_excel.core.periods import BE_OFFSET
from kpi_excel.core.text import Text
from kpi_excel.forms.content import Filled, Mark
from kpi_excel.forms.field_words import WORD_TEXTS, choices_of
from kpi_excel.forms.spec import FieldSpec, FieldType
from kpi_excel.workbooks.forms.months import date_parts
from kpi_excel.workbooks.writing import clean_text

_NUMBERS = (FieldType.WHOLE, FieldType.DECIMAL, FieldType.PERCENT)


def note_text(mark: Mark, lang: str) -> str:
    """Number, finding, remedy: what pops up on the cell."""
    item = Text("ข้อ", "Item").say(lang)
    text = f"{item} {mark.number}: {message_of(mark.finding, lang)}\n{remedy_of(mark.finding, lang)}"
    return text if len(text) <= 250 else text[:249] + "…"


def valid_formula(spec: FieldSpec, ref: str, original: Filled | None, lang: str) -> str:
    """TRUE once the cell holds something of the right kind that is not what was sent back."""
    tests = [f"LEN(TRIM({ref}))>0"]
    if original not in (None, ""):
        tests.append(_differs(ref, original))
    if spec.type in _NUMBERS:
        tests.append(f"OR({','.join([_is_fitting_number(spec, ref), *_states(spec, ref, lang)])})")
    elif spec.type in (FieldType.CHOICE, FieldType.YES_NO):
        titles = [f'TRIM({ref})="{choice.title.say(lang)}"' for choice in choices_of(spec)]
        tests.append(f"OR({','.join([*titles, *_states(spec, ref, lang)])})")
    elif spec.type is FieldType.DAY:
        tests.append(_is_real_day(ref))
    elif spec.type in (FieldType.TEXT, FieldType.LONG_TEXT):
        tests.append(f"LEN({ref})<={spec.longest}")
    return f"AND({','.join(tests)})"


def _states(spec: FieldSpec, ref: str, lang: str) -> list[str]:
    return [f'TRIM({ref})="{WORD_TEXTS[word].say(lang)}"' for word in spec.words]


def _is_fitting_number(spec: FieldSpec, ref: str) -> str:
    """A number within the field's limits; N keeps the comparison away from text."""
    tests = [f"ISNUMBER({ref})"]
    tests += [f"N({ref})>={spec.minimum:f}"] if spec.minimum is not None else []
    tests += [f"N({ref})<={spec.maximum:f}"] if spec.maximum is not None else []
    tests += [f"INT(N({ref}))=N({ref})"] if spec.type is FieldType.WHOLE else []
    return f"AND({','.join(tests)})" if len(tests) > 1 else tests[0]


def _is_real_day(ref: str) -> str:
    """A date typed with slashes must be in the calendar; one written in words is left to the reader."""
    day, month, year = date_parts(ref)
    in_calendar = f"IFERROR(MONTH(DATE({year}-{BE_OFFSET},{month},{day}))={month},TRUE)"
    return f"OR(ISNUMBER({ref}),AND(LEN(TRIM({ref}))>=6,{in_calendar}))"


def _differs(ref: str, original: Filled) -> str:
    if not isinstance(original, str):
        return f"{ref}<>{original:f}"
    # What stands in the cell is cleaned; the literal is cut, so the cell is cut too: 200 characters tell two texts apart
    whole = clean_text(original)
    start = whole[:200]
    literal = start.replace('"', '""').replace("\n", '"&CHAR(10)&"')
    return f'LEFT({ref},{len(start)})<>"{literal}"' if len(whole) > 200 else f'{ref}<>"{literal}"'
