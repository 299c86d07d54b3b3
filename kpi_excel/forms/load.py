"""TOML text → FormSpec for one fiscal year. Complains about every mistake in the description itself, at once."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from kpi_excel.core.model import ScoringMethod
from kpi_excel.core.periods import FiscalYear, PeriodKind
from kpi_excel.core.submission import Word
from kpi_excel.core.text import Text
from kpi_excel.forms.spec import (
    NO_TEXT,
    ROWS,
    BlockSpec,
    Choice,
    FieldSpec,
    FieldType,
    FormSpec,
    SheetSpec,
    TableSpec,
)
from kpi_excel.forms.spec_rules import mistakes_of
from kpi_excel.forms.toml_part import Part

_LEVELS = 5
_REPEATS = ("months", "levels")
_PLACEHOLDER = re.compile(r"\{(\w*)\}")

_READ = {
    "form": {"form", "period_kind", "sheet"},
    "sheet": {"key", "kind", "record", "notes", "head", "table", "block"},
    "table": {"key", "record", "rows", "column"},
    "block": {"field"},
}
_ONLY_SHOWN = frozenset({"help", "example", "mistakes", "hint"})


class SpecMistake(ValueError):
    """A form's TOML does not describe a form; each of `mistakes` names the place, the key and what is wrong."""

    def __init__(self, mistakes: Iterable[str]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("; ".join(self.mistakes))


def load_form(source: str, year: FiscalYear) -> FormSpec:
    """The spec that `source` describes, with the year's numbers and months in its titles.

    Raises:
        SpecMistake: it is no TOML, a key is missing, unknown or of the wrong kind, or the parts do not fit together.
    """
    try:
        data = tomllib.loads(source)
    except tomllib.TOMLDecodeError as mistake:
        raise SpecMistake([f"not TOML: {mistake}"]) from None
    mistakes: list[str] = []
    form = replace(_form(Part(data, str(data.get("form", "?")), mistakes), year), source=source)
    if mistakes := mistakes or list(mistakes_of(form)):
        raise SpecMistake(mistakes)
    return replace(form, digest=digest_of(data))


def digest_of(data: Mapping[str, Any]) -> str:
    """Digest of the part of a description that reading depends on: keys, kinds, headers, limits, choices, conditions."""
    canonical = json.dumps(_read_part(data, "form"), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _read_part(data: Any, level: str) -> Any:
    if isinstance(data, list) and level in (*_READ, "head", "column", "field"):
        return [_read_part(item, level) for item in data]
    if not isinstance(data, Mapping):
        return data
    kept = _READ.get(level, set(data) - _ONLY_SHOWN)
    return {key: _read_part(value, key) for key, value in data.items() if key in kept}


def _form(part: Part, year: FiscalYear) -> FormSpec:
    form = FormSpec(
        form=part.word("form"), label=part.word("label"), title=part.text("title"),
        period_kind=part.member("period_kind", PeriodKind),
        audience=part.one_of("audience", ("hosts", "policy"), "hosts"),
        sheets=tuple(_sheet(sheet, year) for sheet in part.parts("sheet", "sheet")),
    )  # fmt: skip
    part.finish()
    return form


def _sheet(part: Part, year: FiscalYear) -> SheetSpec:
    sheet = SheetSpec(
        key=part.key(), kind=part.one_of("kind", ("tables", "page")), title=part.text("title"), heading=part.text("heading"),
        subtitle=part.text("subtitle"), widths=part.sizes("widths"),
        head=_fields(part.parts("head", "field"), year),
        tables=tuple(_table(item, year) for item in part.parts("table", "table")),
        blocks=tuple(_block(item, year) for item in part.parts("block", "block")),
        signatures=part.texts("signatures"), head_at=part.wholes("head_at", (1,)), inputs_at=part.wholes("inputs_at", ()),
        status_at=part.span("status_at"), record=part.word("record", ""), optional=part.flag("optional"),
        notes=part.text("notes", NO_TEXT),
    )  # fmt: skip
    part.finish()
    return sheet


def _table(part: Part, year: FiscalYear) -> TableSpec:
    table = TableSpec(
        key=part.key(), record=part.word("record"), rows=part.one_of("rows", ROWS), title=part.text("title"),
        hint=part.text("hint", NO_TEXT), spare=part.whole("spare", 0), columns=_fields(part.parts("column", "column"), year),
    )  # fmt: skip
    part.finish()
    return table


def _block(part: Part, year: FiscalYear) -> BlockSpec:
    block = BlockSpec(
        key=part.key(), title=part.text("title"), hint=part.text("hint", NO_TEXT), side=part.one_of("side", ("left", "right")),
        fields=_fields(part.parts("field", "field"), year),
    )  # fmt: skip
    part.finish()
    return block


def _fields(parts: Iterable[Part], year: FiscalYear) -> tuple[FieldSpec, ...]:
    """One field, or one per month or level where it repeats."""
    found: list[FieldSpec] = []
    for part in parts:
        repeat = part.one_of("repeat", _REPEATS, "")
        field = _field(part)
        part.finish()
        for words in _repeats(repeat, year):
            found.append(replace(field, key=_filled(field.key, words, 0, part), title=Text(
                *(_filled(wording, words, language, part) for language, wording in enumerate(field.title)))))  # fmt: skip
    return tuple(found)


def _field(part: Part) -> FieldSpec:
    return FieldSpec(
        key=part.key(), type=part.member("type", FieldType), title=part.text("title"), aliases=part.words("aliases"),
        required=part.flag("required"), locked=part.flag("locked"),
        minimum=part.number("minimum"), maximum=part.number("maximum"), longest=part.whole("longest", 300),
        choices=tuple(Choice(key, Text(th, en), tuple(same)) for key, th, en, *same in part.lists("choices")),
        words=tuple(Word(word) for word in part.some_of("words", set(Word))),
        help=part.text("help", NO_TEXT), example=part.text("example", NO_TEXT), mistakes=part.text("mistakes", NO_TEXT),
        hint=part.text("hint", NO_TEXT), content=part.word("content", ""),
        needed_when=part.condition("needed_when"), waived_when=part.condition("waived_when"),
        only_for=part.some_of("only_for", set(ScoringMethod)),
    )  # fmt: skip


def _repeats(repeat: str, year: FiscalYear) -> Iterator[dict[str, Text]]:
    """What stands for each placeholder, once per field."""
    years = {"year": str(year.year)} | {f"y{back}": str(year.year - back) for back in (1, 2, 3)}
    words = {name: Text(number, number) for name, number in years.items()}
    if repeat == "months":
        for index, month in enumerate(year.months(), start=1):
            label = Text(*(_short_month(month.short_label(lang)) for lang in ("th", "en")))
            yield words | {"n": Text(f"{index:02d}", f"{index:02d}"), "month": label}
    elif repeat == "levels":
        for level in range(1, _LEVELS + 1):
            yield words | {"n": Text(str(level), str(level))}
    else:
        yield words


def _short_month(label: str) -> str:
    """`ก.พ. 56` for `ก.พ. 2556`."""
    return f"{label[:-4]}{label[-2:]}"


def _filled(wording: str, words: Mapping[str, Text], language: int, part: Part) -> str:
    def word(found: re.Match[str]) -> str:
        if found[1] in words:
            return words[found[1]][language]
        part.wrong(found[0], "is no placeholder here")
        return ""

    filled = _PLACEHOLDER.sub(word, wording)
    if "{" in filled or "}" in filled:
        part.wrong(wording, "has a brace without its other")
    return filled
