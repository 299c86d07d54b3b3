"""Notes beside the files, as JSON: sorted, UTF-8, one line, so that equal notes are equal bytes.

Each ends with the digest of all before it: a note of which a single byte was changed is no note any more.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

DIGEST = "note_digest"

_SEAL = re.compile(rb',?"note_digest":"([0-9a-f]{64})"\}\n?\Z')
_LONGEST_SEAL = 83
"""Bytes: nothing before them is searched for it."""


def write_note(data: Mapping[str, Any]) -> bytes:
    """A note as bytes. Half a character that some file names hold is written as an escape and survives."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    body = text.encode("utf-8", "backslashreplace")
    joint = b"," if data else b""
    return body[:-1] + joint + f'"{DIGEST}":"{hashlib.sha256(body).hexdigest()}"}}'.encode() + b"\n"


def read_note(data: bytes) -> dict[str, Any]:
    """The note that `write_note` wrote.

    Raises:
        ValueError: it is not one, or no longer the one that was written.
    """
    seal = _SEAL.search(data, max(0, len(data) - _LONGEST_SEAL))
    if seal is None:
        raise ValueError("a note ends with its digest")
    body = data[: seal.start()] + b"}"
    if hashlib.sha256(body).hexdigest().encode() != seal[1]:
        raise ValueError("a note that was changed")
    match json.loads(body.decode("utf-8")):
        case dict() as note:
            return note
    raise ValueError("a note is an object")
