"""The block of files on `หลักฐาน`: what the reports name and the folder lacks, what lies there and nobody names."""

from __future__ import annotations

from collections.abc import Sequence

from kpi_excel.core.registers import EvidenceFile
from kpi_excel.core.text import Text
from kpi_excel.workbooks.consolidated.context import Context
from kpi_excel.workbooks.consolidated.register_blocks import (
    AGENCY,
    KPI,
    ORIGIN,
    SOURCE,
    STATE,
    STATUS,
    Block,
    looks,
    open_block,
    status_style,
    write_row,
    write_source,
)
from kpi_excel.workbooks.consolidated.skeleton import Cell, Column, write_remark
from kpi_excel.workbooks.consolidated.words import DASH
from kpi_excel.workbooks.writing import Sheet

_MOST_UNNAMED = 200
"""So many files that nobody names are listed; whoever has more reads them in the folder itself."""

BLOCK = Block(
    Text("ไฟล์ในโฟลเดอร์หลักฐาน", "Files in the folder of evidence"),
    Text("พบครบทุกไฟล์ที่ทะเบียนระบุ และไม่มีไฟล์เกิน", "Every file that is named is there, and no other"),
    {0: KPI, 2: AGENCY, 3: Text("เอกสาร", "Document"), 7: Text("ไฟล์", "File"), STATUS: STATE, SOURCE: ORIGIN},
)


def write_folder(sheet: Sheet, context: Context, columns: Sequence[Column], row: int) -> int:
    """What is not there first, then what nobody names. Returns the last row."""
    files = context.data.evidence_files or ()
    lost, unnamed = [file for file in files if not file.is_there], [file for file in files if not file.is_named]
    named = len(files) - len(unnamed)
    aside = Text(
        f"ระบุไว้ {named}  ไม่พบ {len(lost)}  ไม่มีแถวใดระบุ {len(unnamed)}",
        f"named {named}, not found {len(lost)}, named by no row {len(unnamed)}",
    )
    row = open_block(sheet, context, columns, row, BLOCK, aside if lost or unnamed else None)
    for file in (*lost, *unnamed[:_MOST_UNNAMED]):
        row += 1
        _write_file(sheet, context, columns, row, file)
    if (more := len(unnamed) - _MOST_UNNAMED) > 0:
        row += 1
        write_remark(sheet, row, 0, context.pick(f"และอีก {more:,} ไฟล์ที่ไม่มีแถวใดระบุ", f"and {more:,} more that no row names"))
    return row


def _write_file(sheet: Sheet, context: Context, columns: Sequence[Column], row: int, file: EvidenceFile) -> None:
    body, quiet, strong = looks(sheet)
    state = Text("ไม่มีแถวใดระบุ", "not named") if file.is_there else Text("ไม่พบไฟล์", "not found")
    cells = (
        Cell(0, file.kpi_no or DASH, 13, body),
        Cell(2, context.agency(file.agency) if file.is_named else DASH, 12, quiet),
        Cell(3, context.say(file.document) or DASH, 13, body),
        Cell(7, file.name, 13, body if file.is_there else strong),
        Cell(STATUS, context.say(state), 12, status_style(sheet, is_bad=not file.is_there, is_good=False)),
    )
    write_row(sheet, columns, row, cells)
    write_source(sheet, row, file.source)
