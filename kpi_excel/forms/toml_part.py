"""One table of a form's TOML, read key by key: what is missing, unknown or of the wrong kind is noted with its place."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from kpi_excel.core.text import Text
from kpi_excel.forms.spec import NO_TEXT

E = TypeVar("E", bound=StrEnum)

_REQUIRED: Any = object()
_KEY = re.compile(r"[a-z][a-z0-9_]*(?:\{n\})?")


@dataclass(slots=True)
class Part:
    """`place` names the table for people (`sheet report, table results`); `mistakes` is shared by all parts."""

    data: Mapping[str, Any]
    place: str
    mistakes: list[str]
    asked: set[str] = field(default_factory=set)

    def wrong(self, key: str, what: str) -> None:
        """Note a mistake of one key."""
        self.mistakes.append(f"{self.place}: {key} {what}")

    def member(self, key: str, kind: type[E]) -> E:
        """One of an enumeration's words."""
        return kind(self._take(key, lambda value: value in list(kind), f"one of {', '.join(kind)}", fallback=next(iter(kind))))

    def key(self) -> str:
        """The name of this part, the way keys are written."""
        return str(self._take("key", _is_key, "a name of small letters", fallback="?"))

    def word(self, key: str, default: str = _REQUIRED) -> str:
        """A text that is not for people."""
        return str(self._take(key, _is_word, "a text", default, "?"))

    def one_of(self, key: str, allowed: Collection[str], default: str = _REQUIRED) -> str:
        """A word of a list."""
        return str(self._take(key, lambda value: value in list(allowed), f"one of {', '.join(sorted(allowed))}", default, "?"))

    def some_of(self, key: str, allowed: Collection[str]) -> tuple[str, ...]:
        """Words of a list."""
        wanted = f"a list of {', '.join(sorted(allowed))}"
        return tuple(self._take(key, lambda value: _is_list(value, lambda word: word in list(allowed)), wanted, ()))

    def words(self, key: str) -> tuple[str, ...]:
        """Texts that are the same in both languages."""
        return tuple(self._take(key, lambda value: _is_list(value, _is_word), "a list of texts", ()))

    def text(self, key: str, default: Text = _REQUIRED) -> Text:
        """A wording."""
        return Text(*self._take(key, _is_text, "a [Thai, English] pair", default, NO_TEXT))

    def texts(self, key: str) -> tuple[Text, ...]:
        """Several wordings."""
        found = self._take(key, lambda value: _is_list(value, _is_text), "a list of [Thai, English] pairs", ())
        return tuple(Text(*pair) for pair in found)

    def flag(self, key: str) -> bool:
        """Yes or no, no where it is not said."""
        return bool(self._take(key, lambda value: isinstance(value, bool), "true or false", False))

    def whole(self, key: str, default: int) -> int:
        """A count."""
        return int(self._take(key, _is_count, "a whole number from 0", default))

    def wholes(self, key: str, default: tuple[int, ...] = _REQUIRED) -> tuple[int, ...]:
        """Counts, such as columns."""
        return tuple(self._take(key, lambda value: _is_list(value, _is_count), "a list of whole numbers", default, ()))

    def span(self, key: str) -> tuple[int, int]:
        """First and last column of something."""
        found = self._take(key, lambda value: _is_list(value, _is_count) and len(value) == 2, "a [first, last] pair", fallback=(0, 0))
        return found[0], found[1]

    def number(self, key: str) -> Decimal | None:
        """A limit, None where there is none."""
        found = self._take(key, _is_number, "a number", None)
        return None if found is None else Decimal(str(found))

    def sizes(self, key: str) -> tuple[float, ...]:
        """Widths."""
        found = self._take(key, lambda value: _is_list(value, _is_size), "a list of widths", fallback=())
        return tuple(float(size) for size in found)

    def condition(self, key: str) -> tuple[str, tuple[str, ...]] | None:
        """A field and the choices that it must hold."""
        found = self._take(key, _is_condition, "a [field, [choices]] pair", None)
        return None if found is None else (found[0], tuple(found[1]))

    def lists(self, key: str) -> list[list[str]]:
        """Lists of at least three texts: key, Thai, English and whatever else is read as the same."""
        return list(self._take(key, lambda value: _is_list(value, _is_choice), "a list of [key, Thai, English, …]", ()))

    def parts(self, key: str, name: str) -> list[Part]:
        """The tables of an array, each named by its own key."""
        found = self._take(key, lambda value: _is_list(value, lambda item: isinstance(item, Mapping)), "[[tables]]", ())
        return [
            Part(item, f"{self.place}, {name} {item.get('key', number)}", self.mistakes)
            for number, item in enumerate(found, start=1)
        ]

    def finish(self) -> None:
        """Complain about every key that nobody asked for."""
        for key in sorted(set(self.data) - self.asked):
            self.wrong(key, "is not known here")

    def _take(
        self, key: str, is_right: Callable[[Any], bool], wanted: str, default: Any = _REQUIRED, fallback: Any = None
    ) -> Any:
        self.asked.add(key)
        if key in self.data:
            if is_right(self.data[key]):
                return self.data[key]
            self.wrong(key, f"is {self.data[key]!r}, not {wanted}")
        elif default is _REQUIRED:
            self.wrong(key, "is missing")
        return fallback if default is _REQUIRED else default


def _is_word(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_key(value: Any) -> bool:
    return isinstance(value, str) and bool(_KEY.fullmatch(value))


def _is_list(value: Any, is_right: Callable[[Any], bool]) -> bool:
    return isinstance(value, list) and all(is_right(item) for item in value)


def _is_text(value: Any) -> bool:
    return _is_list(value, lambda part: isinstance(part, str)) and len(value) == 2


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _is_size(value: Any) -> bool:
    return _is_number(value) and value > 0


def _is_choice(value: Any) -> bool:
    return _is_list(value, _is_word) and len(value) >= 3


def _is_condition(value: Any) -> bool:
    return (
        isinstance(value, list) and len(value) == 2 and _is_word(value[0])
        and _is_list(value[1], _is_word) and bool(value[1])
    )  # fmt: skip
