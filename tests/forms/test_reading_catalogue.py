from __future__ import annotations

import ast
from pathlib import Path

import pytest

import kpi_excel
from kpi_excel.core.catalogue import CATALOGUE, message_of, remedy_of
from kpi_excel.core.catalogue.reading import RULES
from kpi_excel.core.findings import Finding, Place
from kpi_excel.core.text import Text

PACKAGE = Path(kpi_excel.__file__).parent
PLACE = Place("DPM.xlsx", "รายงานเดือน", "F9", "3.2.2", "kpi.result")


def codes_found_in(path: Path) -> set[str]:
    """The codes of the findings that a module makes."""
    calls = (node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call))
    named = (call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "Finding" and call.args)
    return {str(call.args[0].value) for call in named if isinstance(call.args[0], ast.Constant)}


@pytest.mark.parametrize("path", sorted((PACKAGE / "forms").glob("*.py")), ids=lambda path: path.stem)
def test_findings_of_reading__each_has_its_rule(path: Path) -> None:
    assert codes_found_in(path) <= set(CATALOGUE)


def test_rules_of_reading__each_is_used() -> None:
    sources = "".join(path.read_text("utf-8") for path in PACKAGE.rglob("*.py") if "catalogue" not in path.parts)

    assert [code for code in RULES if f'"{code}"' not in sources] == []


@pytest.mark.parametrize("code", sorted(RULES))
@pytest.mark.parametrize("lang", ["th", "en"])
def test_rule__says_what_is_wrong_and_what_to_do_in_either_language(code: str, lang: str) -> None:
    told = Finding(code, PLACE, Text("ที่พบ", "what was found"), Text("ที่ควรเป็น", "what was wanted"))
    message, remedy = message_of(told, lang), remedy_of(told, lang)

    assert message
    assert remedy
    assert message != remedy
    assert "{" not in message + remedy
    assert code not in message + remedy
    assert RULES[code].example.say(lang)
