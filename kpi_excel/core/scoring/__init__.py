"""Scores: each method is one entry with two renderings, the Decimal engine and the live Excel formula.

`engine`, `inputs`, `words` and `formulas` are what others call; `methods` is the table of entries; `method` says what
an entry is, `scale` how criteria become a score, `expressions` which pieces of Excel the formulas are made of.
"""
