"""How fast and how frugal kpi-excel is, measured beside the alternatives: `make bench`. Not part of the package."""
