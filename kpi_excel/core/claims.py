"""Why an agency's score and ours differ, in words: the slips that can be told from the two numbers."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from kpi_excel.core.consolidation import KpiLine
from kpi_excel.core.score_range import score_range
from kpi_excel.core.scoring.arithmetic import PLACES, rounded, shown
from kpi_excel.core.text import Text


def claim_difference(line: KpiLine) -> Decimal:
    """Claimed minus recomputed; zero where either is missing."""
    return Decimal(0) if line.claimed is None or line.score.value is None else line.claimed - line.score.value


def why_claim_differs(line: KpiLine) -> Text | None:
    """The likely slip, else how the score was computed; None where nothing differs."""
    claimed, score = line.claimed, line.score.value
    if claimed is None or score is None or claimed == score:
        return None
    low, high = score_range(line.kpi)
    if not low <= claimed <= high:
        scale = f"{shown(low)}–{shown(high)}"
        return Text(f"คะแนนที่แจ้งอยู่นอกช่วง {scale}", f"The claim lies outside {scale}")
    if claimed == score.to_integral_value(ROUND_CEILING):
        return Text(
            "แจ้งเต็มระดับถัดไป ทั้งที่ยังอยู่ระหว่างระดับ", "The next whole level was claimed; the result lies between levels"
        )
    if claimed == score.to_integral_value(ROUND_FLOOR):
        return Text("แจ้งเฉพาะระดับที่ถึง ไม่รวมส่วนที่เกินระดับ", "The level reached was claimed, without the part above it")
    for places in range(PLACES - 1, 0, -1):
        if claimed == rounded(score, places):
            return Text(f"หน่วยงานปัดเศษเหลือ {places} ตำแหน่ง", f"The agency rounded to {places} decimal(s)")
    return _derivation(line)


def _derivation(line: KpiLine) -> Text | None:
    if not line.score.steps:
        return None
    last = line.score.steps[-1]
    return Text(f"คำนวณ: {last.th}", f"Computed: {last.en}")
