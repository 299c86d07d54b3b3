"""The cells of one row of `ทวนสอบ`: on the left what we found, on the right the consultant's yellow boxes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from kpi_excel.core.consolidation import Certification, ResultState
from kpi_excel.core.review_lines import EarlierLine, EvidenceCount, ReviewLine
from kpi_excel.core.score_range import score_range
from kpi_excel.core.text import Text
from kpi_excel.forms.content import Filled
from kpi_excel.forms.field_looks import look
from kpi_excel.forms.spec import FieldSpec, FieldType
from kpi_excel.workbooks.consolidated.context import Context
from kpi_excel.workbooks.consolidated.figures import BESIDE_FILL, CHANGE_BESIDE_FILL, score_text, weight_format
from kpi_excel.workbooks.consolidated.skeleton import Column, fitted, row_height
from kpi_excel.workbooks.consolidated.words import DASH, RESULT_STATES, out_of
from kpi_excel.workbooks.styles import GREY, HAIR, PEACH, RULE, SCORE, YELLOW, YELLOW_DONE
from kpi_excel.workbooks.writing import Sheet

VERDICT_LIST = "review_verdicts"
"""The defined name of the drop-down's items."""

_HAIR = {"bottom": 1, "bottom_color": HAIR}
_MOST_LINES = 6
_AGREES = Text("ตรงกัน", "agrees")
_NOT_CLAIMED = Text("ไม่ได้แจ้ง", "no claim")
_NONE_REGISTERED = Text("ไม่มี", "none")
_INPUT_SIZES = {FieldType.CHOICE: 14, FieldType.DECIMAL: 14, FieldType.DAY: 13}


@dataclass(frozen=True, slots=True)
class RowPen:
    """One row being written. `columns` and `places` follow the spec's columns: width, and column from 0."""

    sheet: Sheet
    context: Context
    columns: Mapping[str, Column]
    places: Mapping[str, int]
    row: int

    def write(self, specs: tuple[FieldSpec, ...], line: ReviewLine, filled: Mapping[str, Filled]) -> None:
        """An open or settled KPI."""
        texts = {
            "name": line.line.kpi.name, "host": self.context.agency(line.line.agency),
            "remark": "\n".join(self.context.say(remark) for remark in line.remarks),
        }  # fmt: skip
        self._measure(texts, line.code, line.line.kpi.kpi_no, filled)
        self._code(line.line.kpi.kpi_no, line.code, is_bold=not line.is_settled)
        self._texts(texts, is_urgent=line.waiting is not None or line.line.certification is Certification.VOID)
        self._weight(line.line.weight)
        self._scores(line)
        self._evidence(line.evidence, is_open=not line.is_settled)
        for spec in specs:
            if spec.is_input:
                self._input(spec, line, filled.get(spec.key))

    def write_earlier(self, specs: tuple[FieldSpec, ...], line: EarlierLine, filled: Mapping[str, Filled]) -> None:
        """A verdict of an earlier round: everything locked."""
        seen = line.opinion.seen
        remark = ""
        if seen is not None and line.score != seen:
            now = score_text(line.score) if line.score is not None else DASH
            remark = self.context.pick(f"ขณะนี้คำนวณได้ {now} ต้องทวนสอบใหม่", f"Now {now}: another look is needed")
        texts = {"name": line.kpi.name, "host": self.context.agency(line.kpi.host), "remark": remark}
        self._measure(texts, line.code, line.kpi.kpi_no, filled)
        self._code(line.kpi.kpi_no, line.code, is_bold=False)
        self._texts(texts)
        for key in ("weight", "claimed", "difference", "evidence"):
            self._blank(key)
        self._number("recomputed", seen, SCORE + BESIDE_FILL)
        for spec in specs:
            if spec.is_input:
                self._locked_answer(spec, filled.get(spec.key))

    def _measure(self, texts: Mapping[str, str], code: str, kpi_no: str, filled: Mapping[str, Filled]) -> None:
        cells = [
            (self._cut(key, text), self.columns[key], 13.0 if key != "name" else 14.0) for key, text in texts.items()
        ]
        cells.append((f"{kpi_no}\n{code}", self.columns["code"], 14.0))
        cells += [(value, self.columns[key], 13.0) for key, value in filled.items() if isinstance(value, str)]
        self.sheet.raw.set_row(self.row, row_height(cells, least=46))

    def _cut(self, key: str, text: str) -> str:
        return fitted(text, [self.columns[key]], 14 if key == "name" else 13, _MOST_LINES)

    def _code(self, kpi_no: str, code: str, is_bold: bool) -> None:
        formats = self.sheet.book.formats
        parts = [formats(bold=is_bold), kpi_no, formats(size=10, font_color=GREY), f"\n{code}"]
        self.sheet.rich(self.row, self.places["code"], parts, formats(text_wrap=True, **_HAIR))

    def _texts(self, texts: Mapping[str, str], is_urgent: bool = False) -> None:
        """Name, host and remark; a remark that the consultant has to act upon stands on a fill."""
        formats = self.sheet.book.formats
        remark = {"size": 13, "bg_color": PEACH} if is_urgent else {"size": 13}
        looks: dict[str, dict[str, Any]] = {"name": {}, "host": {"size": 13, "font_color": GREY}, "remark": remark}
        for key, text in texts.items():
            self.sheet.text(
                self.row, self.places[key], self._cut(key, text), formats(text_wrap=True, **looks[key], **_HAIR)
            )

    def _weight(self, weight: Decimal) -> None:
        style = self.sheet.book.formats(num_format=weight_format(weight), align="right", **_HAIR)
        self.sheet.number(self.row, self.places["weight"], weight, style)

    def _scores(self, line: ReviewLine) -> None:
        """Claimed, recomputed and the difference: quiet where they agree, a word where there is no number."""
        claimed, score = line.line.claimed, line.line.score.value
        self._number("claimed", claimed, SCORE + BESIDE_FILL)
        if score is None:
            state = line.line.state
            word = DASH if state is ResultState.REPORTED else self.context.say(RESULT_STATES[state])
            self._word("recomputed", word)
        else:
            self._number("recomputed", score, SCORE + BESIDE_FILL, bold=True)
        if score is None:
            self._word("difference", DASH)
        elif claimed is None:
            self._word("difference", self.context.say(_NOT_CLAIMED))
        elif not line.difference:
            self._word("difference", self.context.say(_AGREES))
        else:
            self._number("difference", line.difference, CHANGE_BESIDE_FILL, bold=True, bg_color=PEACH)

    def _evidence(self, count: EvidenceCount, is_open: bool) -> None:
        """`3 จาก 4`: registered, of what is registered or owed."""
        formats, at = self.sheet.book.formats, self.places["evidence"]
        words = out_of(count.have, count.wanted) if count.wanted else _NONE_REGISTERED
        short = {"bold": True, "bg_color": PEACH} if count.is_short and is_open else {"font_color": GREY}
        self.sheet.text(self.row, at, self.context.say(words), formats(size=13, align="center", **short, **_HAIR))

    def _number(self, key: str, number: Decimal | None, shape: str, **look: Any) -> None:
        if number is None:
            self._word(key, DASH)
            return
        style = self.sheet.book.formats(num_format=shape, align="right", shrink=True, **look, **_HAIR)
        self.sheet.number(self.row, self.places[key], number, style)

    def _word(self, key: str, word: str) -> None:
        style = self.sheet.book.formats(size=12, font_color=GREY, align="right", text_wrap=True, **_HAIR)
        self.sheet.text(self.row, self.places[key], word, style)

    def _blank(self, key: str) -> None:
        self.sheet.blank(self.row, self.places[key], self.sheet.book.formats(**_HAIR))

    def _input(self, spec: FieldSpec, line: ReviewLine, value: Filled | None) -> None:
        """An unlocked box: full yellow while the KPI is open, nearly white once it is settled."""
        fill = YELLOW_DONE if line.is_settled else YELLOW
        style = self._answer_style(spec, bg_color=fill, border=1, border_color=RULE, locked=False)
        self._put(spec, value, style)
        options = _validation(spec, line, self.context.lang)
        self.sheet.raw.data_validation(self.row, self.places[spec.key], self.row, self.places[spec.key], options)

    def _locked_answer(self, spec: FieldSpec, value: Filled | None) -> None:
        self._put(spec, value, self._answer_style(spec, font_color=GREY, **_HAIR))

    def _answer_style(self, spec: FieldSpec, **look: Any) -> Any:
        shape = SCORE if spec.type is FieldType.DECIMAL else "@"
        align = "right" if spec.type is FieldType.DECIMAL else "left"
        if spec.type is FieldType.CHOICE and look.get("locked") is False:
            look["bold"] = True
        size = _INPUT_SIZES.get(spec.type, 13)
        return self.sheet.book.formats(size=size, num_format=shape, align=align, indent=1, text_wrap=True, **look)

    def _put(self, spec: FieldSpec, value: Filled | None, style: Any) -> None:
        if isinstance(value, Decimal):
            self.sheet.number(self.row, self.places[spec.key], value, style)
        else:
            self.sheet.text(self.row, self.places[spec.key], value or "", style)


def _validation(spec: FieldSpec, line: ReviewLine, lang: str) -> dict[str, object]:
    """The list through its defined name; a score on the KPI's own scale; the length of a text."""
    looked = look(spec, lang)
    options: dict[str, object] = {
        "input_title": looked.input_title, "input_message": looked.input_message,
        "error_title": looked.error_title, "error_message": looked.error_message,
        "error_type": "stop" if looked.stops else "warning",
    }  # fmt: skip
    if looked.kind == "list":
        return options | {"validate": "list", "source": f"={VERDICT_LIST}"}
    if spec.type is FieldType.DECIMAL:
        low, high = score_range(line.line.kpi)
        return options | {"validate": "decimal", "criteria": "between", "minimum": float(low), "maximum": float(high)}
    shortest, longest = int(looked.low), int(looked.high)
    return options | {"validate": "length", "criteria": "between", "minimum": shortest, "maximum": longest}
