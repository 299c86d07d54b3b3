"""Every reason for "no score" has its sentence in the catalogue."""

from __future__ import annotations

import re
from pathlib import Path

from kpi_excel.core import scoring
from kpi_excel.core.catalogue import CATALOGUE
from kpi_excel.core.catalogue.scoring import RULES
from kpi_excel.core.scoring.engine import score_kpi
from kpi_excel.core.scoring.problems import why
from tests.core.scoring.generated import cases


def test_every_problem_is_in_the_catalogue__and_every_code_is_used() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in Path(scoring.__path__[0]).glob("*.py"))
    assert {code for code in RULES if f'"{code}"' not in source} == set()
    assert set(RULES) <= set(CATALOGUE)


def test_every_score_that_fails_says_why__generated_cases() -> None:
    seen = set()
    for case in cases():
        score = score_kpi(case.kpi, case.inputs)
        if score.problem:
            seen.add(score.problem)
            assert score.value is None
            assert score.steps[-1] == why(score.problem)
    assert seen == set(RULES) - {"parts-missing"}


def test_rules_speak_both_languages__with_an_example() -> None:
    for code, rule in RULES.items():
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", code)
        for text in (rule.message, rule.remedy, rule.example):
            assert text.th and text.en, code
