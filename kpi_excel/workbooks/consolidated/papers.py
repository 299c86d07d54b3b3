"""The block of reports that came without a file on `หลักฐาน`: on paper, by LINE or by telephone, and who took them."""

from __future__ import annotations

from collections.abc import Sequence

from kpi_excel.core.text import Text
from kpi_excel.workbooks.consolidated.context import Context
from kpi_excel.workbooks.consolidated.register_blocks import AGENCY, KPI, Block, looks, open_block, write_row
from kpi_excel.workbooks.consolidated.skeleton import Cell, Column
from kpi_excel.workbooks.consolidated.words import DASH, form_word
from kpi_excel.workbooks.writing import Sheet

BLOCK = Block(
    Text("รายงานที่ได้รับโดยไม่มีไฟล์ ถือว่าส่งแล้ว", "Reports received without a file, counted as sent"),
    Text("ไม่มี", "None"),
    {0: KPI, 2: AGENCY, 3: Text("รายงาน", "Report"), 4: Text("ทาง", "Channel"), 6: Text("วันที่รับ", "Received"),
     7: Text("ใครรับ เก็บที่ใด", "Who took it, where it is")},
)  # fmt: skip


def write_papers(sheet: Sheet, context: Context, columns: Sequence[Column], row: int) -> int:
    """What the registry notes up to the day of the data, the latest first. Returns the last row."""
    notes = [note for note in context.data.registry.received if note.received_on <= context.data.as_of]
    notes.sort(key=lambda note: (-note.received_on.toordinal(), note.agency, note.form, note.period, note.kpi_no))
    aside = Text(f"{len(notes)} รายการ", str(len(notes))) if notes else None
    row = open_block(sheet, context, columns, row, BLOCK, aside)
    body, quiet, _ = looks(sheet)
    for note in notes:
        row += 1
        cells = (
            Cell(0, note.kpi_no or context.pick("ทุกตัว", "all"), 13, body),
            Cell(2, context.agency(note.agency), 12, quiet),
            Cell(3, f"{context.say(form_word(note.form))} {context.period(note.period)}", 13, body),
            Cell(4, note.channel, 13, body),
            Cell(6, context.day(note.received_on), 12, quiet),
            Cell(7, note.note or DASH, 12, quiet),
        )
        write_row(sheet, columns, row, cells)
    return row
