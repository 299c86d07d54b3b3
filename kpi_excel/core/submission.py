"""A submission once identified: its records, the verdict on it, and the receipt that states both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from kpi_excel.core.findings import Finding, Place
from kpi_excel.core.text import Text


class Verdict(StrEnum):
    """Exactly one per file, always (design.md §4)."""

    ACCEPTED = "accepted"
    ACCEPTED_IN_PART = "accepted-in-part"
    RETURNED = "returned"
    HELD = "held"
    DUPLICATE = "duplicate"
    REFUSED = "refused"
    WAITING = "waiting"

    @property
    def carries_records(self) -> bool:
        return self in (Verdict.ACCEPTED, Verdict.ACCEPTED_IN_PART)


class Word(StrEnum):
    """What stands where a number could: states that an agency chooses by typing a word. None of them is zero."""

    NO_DATA = "no-data"
    NOT_STARTED = "not-started"
    WITHDRAWN = "withdrawn"


Plain = Decimal | date | bool | str | Word | None


@dataclass(frozen=True, slots=True)
class Value:
    """One value with the cell it was read from. `typed` is what stood there; `value` what it means."""

    value: Plain
    typed: str = ""
    sheet: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a record: its visible code ("" for a new entry) and its values by field key."""

    code: str
    values: Mapping[str, Value]

    def get(self, key: str) -> Plain:
        """The value of a field, None where blank or absent."""
        found = self.values.get(key)
        return None if found is None else found.value


@dataclass(frozen=True, slots=True)
class Record:
    """The unit of acceptance: a KPI's row (`kind` "kpi"), or one of its lists ("plan", "steps", "evidence", …)."""

    kind: str
    kpi_no: str
    rows: tuple[Row, ...]
    awaiting: bool = False
    """An error stands on it: it awaits correction and is not merged."""

    def get(self, key: str) -> Plain:
        """A field of the first row: what a one-row record says."""
        return self.rows[0].get(key) if self.rows else None


@dataclass(frozen=True, slots=True)
class Receipt:
    """The note beside an archived file. Its place on disk is the commit (design.md §8)."""

    sha256: str
    size: int
    name: str
    """The file name in the inbox, as it was."""
    archived: str
    """Where the bytes are, relative to the archive, with forward slashes."""
    received_on: date
    run: int
    verdict: Verdict
    code: str = ""
    """The finding code that decided the verdict, where one did."""
    agency: str = ""
    form: str = ""
    period: str = ""
    token: str = ""
    modified: str = ""
    decided_by: str = ""
    why: str = ""
    spec_digest: str = ""
    registry_digest: str = ""
    findings: tuple[Finding, ...] = ()
    records: tuple[Record, ...] = ()
    extra: Mapping[str, str] = field(default_factory=dict)
    """Head fields of the form (reporter, telephone), and what else a form says once."""

    @property
    def order(self) -> tuple[date, int, str, str]:
        """The latest of two revisions is the greater (design.md §4)."""
        return (self.received_on, self.run, self.modified, self.sha256)

    def to_json(self) -> dict[str, Any]:
        """Plain JSON data, stable for equal receipts."""
        return {
            "schema": "kpi_excel.receipt/1",
            "sha256": self.sha256, "size": self.size, "name": self.name, "archived": self.archived,
            "received_on": self.received_on.isoformat(), "run": self.run, "verdict": self.verdict.value,
            "code": self.code, "agency": self.agency, "form": self.form, "period": self.period, "token": self.token,
            "modified": self.modified, "decided_by": self.decided_by, "why": self.why,
            "spec_digest": self.spec_digest, "registry_digest": self.registry_digest,
            "extra": dict(sorted(self.extra.items())),
            "findings": [finding_to_json(finding) for finding in self.findings],
            "records": [record_to_json(record) for record in self.records],
        }  # fmt: skip

    @staticmethod
    def from_json(data: Mapping[str, Any]) -> Receipt:
        """The receipt that `to_json` wrote.

        Raises:
            KeyError, ValueError, TypeError: the data are not a receipt.
        """
        return Receipt(
            sha256=data["sha256"], size=data["size"], name=data["name"], archived=data["archived"],
            received_on=date.fromisoformat(data["received_on"]), run=data["run"], verdict=Verdict(data["verdict"]),
            code=data["code"], agency=data["agency"], form=data["form"], period=data["period"], token=data["token"],
            modified=data["modified"], decided_by=data["decided_by"], why=data["why"],
            spec_digest=data["spec_digest"], registry_digest=data["registry_digest"],
            extra=dict(data["extra"]),
            findings=tuple(finding_from_json(item) for item in data["findings"]),
            records=tuple(record_from_json(item) for item in data["records"]),
        )  # fmt: skip


def finding_to_json(finding: Finding) -> dict[str, Any]:
    """A finding as plain JSON data."""
    place = finding.place
    return {
        "code": finding.code, "file": place.file, "sheet": place.sheet, "cell": place.cell, "kpi_no": place.kpi_no,
        "field": place.field, "found": _text_to_json(finding.found), "expected": _text_to_json(finding.expected),
    }  # fmt: skip


def finding_from_json(data: Mapping[str, Any]) -> Finding:
    """The finding that `finding_to_json` wrote."""
    place = Place(data["file"], data["sheet"], data["cell"], data["kpi_no"], data["field"])
    return Finding(data["code"], place, _text_from_json(data["found"]), _text_from_json(data["expected"]))


def _text_to_json(text: Text | str) -> Any:
    return [text.th, text.en] if isinstance(text, Text) else text


def _text_from_json(data: Any) -> Text | str:
    return Text(*data) if isinstance(data, list) else str(data)


def record_to_json(record: Record) -> dict[str, Any]:
    """A record as plain JSON data."""
    return {
        "kind": record.kind, "kpi_no": record.kpi_no, "awaiting": record.awaiting,
        "rows": [{"code": row.code, "values": {key: _value_to_json(value) for key, value in row.values.items()}}
                 for row in record.rows],
    }  # fmt: skip


def record_from_json(data: Mapping[str, Any]) -> Record:
    """The record that `record_to_json` wrote."""
    rows = tuple(
        Row(row["code"], {key: _value_from_json(value) for key, value in row["values"].items()}) for row in data["rows"]
    )
    return Record(data["kind"], data["kpi_no"], rows, data["awaiting"])


def _value_to_json(value: Value) -> list[Any]:
    kind, plain = _plain_to_json(value.value)
    return [kind, plain, value.typed, value.sheet, value.cell]


def _value_from_json(data: list[Any]) -> Value:
    kind, plain, typed, sheet, cell = data
    return Value(_plain_from_json(kind, plain), typed, sheet, cell)


def _plain_to_json(value: Plain) -> tuple[str, Any]:
    match value:
        case None:
            return "", None
        case Word():
            return "w", value.value
        case bool():
            return "b", value
        case Decimal():
            return "n", format(value, "f")
        case date():
            return "d", value.isoformat()
        case str():
            return "s", value


def _plain_from_json(kind: str, plain: Any) -> Plain:
    match kind:
        case "":
            return None
        case "w":
            return Word(plain)
        case "b":
            return bool(plain)
        case "n":
            return Decimal(plain)
        case "d":
            return date.fromisoformat(plain)
        case "s":
            return str(plain)
    raise ValueError(f"unknown kind of value: {kind!r}")
