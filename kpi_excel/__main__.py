"""`python -m kpi_excel`, for where the command is not on the path."""

from kpi_excel.cli import main

if __name__ == "__main__":
    main()
