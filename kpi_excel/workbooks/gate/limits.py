"""How large a returned workbook may be. Each limit lies well above any real form and well below what hurts a reader.

Basis: the limits of Excel itself where it has one, else the largest of some five thousand public workbooks.
"""

from __future__ import annotations

MEGABYTE = 1024 * 1024

FILE_BYTES = 25 * MEGABYTE
"""What mail systems carry as one attachment."""
ENTRIES = 1_000
PART_BYTES = 64 * MEGABYTE
TOTAL_BYTES = 100 * MEGABYTE
RATIO = 200
"""Inflated over packed size, of parts above one megabyte: text compresses twenty times, a bomb a thousand."""

XML_DEPTH = 64
XML_ATTRIBUTES = 256
XML_TAGS = 3_500_000
"""Tags of all the parts that are read."""
SMALL_PART_ELEMENTS = 500_000
"""Parts that are read as a whole tree: styles, relations, properties."""
XML_RUN = 1_048_576
"""Characters from one tag's beginning to the next: the longest cell with every character written as a reference."""

SHEETS = 256
CELLS = 500_000
"""Cell elements of all sheets together, blank ones included."""
ROWS = 1_048_576
COLUMNS = 16_384
STRINGS = 1_000_000
TEXT_LENGTH = 131_068
"""Characters of one cell: Excel's 32,767, each at most four bytes."""
SHEET_NAME = 255
"""Characters kept of a sheet's name: Excel takes 31, LibreOffice more."""
TEXT_TOTAL = 20_000_000
"""Characters of all cells together: a long shared string can stand in every cell."""
FORMATS = 65_536
NAMES = 20_000
MERGES = 20_000
MERGED_CELLS = 2_000_000
RULES = 10_000
"""Validations and conditional formats of one sheet."""
