"""A small form's description that uses every key there is, and a way to write it as TOML with something changed."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

from kpi_excel.core.periods import FiscalYear
from kpi_excel.forms.load import load_form
from kpi_excel.forms.spec import FormSpec

YEAR = FiscalYear(2556)

Path = tuple[str | int, ...]

SMALL: dict[str, Any] = {
    "form": "small", "label": "1", "period_kind": "month", "audience": "hosts", "title": ["แบบเล็ก", "Small form"],
    "sheet": [
        {
            "key": "report", "kind": "tables", "title": ["รายงาน", "Report"], "heading": ["รายงาน {period}", "Report, {period}"],
            "subtitle": ["กรอก", "Fill"], "widths": [1.5, 10, 30, 12, 12, 12], "head_at": [1, 3], "inputs_at": [1, 3],
            "status_at": [4, 5], "notes": ["เรื่องอื่น", "Anything else"], "signatures": [["ผู้รายงาน", "Reporter"]],
            "optional": False,
            "head": [{"key": "reporter", "type": "text", "title": ["ชื่อผู้กรอก", "Filled by"], "required": True, "longest": 40}],
            "table": [
                {
                    "key": "results", "record": "kpi", "rows": "kpis", "title": ["ผลงาน", "Results"], "hint": ["อ่าน", "Read"],
                    "column": [
                        {"key": "code", "type": "computed", "content": "code", "title": ["ตัวชี้วัดที่", "KPI no."]},
                        {"key": "name", "type": "computed", "content": "kpi_name", "title": ["ตัวชี้วัด", "KPI"]},
                        {
                            "key": "result", "type": "decimal", "content": "result", "title": ["ผลสะสมถึงเดือนนี้", "Cumulative result"],
                            "aliases": ["ผลสะสม"], "required": True, "minimum": -100, "maximum": 1000.5, "words": ["no-data", "withdrawn"],
                            "waived_when": ["status", ["not_started"]],
                            "help": ["ตัวเลข", "Digits"], "example": ["1", "1"], "mistakes": ["-", "-"], "hint": ["เล็ก", "small"],
                        },
                        {
                            "key": "status", "type": "choice", "title": ["สถานะ", "Status"], "required": True,
                            "choices": [["on_plan", "ตามแผน", "On plan"], ["behind", "ช้ากว่าแผน", "Behind plan", "ล่าช้า"],
                                        ["not_started", "ยังไม่เริ่ม", "Not started"]],
                        },
                        {
                            "key": "problem", "type": "long_text", "title": ["ปัญหา อุปสรรค", "Problem"], "required": True,
                            "needed_when": ["status", ["behind"]], "longest": 50,
                        },
                    ],
                },
            ],
        },
        {
            "key": "steps", "kind": "tables", "title": ["ขั้นตอน", "Steps"], "heading": ["ขั้นตอน {year}", "Steps {year}"],
            "subtitle": ["กรอก", "Fill"], "widths": [1, 1, 1, 1, 1, 1, *[1] * 12], "head_at": [1], "status_at": [4, 4], "optional": True,
            "table": [
                {
                    "key": "plan", "record": "plan", "rows": "plan", "spare": 2, "title": ["ขั้นตอน", "Steps"],
                    "column": [
                        {"key": "code", "type": "computed", "content": "code", "title": ["ขั้นที่", "Step"]},
                        {"key": "kpi_no", "type": "kpi_no", "title": ["ตัวชี้วัดที่", "KPI no."], "required": True},
                        {"key": "step", "type": "text", "title": ["กิจกรรม", "Activity"], "required": True, "locked": False},
                        {"key": "level", "type": "whole", "title": ["ถึงระดับ", "Level"], "minimum": 1, "maximum": 5},
                        {"key": "finish", "type": "day", "title": ["เสร็จ", "Finish"]},
                        {"key": "months", "type": "computed", "content": "month_bars", "title": ["เดือน", "Months"]},
                    ],
                },
            ],
        },
        {
            "key": "page", "kind": "page", "record": "template", "title": ["{code}", "{code}"],
            "heading": ["ตัวชี้วัด {kpi_no} {name}", "KPI {kpi_no} {name}"], "subtitle": ["กรอก", "Fill"],
            "widths": [1, 20, 40, 2, 20, 40], "head_at": [1], "status_at": [5, 5],
            "block": [
                {
                    "key": "how", "side": "left", "title": ["วัดอย่างไร", "How"], "hint": ["เขียนให้ชัด", "clearly"],
                    "field": [
                        {"key": "unit", "type": "computed", "content": "unit", "title": ["หน่วยวัด", "Unit"]},
                        {"key": "description", "type": "long_text", "title": ["คำอธิบาย", "Description"], "required": True},
                        {"key": "base_y1", "type": "decimal", "title": ["ผลปี {y1}", "Result of {y1}"], "words": ["no-data"]},
                    ],
                },
                {
                    "key": "criteria", "side": "right", "title": ["เกณฑ์", "Criteria"],
                    "field": [
                        {"key": "c{n}", "repeat": "levels", "type": "decimal", "title": ["ระดับ {n}", "Level {n}"],
                         "only_for": ["linear", "growth"]},
                        {"key": "m{n}", "repeat": "months", "type": "decimal", "title": ["แผน {month}", "Plan {month}"]},
                    ],
                },
            ],
        },
    ],
}  # fmt: skip


def changed(**places: Any) -> dict[str, Any]:
    """The description with values put at places such as `sheet__0__table__0__key`; None takes a key away."""
    data = copy.deepcopy(SMALL)
    for name, value in places.items():
        put(data, tuple(int(part) if part.isdigit() else part for part in name.split("__")), value)
    return data


def put(data: Any, path: Path, value: Any) -> None:
    """Set what stands at a path of a description; None takes it away."""
    *way, last = path
    for part in way:
        data = data[part]
    if value is None:
        del data[last]
    else:
        data[last] = value


def paths(data: Any = SMALL, way: Path = ()) -> Iterator[Path]:
    """The path of every key, at every level."""
    for name, value in data.items() if isinstance(data, dict) else enumerate(data):
        here = (*way, name)
        if isinstance(name, str):
            yield here
        if isinstance(value, dict | list):
            yield from paths(value, here)


def toml(value: Any, depth: int = 0) -> str:
    """A description as TOML."""
    if isinstance(value, dict):
        pairs = [f"{json.dumps(key)} = {toml(item, depth + 1)}" for key, item in value.items()]
        return "{" + ", ".join(pairs) + "}" if depth else "\n".join(pairs)
    if isinstance(value, list | tuple):
        return "[" + ", ".join(toml(item, depth + 1) for item in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def spec_of(data: dict[str, Any], year: FiscalYear = YEAR) -> FormSpec:
    """The form that a description describes."""
    return load_form(toml(data), year)
