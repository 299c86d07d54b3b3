from __future__ import annotations

import re
from pathlib import Path

import pytest

import kpi_excel.store
from kpi_excel.core.catalogue import CATALOGUE
from kpi_excel.core.catalogue.storing import RULES
from kpi_excel.core.findings import Finding, Place, describe
from kpi_excel.store import errors

SOURCE = "".join(path.read_text(encoding="utf-8") for path in sorted(Path(kpi_excel.store.__path__[0]).glob("*.py")))


@pytest.mark.parametrize("code", RULES)
def test_code_is_used_and_its_sentences_can_be_said(code: str) -> None:
    assert f'"{code}"' in SOURCE
    rule, finding = RULES[code], Finding(code, Place(file="inbox/ก.xlsx"), found="FOUND", expected="EXPECTED")
    for text in (rule.message, rule.remedy, rule.example):
        assert re.search("[ก-๙]", describe(finding, text, "th"))
        assert describe(finding, text, "en").isprintable()
    assert "inbox/ก.xlsx" in describe(finding, rule.message, "th") or code == "workspace-locked"


def test_every_code_that_is_raised_stands_in_the_catalogue() -> None:
    raised = set(re.findall(r'(?:cannot|Finding|_not_read|_finding)\(\s*"([a-z-]+)"', SOURCE))
    assert raised | set(errors._CODES.values()) <= CATALOGUE.keys()
    assert len(raised) > 15
