"""What a workbook looks like and how its cells become values: pure."""
