"""A sentence in the two languages the program speaks."""

from __future__ import annotations

from typing import NamedTuple


class Text(NamedTuple):
    """One wording, Thai first; `say` picks the language."""

    th: str
    en: str

    def say(self, lang: str) -> str:
        """The wording in `lang` ("th" or "en")."""
        return self.en if lang == "en" else self.th


def say(text: Text | str, lang: str) -> str:
    """`text` in `lang`; a plain string is the same in both (a name, a number, what somebody typed)."""
    return text.say(lang) if isinstance(text, Text) else text
