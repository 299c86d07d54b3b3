"""Texts that want to be formulas, links, markup or harm when a spreadsheet, a mail program or a terminal shows them. Seeded."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from kpi_excel.core.consolidation import Consolidation
from kpi_excel.core.text import Text
from tests.workbooks.consolidated.test_hostile import OURS

_PAYLOADS = (
    "=1+1", "=1+1 ", " =1+1", "{=1+1}", "+1+1", "-1+1", "@SUM(A1)", "=cmd|' /C calc'!A0", "=DDE(\"cmd\",\"/C calc\",\"x\")", "=HYPERLINK(\"http://x.example\",\"กด\")",
    "=WEBSERVICE(\"http://127.0.0.1:9\")", "=IMPORTXML(\"http://x\",\"//a\")", "\t=1+1", "\r=1+1", "\n=1+1", "'=1+1", "\"=1+1\"", "=", "==", "=A1048576:XFD1",
    "http://x.example/?a=1&b=2", "https://x.example", "ftp://x.example", "mailto:a@x.example", "internal:Sheet1!A1", "external:c:\\x.xlsx", "file:///etc/passwd",
    "\\\\10.0.0.1\\c$\\x.xlsx", "javascript:alert(1)", "#Sheet1!A1", "www.x.example", "//x.example", "x@x.example",
    "a\0b", "\x01\x02\x1f\x7f", "\x1b[31mแดง\x1b[0m", "\x9b31m", "\b\b\b", "\r\n[OK] ปลอม", "\u2028[OK]", "\x85",
    "\ud800", "\udfff\ud800", "\U0001f600", "\ufffe\uffff", "\u202egnp.exe", "\u2066a\u2069", "\u200b\u200d\ufeff", "e\u0301", "ํา", "ก" + "้" * 50,
    "_x0041_", "_x000D_", "_x005F_x0041_", "_x0000_", "_xD800_", "_X0041_", "_x0041", "_x004g_",
    "</t></si><c><f>1+1</f></c>", "]]>", "<!DOCTYPE a>", "<!-- -->", "&lt;&amp;&evil;&#x41;", "<script>", "<?xml?>", "\"><f>1+1</f>",
    "x'!A1", "[1]Sheet!A1", "History", "a:b\\c/d?e*f[g]", "'", "A" * 32, "$A$1", "R1C1", "TRUE", "#REF!", "#N/A", "1e999", "00123", "1-2", "28/2/2556",
    "&\"Arial\"&P&[Path]", "{found}", "{0}", "%s%n", "${x}", "../../../etc/passwd", "CON", "a\nb\nc", "\n" * 300, " " * 300,
    "\r\nBcc: x@x.example\r\n\r\nbody", "=?utf-8?B?eA==?=", ".\r\n", "KPIX|monthly_progress|1-5a5a5a|DPM|2556-02|AAAAAAAAAAAAAAAAAAAAAAAA|0000", "#END|",
)  # fmt: skip
_LONG = 40_000
"""Characters: more than a cell takes."""


def strings(seed: int) -> Iterator[str]:
    """One after the other without end, hardly two alike."""
    chance = random.Random(seed)
    while True:
        text = chance.choice(_PAYLOADS)
        match chance.randrange(12):
            case 0 | 1 | 2 | 3:
                pass
            case 4 | 5:
                text += f" {chance.randrange(10**6)}"
            case 6 | 7:
                text += chance.choice(_PAYLOADS)
            case 8:
                text = chance.choice("=+-@\t '\"{") + text
            case 9:
                text = f"ข้อความ {chance.randrange(10**6)}\n{text}"
            case 10:
                text = "".join(chance.choices("=+-@{}[]()<>&;:|\\/'\"!#$%^*~`,.\0\t\r\n\x1b\u202e\ud800กา้ำ๑A1", k=chance.randrange(1, 60)))
            case _:
                text = text * 40 if chance.random() < 0.98 else (text or "=") * (_LONG // max(1, len(text)) + 1)
        yield text


def spoil(value: Any, texts: Iterator[str], name: str = "") -> Any:
    """The same data with another text in every field that a person may have typed."""
    if isinstance(value, Text):
        return Text(next(texts), next(texts))
    if isinstance(value, Enum | bool | Decimal | date | int | float) or value is None:
        return value
    if isinstance(value, str):
        return value if name in OURS else next(texts)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: spoil(getattr(value, field.name), texts, field.name) for field in fields(value) if field.init})
    if isinstance(value, tuple):
        return tuple(spoil(item, texts, name) for item in value)
    if isinstance(value, dict):
        return {key: spoil(item, texts, str(key)) for key, item in value.items()}
    return value


def spoiled(data: Consolidation, texts: Iterator[str]) -> Consolidation:
    """A consolidation in which people typed these texts; calendar, periods and a score's inputs stay what they are."""
    found: Consolidation = spoil(data, texts)
    lines = tuple(
        replace(line, inputs=old.inputs, series=old.series, earlier=old.earlier)
        for line, old in zip(found.lines, data.lines, strict=True)
    )  # fmt: skip
    settings = replace(found.registry.settings, fiscal_year=data.registry.settings.fiscal_year)
    return replace(
        found, period=data.period, months=data.months, previous=data.previous, lines=lines,
        registry=replace(found.registry, settings=settings), balance=data.balance,
    )  # fmt: skip
