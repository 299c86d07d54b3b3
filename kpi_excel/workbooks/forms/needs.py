"""What a row still needs: one description, counted live by a formula and at writing time by Python."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from kpi_excel.core.text import Text
from kpi_excel.forms.content import Filled, RowContent
from kpi_excel.forms.field_words import choices_of
from kpi_excel.forms.spec import FieldSpec
from kpi_excel.workbooks.forms.pen import cell


@dataclass(frozen=True, slots=True)
class Need:
    """One input that may be missing. `count` is a formula giving how many; `missing` what it gives now."""

    title: str
    count: str
    missing: int


Control = Callable[[str], tuple[FieldSpec, str, str] | None]
"""Field key → its spec, a reference to its cell, and what it holds now: for conditions across cells."""


def need_of(spec: FieldSpec, ref: str, value: Filled | None, control: Control, lang: str) -> Need | None:
    """The need of one input, None where it is never required."""
    if not spec.required:
        return None
    conditions = [f"LEN(TRIM({ref}))=0"]
    missing = value in (None, "")
    for condition, wanted in ((spec.needed_when, True), (spec.waived_when, False)):
        found = control(condition[0]) if condition else None
        if condition is None or found is None:
            continue
        governing, place, held = found
        titles = [choice.title.say(lang) for choice in choices_of(governing) if choice.key in condition[1]]
        test = "OR(" + ",".join(f'{place}="{title}"' for title in titles) + ")"
        conditions.append(test if wanted else f"NOT({test})")
        missing = missing and ((held in titles) is wanted)
    return Need(short_title(spec, lang), f"IF(AND({','.join(conditions)}),1,0)", int(missing))


def short_title(spec: FieldSpec, lang: str) -> str:
    """A field's title as a message has room for it."""
    title = spec.title.say(lang)
    return title if len(title) <= 28 else title.split(" (")[0][:28]


def count_formula(needs: Iterable[Need], started: str = "") -> str:
    """How many are missing in a row; 0 while a list's row is not started."""
    whole = "+".join(need.count for need in needs) or "0"
    return f"IF({started},{whole},0)" if started else whole


def status_formula(counter: str, needs: list[Need], complete: Text, started: str, lang: str) -> str:
    """`ครบ ✓`, or how many are missing and the first one's name."""
    first = '""'
    for need in reversed(needs):
        first = f'IF({need.count}>0,"{need.title}",{first})'
    lead, spots = ("เหลือ ", " จุด") if lang == "th" else ("Missing ", "")
    text = f'IF({counter}=0,"{complete.say(lang)}","{lead}"&{counter}&"{spots}"&CHAR(10)&{first})'
    return f'IF({started},{text},"")' if started else text


def status_text(needs: list[Need], complete: Text, started: bool, lang: str) -> str:
    """What `status_formula` shows now."""
    if not started:
        return ""
    missing = sum(need.missing for need in needs)
    if not missing:
        return complete.say(lang)
    first = next(need.title for need in needs if need.missing)
    return f"เหลือ {missing} จุด\n{first}" if lang == "th" else f"Missing {missing}\n{first}"


def row_control(content: RowContent, specs: Mapping[str, tuple[FieldSpec, int]], row: int) -> Control:
    """Conditions that look at other cells of the same row."""

    def control(key: str) -> tuple[FieldSpec, str, str] | None:
        if key not in specs:
            return None
        spec, column = specs[key]
        return spec, cell(row, column), str(content.filled.get(key, ""))

    return control
