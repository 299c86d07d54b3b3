"""The page of one KPI: what the province has set, what was accepted before, what the registry knows of earlier years."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from kpi_excel.core.model import Direction, Kpi, Registry, ScoringMethod
from kpi_excel.core.periods import Period, PeriodKind
from kpi_excel.core.submission import Word
from kpi_excel.core.text import Text
from kpi_excel.forms.build_rounds import round_inputs, round_texts
from kpi_excel.forms.build_rows import filled_from, plain_number
from kpi_excel.forms.content import Filled, RowContent
from kpi_excel.forms.field_words import WORD_TEXTS
from kpi_excel.forms.known import Known
from kpi_excel.forms.spec import FormSpec, SheetSpec

METHOD_WORDS: Mapping[ScoringMethod, Text] = {
    ScoringMethod.LINEAR: Text("ค่าตัวเลข", "numeric"),
    ScoringMethod.GROWTH: Text("อัตราเพิ่มเทียบปีฐาน", "growth over base years"),
    ScoringMethod.MILESTONE: Text("ขั้นตอน", "milestones"),
    ScoringMethod.YES_NO: Text("มี / ไม่มี", "yes / no"),
    ScoringMethod.COMPOSITE: Text("ถ่วงน้ำหนักจากส่วนย่อย", "weighted parts"),
    ScoringMethod.CONDITIONAL_WEIGHTS: Text("ถ่วงน้ำหนักตามกรณี", "weights by case"),
    ScoringMethod.EXTERNAL_SCORE: Text("คะแนนจากระบบภายนอก", "score of another system"),
    ScoringMethod.TWO_SIDED_BAND: Text("ช่วงสองด้าน ใกล้ค่ากลางดีที่สุด", "two-sided band, best near the centre"),
    ScoringMethod.NOT_ASSESSED: Text("อยู่ระหว่างการจัดทำรายละเอียด", "being defined"),
    ScoringMethod.GROUP: Text("กลุ่มตัวชี้วัด", "group"),
}


def page_row(
    form: FormSpec, sheet: SheetSpec, kpi: Kpi, registry: Registry, known: Known, period: Period, lang: str
) -> RowContent:
    """The page's locked texts and what its inputs hold to begin with."""
    fields = [item for block in sheet.blocks for item in block.fields]
    filled = _from_registry(kpi, registry, period, lang) if period.kind is PeriodKind.KPI else {}
    locked = _locked(kpi, lang)
    if period.kind is PeriodKind.SAR:
        locked |= round_texts(kpi, registry, known, period, lang)
        # the guideline has a line of its own on this page
        other = METHOD_WORDS[kpi.method].say(lang) if locked["criteria_text"] == kpi.guideline else locked["criteria_text"]
        locked["criteria_line"] = locked["criteria_line"] or other
        filled |= round_inputs(fields, kpi, registry, known, period, lang)
    if row := known.pages.get(kpi.kpi_no):
        filled |= filled_from(fields, row, lang)
    kept = {item.key for item in fields if item.is_input}
    return RowContent(kpi.row_code, kpi, locked=locked, filled={key: value for key, value in filled.items() if key in kept})


def _locked(kpi: Kpi, lang: str) -> dict[str, str]:
    by_round = ", ".join(f"{months}: {plain_number(weight)}" for months, weight in sorted(kpi.round_weights.items()))
    better = {Direction.UP: Text("ยิ่งสูงยิ่งดี", "higher is better"), Direction.DOWN: Text("ยิ่งต่ำยิ่งดี", "lower is better")}
    method = METHOD_WORDS[kpi.method].say(lang)
    if kpi.method in (ScoringMethod.LINEAR, ScoringMethod.GROWTH):
        method = f"{method} · {better[kpi.direction].say(lang)}"
    same = Text("เท่ากันทุกรอบ", "the same in every round").say(lang)
    return {
        "dimension": kpi.dimension or "–", "strategic_issue": kpi.strategic_issue or "–", "goal": kpi.goal or "–",
        "unit": kpi.unit or "–", "weight": f"{plain_number(kpi.weight)}  {by_round or same}", "method": method,
        "rounds": _rounds(kpi, lang), "criteria_text": _criteria_text(kpi, lang),
        "guideline": kpi.guideline or "–",
        "baseline_note": Text("พิมพ์คำว่า ไม่มีข้อมูล ในช่องของปีนั้น อย่าใส่ 0", "type “no data” for that year, never 0").say(lang),
    }  # fmt: skip


def _rounds(kpi: Kpi, lang: str) -> str:
    rounds = [months for months in (6, 9, 12) if months >= kpi.start_round and (kpi.cancel_round is None or months < kpi.cancel_round)]
    listed = ", ".join(map(str, rounds))
    return Text(f"{listed} เดือน", f"{listed} months").say(lang)


def _criteria_text(kpi: Kpi, lang: str) -> str:
    """Criteria of the methods that have no five numbers of their own."""
    match kpi.method:
        case ScoringMethod.YES_NO:
            return Text("มี = 5.0000   ไม่มี = 1.0000", "yes = 5.0000   no = 1.0000").say(lang)
        case ScoringMethod.NOT_ASSESSED:
            return METHOD_WORDS[ScoringMethod.NOT_ASSESSED].say(lang)
        case ScoringMethod.COMPOSITE | ScoringMethod.CONDITIONAL_WEIGHTS:
            return "\n".join(
                f"{part.code} {part.name} ({plain_number(part.weight or Decimal(0))}): "
                + " / ".join("–" if level is None else plain_number(level) for level in part.levels)
                for part in kpi.parts
            )
        case _:
            return kpi.guideline or METHOD_WORDS[kpi.method].say(lang)


def _from_registry(kpi: Kpi, registry: Registry, period: Period, lang: str) -> dict[str, Filled]:
    """What the registry already says: agreed values, for the agency to check."""
    year = registry.settings.fiscal_year.year
    filled: dict[str, Filled] = {}
    for baseline in kpi.baselines:
        back = year - baseline.year
        if 1 <= back <= 3:
            filled[f"baseline_y{back}"] = WORD_TEXTS[Word.NO_DATA].say(lang) if baseline.value is None else baseline.value
    if kpi.target is not None:
        filled["target"] = kpi.target
    filled |= {f"c{level}": value for level, value in enumerate(kpi.levels, start=1) if value is not None}
    filled |= {f"step{number}": text for number, text in enumerate(kpi.level_texts, start=1)}
    filled |= {"description": kpi.description} if kpi.description else {}
    filled |= {"evaluation_method": kpi.guideline} if kpi.guideline else {}
    filled |= {"supporting": ", ".join(kpi.supporting)} if kpi.supporting else {}
    for role in ("supervisor", "keeper"):
        person = registry.person_on(kpi.kpi_no, role, period.end)
        if person is not None:
            filled |= {key: value for key, value in {
                role: person.name, f"{role}_phone": person.phone, f"{role}_position": person.position}.items() if value}  # fmt: skip
    return filled
