"""The words a field may hold instead of a number or a text of one's own: states, yes and no, choices."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from kpi_excel.core.submission import Word
from kpi_excel.core.text import Text
from kpi_excel.forms.spec import Choice, FieldSpec
from kpi_excel.forms.thai_text import key_of, normalise

WORD_TEXTS = {
    Word.NO_DATA: Text("ไม่มีข้อมูล", "no data"),
    Word.NOT_STARTED: Text("ยังไม่เริ่ม", "not started"),
    Word.WITHDRAWN: Text("ถอนผล", "withdrawn"),
}
_WORD_ALIASES = {
    Word.NO_DATA: ("N/A", "n.a.", "ยังไม่มีข้อมูล"),
    Word.NOT_STARTED: ("ยังไม่เริ่มดำเนินการ", "ยังไม่ได้เริ่ม", "ยังไม่ได้เริ่มดำเนินการ", "ยังไม่ดำเนินการ", "ยังไม่ได้ดำเนินการ"),
    Word.WITHDRAWN: ("ขอถอนผล", "ถอนผลเดิม"),
}
YES_WORDS = ("มี", "ใช่", "yes", "y", "true", "✓", "✔", "☑")
NO_WORDS = ("ไม่มี", "ไม่ใช่", "ไม่", "no", "n", "false", "✗", "✘")
YES_NO_CHOICES = (
    Choice("yes", Text("มี", "yes"), YES_WORDS),
    Choice("no", Text("ไม่มี", "no"), NO_WORDS),
)


def word_of(text: str) -> Word | None:
    """The state that a text names, if it names one."""
    return _WORD_KEYS.get(key_of(text))


_WORD_KEYS = {
    key_of(text): word for word in Word for text in (*WORD_TEXTS[word], *_WORD_ALIASES[word])
}  # fmt: skip


def choices_of(field: FieldSpec) -> tuple[Choice, ...]:
    """The entries of a field's drop-down; a yes/no field without its own (keys "yes" and "no") says มี / ไม่มี."""
    return field.choices or YES_NO_CHOICES


def choice_of(choices: Sequence[Choice], text: str) -> Choice | None:
    """The one choice that a text names by key, title or alias; None where none or several do."""
    shown, key = normalise(text), key_of(text)
    exact = [choice for choice in choices if shown in _names(choice)]
    loose = [choice for choice in choices if key and key in map(key_of, _names(choice))]
    found = exact or loose
    return found[0] if len(found) == 1 else None


def nearest_choices(choices: Sequence[Choice], text: str) -> tuple[Choice, ...]:
    """Up to two choices that look like the text, to suggest; the choice stays with the person."""
    owners = {key_of(name): choice for choice in choices for name in _names(choice)}
    near = difflib.get_close_matches(key_of(text[:200]), [key for key in owners if key], n=4, cutoff=0.6)
    return tuple(dict.fromkeys(owners[key] for key in near))[:2]


def _names(choice: Choice) -> tuple[str, ...]:
    return (choice.key, *choice.title, *choice.aliases)


def joined(texts: Sequence[Text], th: str = ", ", en: str = ", ") -> Text:
    """Several wordings as one."""
    return Text(th.join(text.th for text in texts), en.join(text.en for text in texts))


def limits_text(field: FieldSpec) -> Text:
    """`ตั้งแต่ 1 ถึง 5`, `ไม่น้อยกว่า 0`, `ไม่เกิน 100`, or nothing."""
    low, high = field.minimum, field.maximum
    if low is not None and high is not None:
        return Text(f"ตั้งแต่ {low:f} ถึง {high:f}", f"from {low:f} to {high:f}")
    if low is not None:
        return Text(f"ไม่น้อยกว่า {low:f}", f"at least {low:f}")
    if high is not None:
        return Text(f"ไม่เกิน {high:f}", f"at most {high:f}")
    return Text("", "")
