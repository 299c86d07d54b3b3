"""Whose form a returned workbook is: every mark it bears is read and compared; any disagreement is for a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kpi_excel.core.certification import REVIEW
from kpi_excel.core.findings import Finding, Place
from kpi_excel.core.model import Registry
from kpi_excel.core.periods import ROUNDS, FiscalYear, Period, PeriodKind
from kpi_excel.core.reviews import REVIEWER
from kpi_excel.core.text import Text
from kpi_excel.forms.anchors import find_page, find_tables
from kpi_excel.forms.raw import RawWorkbook
from kpi_excel.forms.sheet_text import SheetText, index_sheets
from kpi_excel.forms.spec import FormSpec
from kpi_excel.forms.thai_text import key_of
from kpi_excel.forms.token import Token, claims_in, find_tokens

PROPERTY = "kpi_token"
_CAPTION = Text("หน่วยงานเจ้าภาพ", "Host agency")
_YEARS_AROUND = 2
"""How far off an overtyped title may be."""


class Claim(NamedTuple):
    """What somebody or something says a workbook is."""

    agency: str
    form: str
    period: str


@dataclass(frozen=True, slots=True)
class Identity:
    """Either a token on which all marks agree, or the finding that says why a person must decide.

    `guess`: what the visible text suggests where there is no token; only ever a hint for `assign`.
    """

    token: Token | None
    finding: Finding | None = None
    guess: Claim | None = None


@dataclass(frozen=True, slots=True)
class _Mark:
    """A text that bears a token, or did once."""

    where: str
    text: str
    is_visible: bool = False


def identify(raw: RawWorkbook, specs: Mapping[str, FormSpec], registry: Registry) -> Identity:
    """Compare all marks of a workbook. An absent mark is no disagreement; the file name is never asked."""
    found: dict[Token, str] = {}
    damaged: list[_Mark] = []
    for mark in _marks(raw):
        tokens, is_damaged = find_tokens(mark.text)
        for token in tokens:
            found.setdefault(token, mark.where)
        damaged += [mark] if is_damaged else []
    texts = index_sheets(raw)
    if len(found) > 1:
        listed = " · ".join(f"{token.agency} {token.form} {token.period} ({where})" for token, where in found.items())
        return Identity(None, Finding("identity-conflict", found=listed))
    if found:
        token = next(iter(found))
        conflicts = (_edited_mark(damaged, token), _agency_conflict(texts, token, registry), _period_conflict(texts, token, specs))
        conflict = next(filter(None, conflicts), None)
        return Identity(None, conflict) if conflict else Identity(token)
    guess = _guess(texts, specs, registry)
    if damaged:
        return Identity(None, Finding("token-damaged", Place(sheet=damaged[0].where)), guess)
    return Identity(None, Finding("form-not-identified", found=_describe(guess, registry)), guess)


def _marks(raw: RawWorkbook) -> Iterator[_Mark]:
    """Every text that may bear a token, visible ones first, with where it stands."""
    for sheet in raw.sheets:
        for cell in sheet.cells.values():
            if cell.kind == "text" and "|" in str(cell.value):
                yield _Mark(sheet.name, str(cell.value), is_visible=True)
    if PROPERTY in raw.custom:
        yield _Mark(PROPERTY, raw.custom[PROPERTY])
    yield _Mark("subject", raw.subject)
    for sheet in raw.sheets:
        yield _Mark(f"{sheet.name} (footer)", sheet.footer)


def _edited_mark(damaged: Sequence[_Mark], token: Token) -> Finding | None:
    """A visible mark that no longer checks and names somebody else: it was edited. One that was cut says nothing."""
    for mark in damaged:
        for form, agency, period in claims_in(mark.text) if mark.is_visible else ():
            if (form, agency, period) != (token.form, token.agency, token.period):
                found = f"{token.agency} {token.form} {token.period} · {agency} {form} {period} ({mark.where})"
                return Finding("identity-conflict", Place(sheet=mark.where), found=found)
    return None


def _agency_conflict(texts: Sequence[SheetText], token: Token, registry: Registry) -> Finding | None:
    """The agency's name in the head is another agency's: the sheet and its token do not belong together."""
    names: dict[str, set[str]] = {}
    for agency in registry.agencies:
        for name in filter(None, map(key_of, (agency.name, agency.short, *agency.aliases))):
            names.setdefault(name, set()).add(agency.code)
    for text in texts:
        for caption in (place for key in map(key_of, _CAPTION) for place in text.by_key.get(key, ())):
            for row in (caption.row + 1, caption.row + 2):
                shown = names.get(key_of(text.text_at(row, caption.column)))
                if shown and token.agency not in shown:
                    found = f"{token.agency} · {' / '.join(sorted(shown))}"
                    return Finding("identity-conflict", Place(sheet=text.sheet.name), found=found)
    return None


def _period_conflict(texts: Sequence[SheetText], token: Token, specs: Mapping[str, FormSpec]) -> Finding | None:
    """A title that names another period: somebody overtyped last month's form."""
    spec = specs.get(token.form)
    try:
        period = Period.parse(token.period)
    except ValueError:
        return None
    leads = {key_of(heading.partition("{")[0]) for sheet in spec.sheets for heading in sheet.heading
             if "{period}" in heading} if spec else set()  # fmt: skip
    others = {key_of(other.label(lang)): other for other in _periods_like(period) for lang in ("th", "en")}
    for text in texts:
        for key, places in text.by_key.items():
            if any(lead and key.startswith(lead) for lead in leads):
                shown = next((other for name, other in others.items() if name in key), None)
                if shown is not None:
                    place = Place(sheet=text.sheet.name, cell=places[0].a1())
                    return Finding("identity-conflict", place, found=f"{period.code} · {shown.code}")
    return None


def _periods_like(period: Period) -> Iterator[Period]:
    """The other periods of its kind, in this year and those around it."""
    for shift in range(-_YEARS_AROUND, _YEARS_AROUND + 1):
        year = FiscalYear(period.fiscal_year.year + shift)
        if period.kind is PeriodKind.MONTH:
            same_kind = year.months()
        else:
            names = [f"sar{months}" for months in ROUNDS] if period.kind is PeriodKind.SAR else [period.kind.value]
            same_kind = tuple(Period.parse(f"{year.year}-{name}") for name in names)
        yield from (other for other in same_kind if other != period)


def _guess(texts: Sequence[SheetText], specs: Mapping[str, FormSpec], registry: Registry) -> Claim | None:
    """The form by its headings, the agency by its name."""
    found = {form.form: sum(_parts_found(text, form) for text in texts) for form in specs.values()}
    form = max(found, key=lambda name: found[name], default="")
    agency = next((a.code for a in registry.agencies for text in texts if key_of(a.name) in text.by_key), "")
    # of all agencies' names on the consultant's sheet none is the sender's
    agency = REVIEWER if form == REVIEW and found[form] else agency
    guess = Claim(agency, form if found.get(form) else "", "")
    return guess if any(guess) else None


def _parts_found(text: SheetText, form: FormSpec) -> int:
    pages = [spec for spec in form.sheets if spec.kind == "page" and find_page(text, spec)]
    return len(pages) + len(find_tables(text, form.sheets))


def _describe(guess: Claim | None, registry: Registry) -> Text | str:
    if guess is None:
        return ""
    agency = registry.agency(guess.agency)
    listed = " ".join(part for part in (agency.label if agency else "", guess.form) if part)
    return Text(f"(คล้ายแบบของ {listed})", f"(it resembles {listed})") if listed else ""
