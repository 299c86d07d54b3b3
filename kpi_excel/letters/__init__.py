"""What leaves and is no workbook: e-mail drafts, the calendar file, PDF."""
