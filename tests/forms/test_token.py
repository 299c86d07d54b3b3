from __future__ import annotations

import random
import string
from collections.abc import Iterator

import pytest

from kpi_excel.forms.token import Token, claims_in, find_tokens, is_genuine, make_token

KEY, SPEC, CONTENT = b"k" * 32, "5" * 64, "c" * 64
ALPHABET = string.ascii_letters + string.digits + "|-_. ก๕"


def issued(form: str = "monthly_progress", agency: str = "DPM", period: str = "2556-02", content: str = CONTENT) -> Token:
    return make_token(KEY, form, "1-5a5a5a", agency, period, SPEC, content)


TOKEN, OTHER = issued(), issued(agency="LAB", period="2556-03")


def mutations(count: int) -> Iterator[str]:
    """A token with one character changed, dropped, doubled or swapped with its neighbour, or mixed with another's."""
    dice = random.Random(2556)
    while count:
        text, place = TOKEN.text, dice.randrange(len(TOKEN.text))
        head, letter, tail = text[:place], text[place], text[place + 1 :]
        mixed = dice.choice([
            head + dice.choice(ALPHABET) + tail, head + tail, head + letter + letter + tail,
            head + tail[:1] + letter + tail[1:], head + OTHER.text[place:], head, text.swapcase() if place == 0 else head + " " + letter + tail,
        ])  # fmt: skip
        if TOKEN.text not in mixed and OTHER.text not in mixed:
            count -= 1
            yield mixed


def test_token__is_found_and_genuine() -> None:
    found, damaged = find_tokens(TOKEN.text)

    assert (found, damaged) == ([TOKEN], False)
    assert is_genuine(TOKEN, KEY, SPEC, CONTENT)
    assert TOKEN.text.startswith("KPIX|monthly_progress|1-5a5a5a|DPM|2556-02|")


def test_mutated_token__is_never_genuine_and_seen_to_be_damaged() -> None:
    for mutation in mutations(10_000):
        found, damaged = find_tokens(mutation)

        assert not any(is_genuine(token, KEY, SPEC, CONTENT) for token in found), mutation
        # A cut before the serial leaves nothing that looks like a mark
        assert damaged or found or len(mutation) < 5, mutation


def test_edited_token__whole_by_its_check_is_still_not_ours() -> None:
    """Somebody who knows the check changes the agency: the serial gives it away."""
    edited = Token(TOKEN.form, TOKEN.version, "LAB", TOKEN.period, TOKEN.serial)

    assert find_tokens(edited.text) == ([edited], False)
    assert not is_genuine(edited, KEY, SPEC, CONTENT)


@pytest.mark.parametrize(
    ("key", "spec", "content"), [(b"x" * 32, SPEC, CONTENT), (KEY, "6" * 64, CONTENT), (KEY, SPEC, "d" * 64)]
)
def test_token__is_genuine_for_its_key_spec_and_content_only(key: bytes, spec: str, content: str) -> None:
    assert not is_genuine(TOKEN, key, spec, content)


def test_serial__differs_with_everything_it_covers() -> None:
    tokens = [issued(), issued(form="action_plan"), issued(agency="LAB"), issued(period="2556-03"), issued(content="d" * 64)]

    assert len({token.serial for token in tokens}) == len(tokens)


@pytest.mark.parametrize(
    "text",
    [
        f"#END|{TOKEN.text}", f"&L&8 {TOKEN.text}&R&8 หน้า &P จาก &N", f'&"Calibri,Regular"&8{TOKEN.text}', f"  {TOKEN.text}\n",
        f'="{TOKEN.text}"',
    ],
)  # fmt: skip
def test_token__is_found_in_whatever_stands_around_it(text: str) -> None:
    assert find_tokens(text) == ([TOKEN], False)


def test_two_tokens__both_found() -> None:
    assert find_tokens(f"{TOKEN.text} {OTHER.text}") == ([TOKEN, OTHER], False)


def test_whole_token_beside_a_damaged_one__both_said() -> None:
    assert find_tokens(f"{TOKEN.text} {OTHER.text[:-1]}") == ([TOKEN], True)


@pytest.mark.parametrize("text", ["", "รายงานเดือน", "a|b|c|d|e|f|g", "KPI X | 1", "ABCDEFGHIJKLMNOPQRSTUVWX"])
def test_text_without_a_mark__is_not_damaged(text: str) -> None:
    assert find_tokens(text) == ([], False)


@pytest.mark.parametrize("text", ["KPIX|", "KPIX |monthly", TOKEN.text[:30], TOKEN.text[1:], f"{TOKEN.text}0", TOKEN.text.lower()[:4] + TOKEN.text[4:]])
def test_rest_of_a_mark__is_damage(text: str) -> None:
    assert find_tokens(text) == ([], True)


def test_claims__are_read_from_damaged_marks_too() -> None:
    edited = TOKEN.text.replace("DPM", "LAB")

    assert find_tokens(edited) == ([], True)
    assert claims_in(edited) == [("monthly_progress", "LAB", "2556-02")]
    assert claims_in(TOKEN.text[:25]) == []
