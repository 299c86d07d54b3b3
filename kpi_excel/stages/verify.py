"""Is the archive still what it was? Hash every byte anew, judge every file again as its receipt says, compare.

Any single changed byte of archive, issued forms, specs, registries, receipts or closed periods is found; outputs are
compared with what was published.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from kpi_excel.core.findings import Finding, Place
from kpi_excel.core.submission import Receipt, Verdict
from kpi_excel.core.text import Text
from kpi_excel.forms.identity import Claim
from kpi_excel.forms.load import SpecMistake, load_form
from kpi_excel.forms.raw import RawWorkbook
from kpi_excel.forms.token import find_tokens, is_genuine
from kpi_excel.stages.house import House, load_specs
from kpi_excel.stages.judge import judge
from kpi_excel.stages.registry_cells import recall_sheets
from kpi_excel.stages.verify_closed import verify_closed
from kpi_excel.store import disk
from kpi_excel.store.issued import (
    check_key_is_there,
    issued_serials,
    load_issued,
    load_registry,
    load_spec,
    spec_digests,
)
from kpi_excel.store.ledger import Ledger
from kpi_excel.store.names import hash_of
from kpi_excel.store.publish import Publisher
from kpi_excel.store.wholeness import check_archive_is_whole, check_notes_are_whole
from kpi_excel.workbooks.registry.opening import open_sheets
from kpi_excel.workbooks.registry.reader import read_registry
from kpi_excel.workers.pool import read_all


@dataclass(frozen=True, slots=True)
class Checked:
    """How much was looked at."""

    files: int
    receipts: int
    issued: int
    outputs: int
    closed: int


def verify(
    house: House, workers: int = 1, progress: Callable[[int], None] = lambda count: None
) -> tuple[Checked, list[Finding]]:
    """Everything that does not agree, in the order in which it was looked at. Writes nothing.

    Raises:
        StoreError: the workspace's key is gone (exit code 5): without it nothing can be said to be its own.
    """
    check_key_is_there(house.archive)
    findings = [*check_archive_is_whole(house.archive), *check_notes_are_whole(house.archive)]
    receipts = [receipt for _, receipt in house.archive.receipts() if isinstance(receipt, Receipt)]
    findings += _ledger_findings(house, receipts)
    findings += _Judges(house).findings(receipts, workers, progress)
    serials = list(issued_serials(house.archive))
    findings += [finding for serial in serials for finding in _issued_findings(house, serial)]
    findings += _kept_findings(house)
    closed, told = verify_closed(house)
    outputs, changed = _output_findings(house)
    files = len({receipt.sha256 for receipt in receipts})
    return Checked(files, len(receipts), len(serials), outputs, closed), findings + told + changed


def count_receipts(house: House) -> int:
    """How many receipts there are, for a progress bar."""
    return sum(1 for _ in house.archive.receipt_files())


class _Judges:
    """Judges receipts anew under the registry each of them names; one house per registry."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._houses: dict[str, House | None] = {house.registry_digest: house}

    def findings(
        self, receipts: Iterable[Receipt], workers: int, progress: Callable[[int], None]
    ) -> Iterator[Finding]:
        for receipt, read in read_all(self._files(receipts), workers):
            yield from self._findings_of(receipt, read)
            progress(1)

    def _files(self, receipts: Iterable[Receipt]) -> Iterator[tuple[Receipt, bytes]]:
        """What was judged by its content; bytes that changed are told elsewhere."""
        for receipt in receipts:
            if receipt.code == "file-dismissed" or receipt.verdict is Verdict.DUPLICATE:
                continue
            data = disk.read_if_there(self._house.archive.folder / receipt.archived)
            if data is not None and hash_of(data) == receipt.sha256:
                yield receipt, data

    def _findings_of(self, receipt: Receipt, read: RawWorkbook | Finding) -> Iterator[Finding]:
        house = self._of(receipt.registry_digest)
        if house is None:
            yield Finding("registry-of-receipt-missing", Place(file=receipt.archived), found=receipt.registry_digest[:12])
            return
        decided = Claim(receipt.agency, receipt.form, receipt.period) if receipt.decided_by and receipt.agency else None
        again = judge(self._as_then(house, receipt), read, receipt.received_on, decided)
        if difference := _difference(receipt, again.verdict, again.findings, again.records):
            yield Finding("receipt-not-rederived", Place(file=receipt.archived), found=difference)

    def _as_then(self, house: House, receipt: Receipt) -> House:
        """The form as it was when the file came: one edited since makes no file an older version."""
        spec = house.specs.get(receipt.form)
        was_older = any(finding.code == "form-version-older" for finding in receipt.findings)
        if spec is None or was_older or receipt.spec_digest in ("", spec.digest):
            return house
        source = load_spec(house.archive, receipt.spec_digest)
        if source is None:
            return house
        then = load_form(source.decode("utf-8"), house.registry.settings.fiscal_year)
        return replace(house, specs={**house.specs, receipt.form: then})

    def _of(self, digest: str) -> House | None:
        if digest not in self._houses:
            data = load_registry(self._house.archive, digest)
            registry = read_registry(data).registry if data is not None and hash_of(data) == digest else None
            if registry is None or data is None:
                self._houses[digest] = None
            else:
                overrides = self._house.workspace.read_templates()
                specs = load_specs(overrides, registry.settings.fiscal_year)
                self._houses[digest] = replace(self._house, registry=registry, registry_data=data, registry_digest=digest, specs=specs)
        return self._houses[digest]


def _difference(receipt: Receipt, verdict: Verdict, findings: tuple[Finding, ...], records: tuple[object, ...]) -> Text | None:
    """What a fresh judgement says otherwise; None where it says the same."""
    if verdict is not receipt.verdict:
        return Text(f"ผลตัดสิน {receipt.verdict.value} → {verdict.value}", f"verdict {receipt.verdict.value} → {verdict.value}")
    if tuple(records) != receipt.records:
        return Text("ค่าที่อ่านได้ต่างจากใบรับ", "values differ from the receipt")
    if findings != receipt.findings:
        return Text("ข้อค้นพบต่างจากใบรับ", "findings differ from the receipt")
    return None


def _ledger_findings(house: House, receipts: list[Receipt]) -> Iterator[Finding]:
    """The cache must say what the receipts and the registry say."""
    with Ledger(house.archive) as ledger:
        yield from ledger.damaged()
        cached = list(ledger.receipts())
    if sorted(cached, key=_identity) != sorted(receipts, key=_identity):
        yield Finding("ledger-differs", Place(file="archive/ledger.sqlite"), found=str(len(cached)), expected=str(len(receipts)))
    sheets = recall_sheets(house.archive, house.registry_digest)
    if sheets not in (None, open_sheets(house.registry_data)):
        yield Finding("registry-cache-differs", Place(file="archive/ledger.sqlite"))


def _identity(receipt: Receipt) -> tuple[object, ...]:
    return (receipt.sha256, receipt.received_on, receipt.run, receipt.verdict.value, receipt.archived, receipt.decided_by)


def _issued_findings(house: House, serial: str) -> Iterator[Finding]:
    """An issued form's record must still carry the token that its own words give."""
    place = Place(file=f"archive/issued/{serial}.json")
    try:
        record = load_issued(house.archive, serial)
    except Exception:
        yield Finding("issued-record-damaged", place)
        return
    tokens, damaged = find_tokens(str(record["token"])) if record else ([], True)
    if damaged or not record or not is_genuine(tokens[0], house.key, record["spec_digest"], record["content_digest"]):
        yield Finding("issued-record-damaged", place)


def _kept_findings(house: House) -> Iterator[Finding]:
    """Kept specs still have the digest they are kept under."""
    for digest in spec_digests(house.archive):
        source = load_spec(house.archive, digest)
        try:
            spec = load_form((source or b"").decode("utf-8"), house.registry.settings.fiscal_year)
        except (SpecMistake, UnicodeDecodeError):
            spec = None
        if spec is None or spec.digest != digest:
            yield Finding("kept-spec-changed", Place(file=f"archive/issued/specs/{digest}.toml"))


def _output_findings(house: House) -> tuple[int, list[Finding]]:
    """Published outputs that somebody changed since, or took away: a warning, because outputs can be made anew."""
    publisher, findings, count = Publisher(house.workspace), [], 0
    for folder in publisher.folders():
        for path in publisher.published(folder):
            count += 1
            if disk.stat(path) is None:
                findings.append(Finding("output-gone", Place(file=str(path.relative_to(house.workspace.root)))))
            elif publisher.changed_since_published(path) is not None:
                findings.append(Finding("output-changed", Place(file=str(path.relative_to(house.workspace.root)))))
    return count, findings
