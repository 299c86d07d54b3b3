"""The words that several pages of the report share."""

from __future__ import annotations

from decimal import Decimal

from kpi_excel.core.consolidation import KpiLine, ResultState
from kpi_excel.core.scoring.arithmetic import shown
from kpi_excel.core.scoring.score import Total
from kpi_excel.core.text import Text
from kpi_excel.workbooks.consolidated.context import Context
from kpi_excel.workbooks.consolidated.figures import plain, score_text
from kpi_excel.workbooks.consolidated.score_cells import result_word
from kpi_excel.workbooks.consolidated.words import CERTIFICATIONS, DASH, RESULT_STATES, letter_number
from kpi_excel.workbooks.pack.assessments import Assessment, Letter

APPROVED = Text("อนุมัติ", "approved")
REFUSED = Text("ไม่อนุมัติ", "refused")
NOT_SIGNED = Text("ยังไม่ลงนาม", "not signed")
_SIGNOFFS: dict[object, Text] = {"approved": APPROVED, True: APPROVED, "refused": REFUSED, False: REFUSED}
NO_LETTER = Text("ยังไม่มีหนังสือเห็นชอบ", "no letter of approval")


def signoff_of(assessment: Assessment) -> Text:
    """The supervisor's word."""
    row = assessment.fields.rows.get("signoff")
    return _SIGNOFFS.get(row.value, NOT_SIGNED) if row else NOT_SIGNED


def result_words(context: Context, line: KpiLine) -> str:
    """The result with at most two decimals, or the word that stands for it."""
    if line.state is not ResultState.REPORTED:
        return context.say(RESULT_STATES[line.state])
    if line.score.result is not None:
        return shown(line.score.result, 2)
    return result_word(context, line)


def is_claimed_otherwise(line: KpiLine) -> bool:
    """The agency claims another score than the one recomputed."""
    return line.claimed is not None and line.score.value is not None and line.claimed != line.score.value


def number_words(number: Decimal | None) -> str:
    """A number as people write it; "–" where there is none."""
    return DASH if number is None else shown(number)


def score_words(score: Decimal | None) -> str:
    return DASH if score is None else score_text(score)


def part_words(context: Context, total: Total) -> str:
    """The weight behind a total that does not cover all of it; "" where it does or is none."""
    if total.score is None or total.covered == total.weight:
        return ""
    return context.pick(f"น้ำหนัก {plain(total.covered)} จาก {plain(total.weight)}",
                        f"weight {plain(total.covered)} of {plain(total.weight)}")  # fmt: skip


def certified_words(context: Context, line: KpiLine) -> str:
    """The certified score, or what became of it: never zero."""
    if line.certified is not None:
        return score_text(line.certified)
    return DASH if line.score.value is None else context.say(CERTIFICATIONS[line.certification])


def letter_words(context: Context, letter: Letter) -> str:
    """Number, date and place of a letter, as far as they are known."""
    said = [letter.number and context.say(letter_number(letter.number)),
            context.pick("ลงวันที่ ", "dated ") + context.day(letter.dated) if letter.dated else "",
            letter.place and context.pick(f"เก็บที่ {letter.place}", f"kept at {letter.place}")]  # fmt: skip
    return "  ".join(filter(None, said)) or context.say(NO_LETTER)
