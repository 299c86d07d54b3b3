"""The program a little faster, so that thousands of its runs can be tried: what depends on its input alone is remembered.

The disk protocol is untouched: every read, write and sync of a run still takes place.
"""

from __future__ import annotations

import functools
import os
import secrets
import sys
from collections.abc import Callable
from typing import ParamSpec, TypeVar

import pytest

from kpi_excel.core.consolidation import Consolidation
from kpi_excel.forms.load import load_form
from kpi_excel.workbooks.consolidated import ReviewSheet, write_consolidated
from kpi_excel.workbooks.forms.form import write_form, write_signed
from kpi_excel.workbooks.opdc_policy import write_policy_month
from kpi_excel.workbooks.pack import write_pack
from kpi_excel.workbooks.registry.reader import read_registry, read_sheets
from kpi_excel.workbooks.registry.writer import write_registry
from kpi_excel.workers.supervise import Reader

P = ParamSpec("P")
T = TypeVar("T")


def speed_up(patch: pytest.MonkeyPatch) -> None:
    """Remember what was read and written before; let a sync return at once, and a new key be always the same."""
    patch.setattr(os, "fsync", lambda descriptor: None)
    patch.setattr(secrets, "token_bytes", lambda count: bytes(range(count)))
    patch.setattr(Reader, "read_plain", _reading(Reader.read_plain))
    for reading in (read_registry, load_form):
        _everywhere(patch, reading, functools.cache(reading))
    for making in (read_sheets, write_form, write_signed, write_registry, write_pack, write_policy_month):
        _everywhere(patch, making, _remembering(making))
    _everywhere(patch, write_consolidated, _consolidating(write_consolidated))


def _everywhere(patch: pytest.MonkeyPatch, function: Callable[..., object], quicker: Callable[..., object]) -> None:
    """Put the quicker function wherever the program has the other one under its name."""
    for module in [module for name, module in sys.modules.items() if name.startswith("kpi_excel.")]:
        if getattr(module, function.__name__, None) is function:
            patch.setattr(module, function.__name__, quicker)


def _reading(read_plain: Callable[[Reader, bytes], bytes]) -> Callable[[Reader, bytes], bytes]:
    """The child's own answer to a question; it is asked once."""
    answers: dict[tuple[str, bytes, bytes], bytes] = {}

    def read(reader: Reader, data: bytes) -> bytes:
        question = (reader._reading, reader._setting, data)
        if question not in answers:
            answers[question] = read_plain(reader, data)
        return answers[question]

    return read


def _remembering(write: Callable[P, T]) -> Callable[P, T]:
    """Given the same content it makes the same (tests of readers and writers say so)."""
    written: dict[str, T] = {}

    def writing(*content: P.args, **options: P.kwargs) -> T:
        words = repr((content, options))
        assert " object at 0x" not in words
        if words not in written:
            written[words] = write(*content, **options)
        return written[words]

    return writing


def _consolidating(write: Callable[..., bytes]) -> Callable[..., bytes]:
    """The same for the consolidated workbook, whose review sheet knows afterwards what it said."""
    written: dict[str, tuple[bytes, ReviewSheet]] = {}

    def writing(consolidation: Consolidation, lang: str, sheet: ReviewSheet, *more: object, **options: object) -> bytes:
        words = repr((consolidation, lang, sheet.content, sheet.token, more, options))
        assert " object at 0x" not in words
        if words not in written:
            written[words] = (write(consolidation, lang, sheet, *more, **options), sheet)
        data, as_written = written[words]
        vars(sheet).update(vars(as_written))
        return data

    return writing
