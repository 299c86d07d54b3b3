"""`registry.xlsx`, the one workbook the secretary maintains: described once, written and read from that description."""
