"""What a self-assessment page is filled in with: the round's results, weight, baselines, evidence and the last verdict."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from kpi_excel.core.model import Kpi, Registry
from kpi_excel.core.periods import Period
from kpi_excel.core.scoring.engine import score_kpi
from kpi_excel.core.submission import Plain, Word
from kpi_excel.core.text import Text
from kpi_excel.forms.build_rows import plain_number
from kpi_excel.forms.content import Filled
from kpi_excel.forms.fields import format_value
from kpi_excel.forms.known import Known
from kpi_excel.forms.spec import FieldSpec, FieldType

_NONE = Text("ยังไม่มี", "none yet")


def round_inputs(
    fields: Sequence[FieldSpec], kpi: Kpi, registry: Registry, known: Known, period: Period, lang: str
) -> dict[str, Filled]:
    """Results of the month that closes the round, for the agency to check, and who is to sign."""
    reported = known.reported.get(kpi.kpi_no, {})
    filled: dict[str, Filled] = {}
    for item in fields:
        value = reported.get(item.key)
        if item.is_input and value is not None:
            filled[item.key] = format_value(item, _answered(item, value), lang)
    supervisor = registry.person_on(kpi.kpi_no, "supervisor", period.end)
    if supervisor is not None:
        filled["signoff_by"] = f"{supervisor.name}  {supervisor.position}".strip()
    return filled


def _answered(item: FieldSpec, value: Plain) -> Plain:
    """Yes and no are choices on a form."""
    return ("yes" if value else "no") if isinstance(value, bool) and item.type is FieldType.CHOICE else value


def round_texts(kpi: Kpi, registry: Registry, known: Known, period: Period, lang: str) -> dict[str, str]:
    """The page's locked lines."""
    verdict, comment = known.verdicts.get(kpi.kpi_no, ("", ""))
    return {
        "round_weight": plain_number(kpi.weight_in(period.months)),
        "baseline_two": _baselines(kpi, registry, lang),
        "criteria_line": _criteria(kpi),
        "derivation": _derivation(kpi, known, lang),
        "evidence_by_level": _evidence(kpi, known, lang),
        "review": verdict or Text("ยังไม่ได้ทวนสอบ", "not reviewed yet").say(lang),
        "review_comment": comment or "–",
    }


def _baselines(kpi: Kpi, registry: Registry, lang: str) -> str:
    year = registry.settings.fiscal_year.year
    shown = []
    for back in (2, 1):
        found = next((baseline for baseline in kpi.baselines if baseline.year == year - back), None)
        value = "–" if found is None else Text("ไม่มีข้อมูล", "no data").say(lang) if found.value is None else plain_number(found.value)
        shown.append(f"{Text('ปี', 'FY').say(lang)} {year - back}: {value}")
    return "     ".join(shown)


def _criteria(kpi: Kpi) -> str:
    """The five numbers; nothing where the method has none."""
    if all(level is None for level in kpi.levels):
        return ""
    return " / ".join("–" if level is None else plain_number(level) for level in kpi.levels)


def _derivation(kpi: Kpi, known: Known, lang: str) -> str:
    """Of the results carried over; a changed result is derived anew in the feedback."""
    reported = known.reported.get(kpi.kpi_no, {})
    given = {key: value for key, value in reported.items() if isinstance(value, (Decimal, bool))}
    if not given or any(isinstance(value, Word) for value in reported.values()):
        return Text("คิดให้เมื่อมีผล", "derived once there is a result").say(lang)
    return "\n".join(step.say(lang) for step in score_kpi(kpi, given).steps)


def _evidence(kpi: Kpi, known: Known, lang: str) -> str:
    """The register's documents by criteria level."""
    lines: dict[str, list[str]] = {}
    for row in known.evidence.get(kpi.kpi_no, ()):
        level = row.get("level")
        key = plain_number(level) if isinstance(level, Decimal) else "–"
        place = row.get("place")
        lines.setdefault(key, []).append(f"{row.get('document') or '–'}" + (f" ({place})" if place else ""))
    word = Text("ระดับ", "Level").say(lang)
    return "\n".join(f"{word} {key}: {'; '.join(found)}" for key, found in sorted(lines.items())) or _NONE.say(lang)
