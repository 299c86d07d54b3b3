"""What the sample's officials do in the rest of the year: policy reports, self-assessments, hand-over, and the consultant."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from importlib import resources

from kpi_excel.core.model import Kpi, Registry
from kpi_excel.core.periods import Period
from kpi_excel.core.scoring.engine import score_kpi
from kpi_excel.core.scoring.inputs import inputs_of
from kpi_excel.forms.input_fields import STEP, YES_NO
from kpi_excel.forms.page_fields import page_for
from kpi_excel.forms.spec import FormSpec
from kpi_excel.workbooks.officials import FilledForm, as_typed

_PACKAGE = "kpi_excel.samples.demo"
_YES = {choice.title.th for choice in (YES_NO[0], STEP[0])}

Figures = Mapping[tuple[str, str], Mapping[str, str]]
"""(KPI number, raw input) → period code → what the officials know."""


@dataclass(frozen=True, slots=True)
class RoundVerdict:
    """The consultant on one KPI ("*": every other) in one round."""

    months: int
    kpi_no: str
    verdict: str
    certified: str
    comment: str


def load_phrases() -> dict[str, str]:
    """What officials write on every page."""
    return tomllib.loads(_text("sar.toml"))


def load_verdicts() -> tuple[RoundVerdict, ...]:
    """What the consultant decides in each round."""
    return tuple(
        RoundVerdict(int(row["round"]), row["kpi_no"], row["verdict"], row["certified"], row["comment"])
        for row in csv.DictReader(_text("verdicts.csv").splitlines())
    )


def _text(name: str) -> str:
    return resources.files(_PACKAGE).joinpath(name).read_text("utf-8")


def fill_policy(form: FilledForm, kpi: Kpi, period: Period, words: Mapping[str, str]) -> None:
    """What a policy report asks beyond the monthly figures, which it carries over; words where none were carried."""
    end = period.end
    for key in ("status", "problem", "measure"):
        cell = form.cell(f"words {kpi.row_code} {key}")
        if cell is not None and not cell.value and words[key]:
            cell.value = words[key]
    form.type_into(f"words {kpi.row_code} highlight", load_phrases()["highlight"])
    form.type_into(f"words {kpi.row_code} data_as_of", f"{end.day}/{end.month}/{end.year + 543}")


def fill_assessment(form: FilledForm, spec: FormSpec, figures: Figures, kpi: Kpi, period: Period) -> None:
    """A self-assessment page: figures of the month that closes the round, the score as computed, sign-off and approval."""
    if kpi.row_code not in form.book.sheetnames:
        return
    phrases = load_phrases()
    month = next(m for m in period.fiscal_year.months() if m.end == period.end).code
    labels = {item.key: item.title.th for block in page_for(spec.sheets[0], kpi).blocks for item in block.fields}
    known = {item.key: figures.get((kpi.kpi_no, item.key), {}).get(month, "") for item in inputs_of(kpi)}
    for key, figure in known.items():
        if figure and key in labels:
            form.type_beside(labels[key], as_typed(figure), kpi.row_code)
    score = score_kpi(kpi, {key: given for key, figure in known.items() if (given := _given(figure)) is not None}).value
    number = f"{period.months}{len(kpi.kpi_no)}{sum(map(ord, kpi.kpi_no)) % 90 + 10}"
    words = {
        "claimed": f"{score:.4f}" if score is not None else "1.0000", "explanation": phrases["explanation"],
        "support": phrases["support"], "obstacle": phrases["obstacle"], "suggestion": phrases["suggestion"],
        "signoff": phrases["signoff"], "signoff_on": _day(period, 18), "governor_on": _day(period, 21),
        "governor_no": phrases["governor_no"].format(round=period.months, number=number),
        "governor_place": phrases["governor_place"].format(round=period.months),
    }  # fmt: skip
    for key, text in words.items():
        form.type_beside(labels[key], as_typed(text) if key == "claimed" else text, kpi.row_code)


def _day(period: Period, day: int) -> str:
    """A day of the month after the round, as people write it."""
    month, year = period.end.month % 12 + 1, period.end.year + (period.end.month == 12) + 543
    return f"{day}/{month}/{year}"


def _given(figure: str) -> Decimal | bool | None:
    if not figure or figure == "ไม่มีข้อมูล":
        return None
    if not figure.replace(".", "").replace("-", "").isdigit():
        return figure in _YES
    return Decimal(figure)


def do_year_deed(form: FilledForm, spec: FormSpec, kind: str, where: str, typed: str) -> None:
    """A refusal, a claim, a missing approval, a hand-over."""
    phrases = load_phrases()
    titles = {item.key: item.title.th for sheet in spec.sheets for block in sheet.blocks for item in block.fields}
    if kind == "refused":
        form.type_beside(titles["signoff"], phrases["refused"], where)
        form.type_beside(titles["signoff_remark"], phrases["refused_remark"], where)
    elif kind == "claim":
        form.type_beside(titles["claimed"], float(typed), where)
        form.type_beside(titles["claim_reason"], "ใช้ตัวเลขทางการฉบับล่าสุดที่ได้รับหลังสิ้นรอบ", where)
    elif kind == "no-approval":
        for sheet in [name for name in form.book.sheetnames if name.startswith("K")]:
            for key in ("governor_no", "governor_on", "governor_place"):
                form.type_beside(titles[key], "", sheet)
    elif kind == "handover":
        giver, taker, day, reason = typed.split("|")
        values = {"role": "ผู้เก็บ", "what": "แฟ้มหลักฐานทุกระดับและฐานข้อมูล", "from_whom": giver, "to_whom": taker,
                  "handed_on": day, "reason": reason}  # fmt: skip
        for number, kpi in enumerate(where.split(), start=1):
            for key, value in {"kpi_no": kpi.removeprefix("K"), **values}.items():
                form.type_into(f"handover +{number} {key}", value)


def fill_review(form: FilledForm, verdicts: tuple[RoundVerdict, ...], months: int, registry: Registry, day: str) -> int:
    """The consultant fills the sheet of the round; how many rows."""
    own = {verdict.kpi_no: verdict for verdict in verdicts if verdict.months == months}
    rows = next((rows for sheet in form.book.worksheets if (rows := form.rows(sheet, "review"))), {})
    count = 0
    for kpi in registry.leaves():
        verdict = own.get(kpi.kpi_no) or own.get("*")
        cells = rows.get(f"{kpi.row_code}/{months}")
        if verdict is None or cells is None:
            continue
        typed = {"verdict": verdict.verdict, "comment": verdict.comment, "reviewer": "ที่ปรึกษา", "reviewed_on": day}
        for key, text in typed.items():
            if text:
                cells[key].value = text
        if verdict.certified:
            cells["certified"].value = float(verdict.certified)
        count += 1
    return count
