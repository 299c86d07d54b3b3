"""One returned file's verdict: identify, read, interpret, check. Depends on its bytes, its spec and the registry alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from kpi_excel.core.certification import REVIEW
from kpi_excel.core.checks import check_submission, exempted, mark_awaiting, verdict_of, without_consequences
from kpi_excel.core.findings import Finding, Place, in_order
from kpi_excel.core.model import Registry
from kpi_excel.core.periods import Period
from kpi_excel.core.submission import Record, Verdict
from kpi_excel.forms.frame import Issued, ReadingFrame, issued_from
from kpi_excel.forms.heads import NOTES
from kpi_excel.forms.identity import Claim, identify
from kpi_excel.forms.interpret import Interpretation, interpret
from kpi_excel.forms.load import load_form
from kpi_excel.forms.raw import RawWorkbook
from kpi_excel.forms.spec import FormSpec
from kpi_excel.forms.token import Token, find_tokens
from kpi_excel.forms.verdicts import review_part, settle_verdicts, without_mark


class Desk(Protocol):
    """What judging needs of a workspace: the workspace itself, or what of it was sent to another process."""

    @property
    def registry(self) -> Registry: ...

    @property
    def specs(self) -> Mapping[str, FormSpec]: ...

    def issued(self, serial: str) -> Mapping[str, Any] | None:
        """What the form with this serial said when it was last issued; None where none was."""

    def is_genuine(self, token: Token, issued: Mapping[str, Any]) -> bool:
        """Whether the token is the one that was written into that form."""

    def spec_source(self, digest: str) -> bytes | None:
        """The TOML of an issued form; None where none was issued under that digest."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is to be said of one file."""

    verdict: Verdict
    code: str = ""
    claim: Claim = Claim("", "", "")
    token: str = ""
    modified: str = ""
    spec_digest: str = ""
    findings: tuple[Finding, ...] = ()
    records: tuple[Record, ...] = ()
    extra: Mapping[str, str] = field(default_factory=dict)


def judge(desk: Desk, read: RawWorkbook | Finding, day: date, decided: Claim | None = None) -> Judgement:
    """The verdict on what the reader gave. `decided`: a person has said what it is (`assign`)."""
    if isinstance(read, Finding):
        return Judgement(Verdict.REFUSED, read.code, findings=(read,))
    if decided is not None:
        return _judge_decided(desk, read, decided, day)
    read = review_part(read)
    identity = identify(read, desk.specs, desk.registry)
    if identity.token is None:
        assert identity.finding is not None
        return _held(read, identity.finding, identity.guess)
    return _judge_token(desk, read, identity.token, day)


def _judge_token(desk: Desk, raw: RawWorkbook, token: Token, day: date) -> Judgement:
    claim = Claim(token.agency, token.form, token.period)
    issued = desk.issued(token.serial)
    if issued is None or not desk.is_genuine(token, issued):
        return _held(raw, Finding("token-not-ours", found=token.text), claim)
    if desk.registry.agency(token.agency) is None and token.form != REVIEW:
        return _held(raw, Finding("agency-unknown", found=token.agency), claim)
    notes: tuple[Finding, ...] = ()
    spec = desk.specs.get(token.form)
    if spec is None or spec.digest != issued["spec_digest"]:
        source = desk.spec_source(issued["spec_digest"])
        if source is None:
            return _held(raw, Finding("form-version-unknown", found=token.version), claim)
        spec = load_form(source.decode("utf-8"), desk.registry.settings.fiscal_year)
        notes = (Finding("form-version-older", found=token.version),)
    return _judge_as(desk, raw, claim, token.text, spec, issued_from(issued), notes, day)


def _judge_decided(desk: Desk, raw: RawWorkbook, claim: Claim, day: date) -> Judgement:
    """Read as a person says; where it bears a mark of a form of that kind, by what that form said when it was issued."""
    raw = review_part(raw) if claim.form == REVIEW else raw
    issued = _issued_as(desk, raw, claim)
    spec = desk.specs[claim.form]
    if issued is None:
        raw, shown = without_mark(raw, spec) if claim.form == REVIEW else (raw, Issued())
        return _judge_as(desk, raw, claim, "", spec, shown, (), day)
    source = desk.spec_source(issued["spec_digest"]) if issued["spec_digest"] != spec.digest else None
    if source is not None:
        spec = load_form(source.decode("utf-8"), desk.registry.settings.fiscal_year)
    return _judge_as(desk, raw, claim, "", spec, issued_from(issued), (), day)


def _issued_as(desk: Desk, raw: RawWorkbook, claim: Claim) -> Mapping[str, Any] | None:
    """The issued record of the one genuine token of that form in the sheets, None where there is none or are several."""
    texts = {str(cell.value) for sheet in raw.sheets for cell in sheet.cells.values() if cell.kind == "text"}
    tokens = {token for text in texts for token in find_tokens(text)[0] if token.form == claim.form}
    found = [
        issued for token in tokens
        if (issued := desk.issued(token.serial)) is not None
        and desk.is_genuine(token, issued)
    ]  # fmt: skip
    return found[0] if len(found) == 1 else None


def _judge_as(
    desk: Desk, raw: RawWorkbook, claim: Claim, token: str, spec: FormSpec, issued: Issued,
    notes: tuple[Finding, ...], day: date,
) -> Judgement:  # fmt: skip
    period = Period.parse(claim.period)
    if period.fiscal_year != desk.registry.settings.fiscal_year:
        return _held(raw, Finding("period-of-another-year", found=claim.period), claim)
    kpis = {kpi.kpi_no: kpi for kpi in desk.registry.kpis}
    frame = ReadingFrame(desk.registry.settings.fiscal_year, kpis, issued)
    read = interpret(raw, spec, frame)
    if read.unclear is not None:
        return _held(raw, read.unclear, claim)
    if claim.form == REVIEW:
        read = settle_verdicts(read, spec, frame)
    return _weigh(desk, raw, claim, token, spec, read, notes, period, day)


def _weigh(
    desk: Desk, raw: RawWorkbook, claim: Claim, token: str, spec: FormSpec, read: Interpretation,
    notes: tuple[Finding, ...], period: Period, day: date,
) -> Judgement:  # fmt: skip
    """Business checks, consequences dropped, exemptions honoured; then the records and the verdict."""
    checked = check_submission(claim.form, read.records, desk.registry, period, claim.agency)
    told = [*raw.findings, *notes, *read.findings, *checked, *_outside(read)]
    findings = in_order(without_consequences(told))
    lifted = exempted(findings, desk.registry, claim.agency, day)
    standing = [finding for finding in findings if finding not in lifted]
    records = mark_awaiting(read.records, standing)
    verdict = verdict_of(records, standing)
    if verdict is Verdict.RETURNED and not any(f.code == "nothing-filled" for f in findings):
        findings = in_order([*findings, Finding("nothing-filled", Place())])
    return Judgement(
        verdict, "nothing-filled" if verdict is Verdict.RETURNED else "", claim, token, raw.modified, spec.digest,
        tuple(findings), records, read.extra,
    )  # fmt: skip


def _outside(read: Interpretation) -> Iterator[Finding]:
    """What was written outside the form, and in the box for anything else: read by people, never as data."""
    for text in read.outside:
        yield Finding("outside-text", Place(sheet=text.sheet, cell=text.cell), found=text.text)
    if note := read.extra.get(NOTES):
        yield Finding("note-to-province", Place(), found=note)


def _held(raw: RawWorkbook, finding: Finding, guess: Claim | None) -> Judgement:
    """For a person to decide; what it seems to be is noted, and counts for nothing."""
    claim = guess or Claim("", "", "")
    return Judgement(
        Verdict.HELD, finding.code, modified=raw.modified, findings=(finding,),
        extra={f"guess_{name}": value for name, value in claim._asdict().items() if value},
    )  # fmt: skip
