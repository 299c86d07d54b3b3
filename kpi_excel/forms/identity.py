"""Whose form a returned workbook is: every mark it bears is read and compared; any disagreement is for a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from kpi_excel.core.findings import Finding, Place
from kpi_excel.core.model import Registry
from kpi_excel.core.periods import Period, PeriodKind
from kpi_excel.core.text import Text
from kpi_excel.forms.anchors import index_sheet, locate
from kpi_excel.forms.raw import RawWorkbook
from kpi_excel.forms.spec import FormSpec
from kpi_excel.forms.thai_text import key_of
from kpi_excel.forms.token import Token, find_tokens

PROPERTY = "kpi_token"


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


def identify(raw: RawWorkbook, specs: Mapping[str, FormSpec], registry: Registry) -> Identity:
    """Compare all marks of a workbook. An absent mark is no disagreement; the file name is never asked."""
    found: dict[Token, str] = {}
    damaged = ""
    for where, text in _marks(raw):
        tokens, broken = find_tokens(text)
        for token in tokens:
            found.setdefault(token, where)
        if broken and not tokens:
            damaged = damaged or where
    if len(found) > 1:
        listed = " · ".join(f"{token.agency} {token.form} {token.period} ({where})" for token, where in found.items())
        return Identity(None, Finding("identity-conflict", found=listed))
    if found:
        token = next(iter(found))
        conflict = _agency_conflict(raw, token, registry) or _period_conflict(raw, token, specs)
        return Identity(None, conflict) if conflict else Identity(token)
    guess = _guess(raw, specs, registry)
    if damaged:
        return Identity(None, Finding("token-damaged", Place(sheet=damaged)), guess)
    return Identity(None, Finding("form-not-identified", found=_describe(guess, registry)), guess)


def _marks(raw: RawWorkbook) -> Iterator[tuple[str, str]]:
    """Every text that may bear a token, visible ones first, with where it stands."""
    for sheet in raw.sheets:
        for cell in sheet.cells.values():
            if cell.kind == "text" and "KPIX" in str(cell.value):
                yield sheet.name, str(cell.value)
    if PROPERTY in raw.custom:
        yield PROPERTY, raw.custom[PROPERTY]
    yield "subject", raw.subject
    for sheet in raw.sheets:
        yield f"{sheet.name} (footer)", sheet.footer


def _agency_conflict(raw: RawWorkbook, token: Token, registry: Registry) -> Finding | None:
    """The agency's name in the head is another agency's: the sheet and its token do not belong together."""
    names = {key_of(agency.name): agency.code for agency in registry.agencies if agency.name}
    caption = {key_of(text) for text in Text("หน่วยงานเจ้าภาพ", "Host agency")}
    for sheet in raw.sheets:
        text = index_sheet(sheet)
        for key in caption:
            for place in text.by_key.get(key, ()):
                shown = names.get(key_of(text.text_at(place.row + 1, place.column)))
                if shown is not None and shown != token.agency:
                    return Finding("identity-conflict", Place(sheet=sheet.name), found=f"{token.agency} · {shown}")
    return None


def _period_conflict(raw: RawWorkbook, token: Token, specs: Mapping[str, FormSpec]) -> Finding | None:
    """A title that names another month: somebody overtyped last month's form."""
    spec = specs.get(token.form)
    try:
        period = Period.parse(token.period)
    except ValueError:
        return None
    if spec is None or period.kind is not PeriodKind.MONTH:
        return None
    leads = {heading.split("{")[0].strip() for sheet in spec.sheets for heading in sheet.heading if "{period}" in heading}
    others = [month for month in period.fiscal_year.months() if month != period]
    for sheet in raw.sheets:
        for address, cell in sheet.cells.items():
            text = str(cell.value)
            if cell.kind == "text" and any(text.startswith(lead) for lead in leads):
                shown = next((m for m in others if any(m.label(lang) in text for lang in ("th", "en"))), None)
                if shown is not None:
                    place = Place(sheet=sheet.name, cell=address.a1())
                    return Finding("identity-conflict", place, found=f"{period.code} · {shown.code}")
    return None


def _guess(raw: RawWorkbook, specs: Mapping[str, FormSpec], registry: Registry) -> Claim | None:
    """The form by its headings, the agency by its name."""
    texts = [index_sheet(sheet) for sheet in raw.sheets]
    scored = [(locate(text, sheet).score, form.form) for text in texts for form in specs.values() for sheet in form.sheets]
    best = max(scored, default=(0.0, ""))
    agency = next((a.code for a in registry.agencies for text in texts if key_of(a.name) in text.by_key), "")
    if best[0] < 0.7 and not agency:
        return None
    return Claim(agency, best[1] if best[0] >= 0.7 else "", "")


def _describe(guess: Claim | None, registry: Registry) -> Text | str:
    if guess is None:
        return ""
    agency = registry.agency(guess.agency)
    parts = [part for part in (agency.label if agency else "", guess.form) if part]
    listed = " ".join(parts)
    return Text(f"(คล้ายแบบของ {listed})", f"(it resembles {listed})") if listed else ""

