"""The looks of a form's cells by role, so that no module invents one of its own."""

from __future__ import annotations

from xlsxwriter.format import Format

from kpi_excel.workbooks import styles as s
from kpi_excel.workbooks.styles import Formats


class Looks:
    """Formats of one form by what a cell is for."""

    def __init__(self, formats: Formats) -> None:
        make = self._make = formats
        left = {"align": "left", "indent": 1}
        hair = {"bottom": 1, "bottom_color": s.RULE}
        wrap = {"text_wrap": True}
        self.title = {size: make(size=size, bold=True, font_color=s.NAVY, **left) for size in (16, 18, 20, 22, 24)}
        self.subtitle = make(size=13, font_color=s.GREY, **left)
        self.token = make(size=9, font_color=s.FAINT, align="right")
        self.caption = make(size=12, font_color=s.GREY, **left)
        self.identity = make(size=15, bold=True, **left)
        self.identity_wrap = make(size=14, bold=True, **left, **wrap)
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
        self.computed_result = make(size=16, align="center", num_format="0.####", **hair)
        self.state = make(size=12, bold=True, font_color=s.BERRY, align="center", **hair, **wrap)
        self.bold = make(bold=True)
        self.grey12 = make(size=12, font_color=s.GREY)
        self.navy_bold = make(bold=True, font_color=s.NAVY)
        self.label = make(bold=True, **left, **hair, **wrap)
        self.ready_fill = self._differential(bg_color=s.SKY, font_color=s.NAVY)
        self.white_fill = self._differential(bg_color=s.WHITE)
        self.complete_font = self._differential(font_color=s.NAVY)
        self.month = make(size=11, font_color=s.NAVY, align="center", bottom=1, bottom_color=s.RULE, right=4, right_color=s.RULE)
        self.quarter = make(size=11, font_color=s.NAVY, align="center", bottom=1, bottom_color=s.RULE, right=1, right_color=s.RULE)
        self.month_fill = self._differential(bg_color=s.NAVY, font_color=s.NAVY)
        self.sign = make(align="left")
        self.hidden = make(size=9, font_color=s.FAINT)

    def _differential(self, **properties: object) -> Format:
        """A conditional format says only what it changes."""
        return self._make.raw_format(properties)

    def input(
        self, number_format: str, required: bool, kind: str = "text", marked: bool = False, centre: bool = False
    ) -> Format:
        """An input cell: yellow must, white may, peach with a thick frame was sent back."""
        properties: dict[str, object] = {
            "locked": False, "num_format": number_format, "text_wrap": True, "border": 1, "border_color": s.BOX,
            "bg_color": s.YELLOW if required else s.WHITE,
        }  # fmt: skip
        if marked:
            properties |= {"bg_color": s.PEACH, "border": 5, "border_color": s.BERRY}
        if kind == "result":
            properties |= {"size": 18, "bold": True}
        if centre:
            properties |= {"align": "center"}
        else:
            properties |= {"align": "left", "indent": 1}
        return self._make(**properties)

    def status(self, part: str, alone: bool = False) -> Format:
        """A text cell of the status box, at its left edge; `alone` where the box is one column wide."""
        looks: dict[str, dict[str, object]] = {
            "caption": {"size": 12, "top": 2, "top_color": s.BERRY},
            "value": {"size": 26, "bold": True, "font_color": s.BERRY},
            "where": {"size": 12, "bottom": 2, "bottom_color": s.BERRY},
        }
        right: dict[str, object] = {"right": 2, "right_color": s.BERRY} if alone else {}
        return self._make(
            bg_color=s.PEACH, left=2, left_color=s.BERRY, align="left", indent=1, **looks[part], **right
        )

    def frame(self, top: bool = False, bottom: bool = False, right: bool = False) -> Format:
        """A blank cell of the status box with its outer edges."""
        edges: dict[str, object] = {"bg_color": s.PEACH}
        for name, wanted in (("top", top), ("bottom", bottom), ("right", right)):
            if wanted:
                edges |= {name: 2, f"{name}_color": s.BERRY}
        return self._make(**edges)
