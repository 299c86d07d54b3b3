"""The looks of a form's cells by role, so that no module invents one of its own."""

from __future__ import annotations

from xlsxwriter.format import Format

from kpi_excel.workbooks import styles as s
from kpi_excel.workbooks.styles import Formats

_STRONG = {"result": 18, "number": 16}
"""Sizes of the numbers that the form is about: a result, a number on a KPI's page."""


class Looks:
    """Formats of one form by what a cell is for."""

    def __init__(self, formats: Formats) -> None:
        make = self._make = formats
        left = {"align": "left", "indent": 1}
        hair = {"bottom": 1, "bottom_color": s.RULE}
        wrap = {"text_wrap": True}
        self.title = {size: make(size=size, bold=True, font_color=s.NAVY, **left) for size in (14, 16, 18, 20, 22, 24)}
        self.subtitle = make(size=13, font_color=s.GREY, **left)
        self.token = make(size=9, font_color=s.FAINT, align="right")
        self.caption = make(size=12, font_color=s.GREY, **left)
        self.identity = {size: make(size=size, bold=True, **left) for size in (12, 13, 14, 15)}
        self.identity_wrap = make(size=13, bold=True, **left, **wrap)
        self.section = make(size=17, bold=True, font_color=s.NAVY, **left)
        self.section_line = make(size=17, bold=True, font_color=s.NAVY, bottom=2, bottom_color=s.NAVY, **left)
        self.rule_line = make(bottom=2, bottom_color=s.NAVY)
        self.hint = make(size=13, font_color=s.GREY, align="left")
        self.hint_line = make(size=13, font_color=s.GREY, align="left", bottom=2, bottom_color=s.NAVY)
        band = {"size": 13, "bold": True, "font_color": s.WHITE, "bg_color": s.NAVY, **wrap}
        self.band_left = make(**band, **left)
        self.band_centre = make(**band, align="center")
        self.band_month = make(**(band | {"size": 11}), align="center")
        self.code = make(size=18, bold=True, font_color=s.NAVY, **left, **hair, **wrap)
        self.code_row = make(size=11, font_color=s.GREY, **left, **hair, **wrap)
        self.code_small = make(size=9, font_color=s.FAINT)
        self.kpi_no_big = make(size=18, bold=True, font_color=s.NAVY)
        self.locked = make(**left, **hair, **wrap)
        self.locked_small = make(size=12.5, **left, **hair, **wrap)
        self.locked_centre = make(align="center", **hair, **wrap)
        self.ladder = make(size=12.5, **left, **hair, **wrap)
        self.next_level = make(size=13, **left, **hair, **wrap)
        self.computed = make(size=18, bold=True, font_color=s.NAVY, align="center", num_format=s.SCORE, **hair)
        # Wrapped, because it says where to fill while there is no result
        self.page_score = make(size=18, bold=True, font_color=s.NAVY, num_format=s.SCORE, **left, **hair)
        self.computed_result = make(size=14, align="center", num_format=s.SCORE, **hair, **wrap)
        self.computed_steps = make(size=14, align="center", **hair, **wrap)
        self.state = make(size=12, bold=True, font_color=s.BERRY, align="center", **hair, **wrap)
        self.bold = make(bold=True)
        self.grey12 = make(size=12, font_color=s.GREY)
        self.navy_bold = make(bold=True, font_color=s.NAVY)
        self.label = make(bold=True, **left, **hair, **wrap)
        self.label_line = make(bold=True, shrink=True, **left, **hair)
        self.white_fill = self._differential(bg_color=s.WHITE)
        self.complete_font = self._differential(font_color=s.NAVY)
        self.berry_font = self._differential(font_color=s.BERRY)
        self.month = make(size=11, font_color=s.NAVY, align="center", bottom=1, bottom_color=s.RULE, right=4, right_color=s.RULE)
        self.quarter = make(size=11, font_color=s.NAVY, align="center", bottom=1, bottom_color=s.RULE, right=1, right_color=s.RULE)
        self.month_fill = self._differential(bg_color=s.NAVY, font_color=s.NAVY)
        self.sign = make(**left)
        self.strong = make(bold=True, **left)
        self.rule_text = make(bold=True, font_color=s.NAVY, **left, **hair)
        self.rule_blank = make(**hair)
        self.hidden = make(size=9, font_color=s.FAINT)

    def _differential(self, **properties: object) -> Format:
        """A conditional format says only what it changes."""
        return self._make.raw_format(properties)

    def input(
        self, number_format: str, required: bool, kind: str = "", marked: bool = False, align: str = "left",
        shrinks: bool = False,
    ) -> Format:  # fmt: skip
        """An input cell: yellow must, white may, peach with a thick frame was sent back.

        `shrinks`: one line that grows smaller instead of wrapping; a wrapped date or number is easily misread.
        """
        properties: dict[str, object] = {
            "locked": False, "num_format": number_format, "border": 1, "border_color": s.BOX, "align": align,
            "bg_color": s.YELLOW if required else s.WHITE, "shrink" if shrinks else "text_wrap": True,
        }  # fmt: skip
        if marked:
            properties |= {"bg_color": s.PEACH, "border": 5, "border_color": s.BERRY}
        if align != "center":
            properties |= {"indent": 1}
        if kind in _STRONG:
            properties |= {"size": _STRONG[kind], "bold": True}
        return self._make(**properties)

    def status(self, part: str, first: bool, last: bool) -> Format:
        """A cell of the status box: its part in the box's three lines, and whether it is at the left or right edge."""
        text: dict[str, dict[str, object]] = {
            "caption": {"size": 12}, "value": {"size": 26, "bold": True, "font_color": s.BERRY}, "where": {"size": 12},
        }  # fmt: skip
        edges = {edge: 2 for edge in _edges(part, first, last)} | {f"{edge}_color": s.BERRY for edge in _edges(part, first, last)}
        return self._make(bg_color=s.PEACH, align="left", indent=1, **text[part], **edges)

    def ready(self, part: str, first: bool, last: bool) -> Format:
        """The same cell once everything is there. A conditional format can draw thin lines only."""
        edges = {edge: 1 for edge in _edges(part, first, last)} | {f"{edge}_color": s.NAVY for edge in _edges(part, first, last)}
        return self._differential(bg_color=s.SKY, font_color=s.NAVY, **edges)


def _edges(part: str, first: bool, last: bool) -> list[str]:
    outer = {"top": part == "caption", "bottom": part == "where", "left": first, "right": last}
    return [edge for edge, wanted in outer.items() if wanted]
