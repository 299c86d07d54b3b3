"""`validate`: check files, touching nothing."""

from __future__ import annotations

from pathlib import Path

import click

from kpi_excel.cli import options
from kpi_excel.cli.app import Session
from kpi_excel.cli.files import exit_code_of, file_json, findings_of, print_file, summary_line, totals_of
from kpi_excel.cli.output import envelope, result


@click.command("validate")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@options.as_json
@click.pass_obj
def command(session: Session, files: tuple[Path, ...], as_json: bool) -> int:
    """ตรวจไฟล์โดยไม่เก็บอะไร / check files without keeping anything."""
    from kpi_excel.stages.ingest import validate

    items = list(validate(session.open(), files, session.as_of, session.workers, session.cluster))
    if as_json:
        envelope("validate", session.as_of, map(file_json, items), findings_of(items), totals_of(items))
        return exit_code_of(items)
    for item in items:
        print_file(item, session.lang)
    result(summary_line(items, session.lang))
    return exit_code_of(items)
