"""Marks of a feedback workbook: the note on a faulty cell, and the formula by which it knows that it is mended."""

from __future__ import annotations

from kpi_excel.core.catalogue import message_of, remedy_of
from kpi_excel.core.text import Text
from kpi_excel.forms.content import Filled, Mark
from kpi_excel.forms.field_words import WORD_TEXTS, choices_of
from kpi_excel.forms.spec import FieldSpec, FieldType

_NUMBERS = (FieldType.WHOLE, FieldType.DECIMAL, FieldType.PERCENT)


def note_text(mark: Mark, lang: str) -> str:
    """Number, finding, remedy: what pops up on the cell."""
    item = Text("ข้อ", "Item").say(lang)
    text = f"{item} {mark.number}: {message_of(mark.finding, lang)}\n{remedy_of(mark.finding, lang)}"
    return text if len(text) <= 250 else text[:249] + "…"


def valid_formula(spec: FieldSpec, ref: str, original: Filled | None, lang: str) -> str:
    """TRUE once the cell holds something of the right kind that is not what was sent back."""
    kept = f"LEN(TRIM({ref}))>0"
    if original not in (None, ""):
        kept = f"{kept},{_differs(ref, original)}"
    if spec.type in _NUMBERS:
        words = [f'TRIM({ref})="{WORD_TEXTS[word].say(lang)}"' for word in spec.words]
        kept = f"{kept},OR(ISNUMBER({ref}){''.join(',' + word for word in words)})"
    elif spec.type in (FieldType.CHOICE, FieldType.YES_NO):
        titles = ",".join(f'TRIM({ref})="{choice.title.say(lang)}"' for choice in choices_of(spec))
        kept = f"{kept},OR({titles})"
    elif spec.type is FieldType.DAY:
        kept = f"{kept},OR(ISNUMBER({ref}),LEN(TRIM({ref}))>=6)"
    return f"AND({kept})"


def _differs(ref: str, original: Filled | None) -> str:
    if not isinstance(original, str):
        return f"{ref}<>{original}"
    # The literal is cut, so the cell is cut too; 200 characters tell two texts apart
    literal = original[:200].replace('"', '""').replace("\n", '"&CHAR(10)&"')
    return f'LEFT({ref},{len(original[:200])})<>"{literal}"' if len(original) > 200 else f'{ref}<>"{literal}"'
