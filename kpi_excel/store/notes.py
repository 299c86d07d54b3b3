"""Notes beside the files, as JSON: sorted, UTF-8, one line, so that equal notes are equal bytes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


def write_note(data: Mapping[str, Any]) -> bytes:
    """A note as bytes. Half a character that some file names hold is written as an escape and survives."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "backslashreplace") + b"\n"


def read_note(data: bytes) -> dict[str, Any]:
    """The note that `write_note` wrote.

    Raises:
        ValueError: it is not one.
    """
    match json.loads(data.decode("utf-8")):
        case dict() as note:
            return note
    raise ValueError("a note is an object")
