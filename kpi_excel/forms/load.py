"""TOML text → FormSpec for one fiscal year. Complains about every mistake in the description itself, at once."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from kpi_excel.core.periods import MONTHS_SHORT, FiscalYear, PeriodKind
from kpi_excel.core.submission import Word
from kpi_excel.core.text import Text
from kpi_excel.forms.spec import BlockSpec, Choice, FieldSpec, FieldType, FormSpec, SheetSpec, TableSpec

_NOT_READING = frozenset({
    "help", "example", "mistakes", "hint", "subtitle", "heading", "widths", "signatures", "notes",
    "head_at", "inputs_at", "status_at",
})
"""What only people read: a change of these does not make another version."""


class SpecMistake(ValueError):
    """A form's TOML does not describe a form; the message names the key and what is wrong."""


def load_form(source: str, year: FiscalYear) -> FormSpec:
    """The spec that `source` describes, with the year's numbers and months in its titles.

    Raises:
        SpecMistake: it is no TOML, or a key is missing, unknown or of the wrong kind.
    """
    try:
        data = tomllib.loads(source)
    except tomllib.TOMLDecodeError as mistake:
        raise SpecMistake(f"not TOML: {mistake}") from None
    try:
        return FormSpec(
            form=data["form"], label=data["label"], title=_text(data["title"]),
            period_kind=PeriodKind(data["period_kind"]), audience=data.get("audience", "hosts"),
            sheets=tuple(_sheet(sheet, year) for sheet in data["sheet"]),
            digest=digest_of(data), source=source,
        )  # fmt: skip
    except KeyError as missing:
        raise SpecMistake(f"{data.get('form', '?')}: missing key {missing}") from None
    except (TypeError, ValueError) as mistake:
        raise SpecMistake(f"{data.get('form', '?')}: {mistake}") from None


def digest_of(data: Mapping[str, Any]) -> str:
    """Digest of the part of a description that reading depends on: keys, titles, types, limits, choices."""
    canonical = json.dumps(_reading_part(data), ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _reading_part(data: Any) -> Any:
    if isinstance(data, Mapping):
        return {key: _reading_part(value) for key, value in data.items() if key not in _NOT_READING}
    if isinstance(data, list):
        return [_reading_part(item) for item in data]
    return data


def _sheet(data: Mapping[str, Any], year: FiscalYear) -> SheetSpec:
    return SheetSpec(
        key=data["key"], kind=data["kind"], title=_text(data["title"]), heading=_text(data["heading"]),
        subtitle=_text(data["subtitle"]), widths=tuple(float(width) for width in data["widths"]),
        head=tuple(field for item in data.get("head", ()) for field in _fields(item, year)),
        tables=tuple(_table(item, year) for item in data.get("table", ())),
        blocks=tuple(_block(item, year) for item in data.get("block", ())),
        signatures=tuple(_text(item) for item in data.get("signatures", ())),
        head_at=tuple(data.get("head_at", (1,))), inputs_at=tuple(data.get("inputs_at", ())), status_at=tuple(data["status_at"]),
        record=data.get("record", ""), optional=data.get("optional", False), notes=_text(data.get("notes", ("", ""))),
    )  # fmt: skip


def _table(data: Mapping[str, Any], year: FiscalYear) -> TableSpec:
    return TableSpec(
        key=data["key"], record=data["record"], rows=data["rows"], title=_text(data["title"]),
        hint=_text(data.get("hint", ("", ""))), spare=data.get("spare", 0),
        columns=tuple(field for item in data["column"] for field in _fields(item, year)),
    )  # fmt: skip


def _block(data: Mapping[str, Any], year: FiscalYear) -> BlockSpec:
    return BlockSpec(
        key=data["key"], title=_text(data["title"]), hint=_text(data.get("hint", ("", ""))), side=data["side"],
        fields=tuple(field for item in data["field"] for field in _fields(item, year)),
    )  # fmt: skip


def _fields(data: Mapping[str, Any], year: FiscalYear) -> Iterator[FieldSpec]:
    """One field, or one per month or level where it repeats."""
    for words in _repeats(data.get("repeat", ""), year):
        yield _field({**data, "key": data["key"].format(**words), "title": _filled(data["title"], words)})


def _repeats(repeat: str, year: FiscalYear) -> Iterator[dict[str, str]]:
    years = {"year": str(year.year)} | {f"y{back}": str(year.year - back) for back in (1, 2, 3)}
    if repeat == "months":
        for index, month in enumerate(year.months(), start=1):
            start = month.start
            label = f"{MONTHS_SHORT[start.month - 1]} {(start.year + 543) % 100}"
            yield years | {"n": f"{index:02d}", "month": label}
    elif repeat == "levels":
        for level in range(1, 6):
            yield years | {"n": str(level)}
    elif repeat:
        raise ValueError(f"repeat: {repeat!r} is neither months nor levels")
    else:
        yield years


def _filled(title: list[str], words: Mapping[str, str]) -> list[str]:
    return [part.format(**words) for part in title]


_FIELD_KEYS = frozenset({
    "key", "type", "title", "aliases", "required", "locked", "minimum", "maximum", "longest", "choices", "words",
    "help", "example", "mistakes", "hint", "content", "width", "needed_when", "waived_when", "only_for", "repeat",
})  # fmt: skip


def _field(data: Mapping[str, Any]) -> FieldSpec:
    if unknown := sorted(set(data) - _FIELD_KEYS):
        raise ValueError(f"field {data['key']}: unknown key {', '.join(unknown)}")
    return FieldSpec(
        key=data["key"], type=FieldType(data["type"]), title=_text(data["title"]), aliases=tuple(data.get("aliases", ())),
        required=data.get("required", False), locked=data.get("locked", False),
        minimum=_decimal(data.get("minimum")), maximum=_decimal(data.get("maximum")), longest=data.get("longest", 300),
        choices=tuple(Choice(key, Text(th, en), tuple(aliases)) for key, th, en, *aliases in data.get("choices", ())),
        words=tuple(Word(word) for word in data.get("words", ())),
        help=_text(data.get("help", ("", ""))), example=_text(data.get("example", ("", ""))),
        mistakes=_text(data.get("mistakes", ("", ""))), hint=_text(data.get("hint", ("", ""))),
        content=data.get("content", ""), width=float(data.get("width", 12)),
        needed_when=_condition(data.get("needed_when")), waived_when=_condition(data.get("waived_when")),
        only_for=tuple(data.get("only_for", ())),
    )  # fmt: skip


def _condition(data: Any) -> tuple[str, tuple[str, ...]] | None:
    return None if data is None else (data[0], tuple(data[1]))


def _decimal(data: Any) -> Decimal | None:
    return None if data is None else Decimal(str(data))


def _text(data: Any) -> Text:
    if len(data) != 2 or not all(isinstance(part, str) for part in data):
        raise ValueError(f"{data!r} is not a [Thai, English] pair")
    return Text(*data)
