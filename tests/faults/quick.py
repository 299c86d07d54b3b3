"""The program a little faster, so that thousands of its runs can be tried: what depends on its input alone is remembered.

The disk protocol is untouched: every read, write and sync of a run still takes place.
"""

from __future__ import annotations

import functools
import os
import secrets
from collections.abc import Callable
from typing import ParamSpec, TypeVar

import pytest

import kpi_excel.workbooks.consolidated as consolidated
from kpi_excel.core.consolidation import Consolidation
from kpi_excel.stages import feedback, generate, house, judge, setup
from kpi_excel.workbooks import opdc_policy, pack
from kpi_excel.workbooks.consolidated import ReviewSheet
from kpi_excel.workbooks.registry import writer
from kpi_excel.workers.supervise import Reader

P = ParamSpec("P")
T = TypeVar("T")

_WRITERS = (
    (generate, "write_form"), (feedback, "write_form"), (setup, "write_registry"), (writer, "write_registry"),
    (pack, "write_pack"), (opdc_policy, "write_policy_month"),
)  # fmt: skip


def speed_up(patch: pytest.MonkeyPatch) -> None:
    """Remember what was read and written before; let a sync return at once, and a new key be always the same."""
    patch.setattr(os, "fsync", lambda descriptor: None)
    patch.setattr(secrets, "token_bytes", lambda count: bytes(range(count)))
    patch.setattr(Reader, "read_plain", _reading(Reader.read_plain))
    patch.setattr(house, "read_registry", functools.cache(house.read_registry))
    load_form = functools.cache(house.load_form)
    patch.setattr(house, "load_form", load_form)
    patch.setattr(judge, "load_form", load_form)
    for module, name in _WRITERS:
        patch.setattr(module, name, _writing(getattr(module, name)))
    patch.setattr(consolidated, "write_consolidated", _consolidating(consolidated.write_consolidated))


def _reading(read_plain: Callable[[Reader, bytes], bytes]) -> Callable[[Reader, bytes], bytes]:
    """The child's own answer to a question; it is asked once."""
    answers: dict[tuple[str, bytes, bytes], bytes] = {}

    def read(reader: Reader, data: bytes) -> bytes:
        question = (reader._reading, reader._setting, data)
        if question not in answers:
            answers[question] = read_plain(reader, data)
        return answers[question]

    return read


def _writing(write: Callable[P, T]) -> Callable[P, T]:
    """A writer given the same content writes the same bytes (tests of the writers say so)."""
    written: dict[str, T] = {}

    def writing(*content: P.args, **options: P.kwargs) -> T:
        words = repr((content, options))
        assert " object at 0x" not in words
        if words not in written:
            written[words] = write(*content, **options)
        return written[words]

    return writing


def _consolidating(write: Callable[[Consolidation, str, ReviewSheet], bytes]) -> Callable[..., bytes]:
    """The same for the consolidated workbook, whose review sheet knows afterwards what it said."""
    written: dict[str, tuple[bytes, ReviewSheet]] = {}

    def writing(consolidation: Consolidation, lang: str, sheet: ReviewSheet) -> bytes:
        words = repr((consolidation, lang, sheet.content, sheet.token))
        if words not in written:
            written[words] = (write(consolidation, lang, sheet), sheet)
        data, as_written = written[words]
        vars(sheet).update(vars(as_written))
        return data

    return writing
