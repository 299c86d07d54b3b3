"""Scores: each method is one entry with two renderings, the Decimal engine and the live Excel formula."""
