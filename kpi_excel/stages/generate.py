"""Forms out: one workbook per agency, form and period, filled in with what is known, each noted as issued."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from kpi_excel.core.errors import KpiExcelError
from kpi_excel.core.findings import Finding
from kpi_excel.core.in_force import registry_on
from kpi_excel.core.material import Material
from kpi_excel.core.obligations import Expected, expected_obligations
from kpi_excel.core.periods import Period, PeriodKind
from kpi_excel.forms.spec import FormSpec
from kpi_excel.stages.closed_year import refuse_if_closed
from kpi_excel.stages.form_content import Wanted, content_of
from kpi_excel.stages.house import House
from kpi_excel.stages.selection import agency_named, check_period, form_named
from kpi_excel.store.issued import store_issued, store_spec
from kpi_excel.store.ledger import Ledger
from kpi_excel.store.lock import lock_workspace
from kpi_excel.store.publish import Published, Publisher
from kpi_excel.workbooks.forms.form import write_form


@dataclass(frozen=True, slots=True)
class Generated:
    wanted: Wanted
    published: Published
    size: int


@dataclass(slots=True)
class GenerateOptions:
    """Empty selections mean all; `period` None means the one-off forms of the year and the month of `as_of`."""

    as_of: date
    forms: Sequence[str] = ()
    period: Period | None = None
    agencies: Sequence[str] = ()
    lang: str = "th"
    progress: Callable[[int], None] = field(default=lambda count: None)


def generate(house: House, options: GenerateOptions) -> Iterator[Generated]:
    """Write the wanted forms into the outbox; a form that says the same as before is not written again.

    Raises:
        KpiExcelError: an agency or form that does not exist, nothing is owed by that selection, or the year has ended.
    """
    wanted = wanted_forms(house, options)
    if not wanted:
        raise KpiExcelError(Finding("nothing-to-generate"))
    refuse_if_closed(house.workspace)
    with lock_workspace(house.workspace), Ledger(house.archive) as ledger:
        house.keep_registry(ledger)
        receipts = tuple(ledger.receipts(options.as_of))
        materials: dict[str, Material] = {}
        publisher = Publisher(house.workspace)
        for item in wanted:
            content = content_of(house, item, receipts, options.as_of, options.lang, materials)
            written = write_form(content, house.key)
            note_issued(house, content.spec, written.token.serial, written.record)
            path = form_path(house, item)
            yield Generated(item, publisher.publish(path, written.data, options.as_of), len(written.data))
            options.progress(1)


def form_path(house: House, item: Wanted) -> Path:
    """`outbox/2556-02/forms/DPM_monthly_progress_2556-02.xlsx`: ASCII, because mail systems garble Thai names."""
    folder = house.workspace.outbox_of(item.period.code, "forms")
    return folder / f"{item.agency}_{item.form}_{item.period.code}.xlsx"


def note_issued(house: House, spec: FormSpec, serial: str, record: Mapping[str, Any]) -> None:
    """Keep what a form says, before anybody can have it."""
    store_spec(house.archive, spec.digest, spec.source.encode())
    store_issued(house.archive, serial, record)


def wanted_forms(house: House, options: GenerateOptions) -> list[Wanted]:
    """What the selection asks for, by period, form and agency."""
    agencies = {agency_named(house.registry, word).code for word in options.agencies}
    forms = {form_named(house, word).form for word in options.forms}
    if options.period is not None:
        check_period(house, options.period)
    grouped: dict[tuple[str, str, str], list[Expected]] = {}
    for expected in expected_obligations(registry_on(house.registry, options.as_of)):
        is_named = (not forms or expected.form in forms) and (not agencies or expected.agency in agencies)
        if is_named and expected.form in house.specs and _is_selected(expected, options):
            grouped.setdefault((expected.period.code, expected.form, expected.agency), []).append(expected)
    return [
        Wanted(agency, form, group[0].period, tuple(e.kpi for e in group), {e.kpi.kpi_no: e.due.due for e in group})
        for (_, form, agency), group in grouped.items()
    ]


def _is_selected(expected: Expected, options: GenerateOptions) -> bool:
    """The period asked for; without one, the year's one-off forms and the month of `as_of`."""
    if options.period is not None:
        return expected.period.code == options.period.code
    if expected.period.kind is PeriodKind.MONTH:
        return expected.period.start <= options.as_of <= expected.period.end
    return expected.period.kind is not PeriodKind.SAR or "self_assessment" in options.forms
