"""Judging in another process: what travels there, what comes back, and the function that runs there."""

from __future__ import annotations

import json
import pickle
import zlib
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kpi_excel.core.findings import Finding
from kpi_excel.core.model import Registry
from kpi_excel.core.submission import (
    Verdict,
    finding_from_json,
    finding_to_json,
    record_from_json,
    record_to_json,
)
from kpi_excel.forms.identity import Claim
from kpi_excel.forms.raw import RawWorkbook
from kpi_excel.forms.spec import FormSpec
from kpi_excel.forms.token import Token, is_genuine
from kpi_excel.stages.judge import Desk, Judgement, judge
from kpi_excel.store.archive import Archive
from kpi_excel.store.issued import load_issued, load_spec
from kpi_excel.store.notes import read_note
from kpi_excel.workbooks.gate.refusal import Refusal
from kpi_excel.workers.plain import encode
from kpi_excel.workers.supervise import Job, outcome_of

if TYPE_CHECKING:
    # the child does without what a workspace is read with
    from kpi_excel.stages.house import House

JUDGING = "kpi_excel.stages.remote:judging"


class NotKnownHere(LookupError):
    """The record of an issued form stayed behind: the program that sent the file has to judge it."""


@dataclass(frozen=True, slots=True)
class SentDesk:
    """What judging needs of a workspace, elsewhere. On another machine `archive` is None and the key stays behind: there
    `sent` has the records of issued forms that are likely to be asked for, each known to be genuine.
    """

    registry: Registry
    specs: Mapping[str, FormSpec]
    archive: Path | None
    key: bytes = b""
    sent: dict[str, Any] = field(default_factory=dict)

    def issued(self, serial: str) -> Mapping[str, Any] | None:
        """See `Desk`."""
        if self.archive is not None:
            return load_issued(Archive(self.archive), serial)
        if serial not in self.sent:
            raise NotKnownHere
        known: Mapping[str, Any] = self.sent[serial]
        return known

    def is_genuine(self, token: Token, issued: Mapping[str, Any]) -> bool:
        """See `Desk`."""
        if self.archive is None:
            return token.text == str(issued["token"])
        return is_genuine(token, self.key, issued["spec_digest"], issued["content_digest"])

    def spec_source(self, digest: str) -> bytes | None:
        """See `Desk`."""
        if self.archive is None:
            raise NotKnownHere
        return load_spec(Archive(self.archive), digest)


def judging_job(house: House) -> Job:
    """For readers that judge what they read, on this machine."""
    return _job(SentDesk(house.registry, dict(house.specs), house.archive.folder.absolute(), house.key))


def far_judging_job(house: House) -> Job:
    """The same for another machine."""
    return _job(SentDesk(house.registry, dict(house.specs), None))


def _job(desk: SentDesk) -> Job:
    # a pickle goes to whoever works for this run and never comes back: answers are plain JSON
    return Job(JUDGING, zlib.compress(pickle.dumps(desk), 1))


def question(data: bytes, day: date, decided: Claim | None = None, issued: Iterable[bytes] = ()) -> bytes:
    """A file to be judged, as one message. `issued`: genuine records that are likely to be asked for, as they are kept."""
    told = {"day": day.isoformat(), "decided": decided, "issued": [note.decode("utf-8", "replace") for note in issued]}
    return json.dumps(told, ensure_ascii=False).encode() + b"\n" + data


def judging(setting: bytes) -> Callable[[bytes], bytes]:
    """The function that runs in the child: reads a file and judges it.

    Where judging fails the workbook itself is the answer: whoever asked judges it then, and has the exception.
    """
    from kpi_excel.workbooks.reader import read_workbook

    desk: SentDesk = pickle.loads(zlib.decompress(setting))  # nosec B301 # sent by the run that started this process

    def answer(message: bytes) -> bytes:
        head, _, data = message.partition(b"\n")
        told = json.loads(head)
        desk.sent.clear()
        for note in told["issued"]:
            # one that was damaged is not known here
            with suppress(ValueError):
                record = read_note(note.encode())
                desk.sent[record["serial"]] = record
        try:
            read: RawWorkbook | Finding = read_workbook(data)
        except Refusal as refused:
            read = refused.finding
        decided = Claim(*told["decided"]) if told["decided"] else None
        try:
            judgement = judge(desk, read, date.fromisoformat(told["day"]), decided)
        except MemoryError:
            raise
        except Exception:
            return encode(read)
        return json.dumps({"judgement": judgement_to_json(judgement)}, ensure_ascii=False).encode("utf-8", "backslashreplace")

    return answer


def judgement_of(answer: bytes, desk: Desk, day: date, decided: Claim | None = None) -> Judgement:
    """What a reader's answer says; judged here where it only read."""
    if answer.startswith(b'{"judgement":'):
        return judgement_from_json(json.loads(answer)["judgement"])
    return judge(desk, outcome_of(answer), day, decided)


def judgement_to_json(judgement: Judgement) -> dict[str, Any]:
    """A judgement as plain JSON data."""
    return {
        "verdict": judgement.verdict.value, "code": judgement.code, "claim": judgement.claim, "token": judgement.token,
        "modified": judgement.modified, "spec_digest": judgement.spec_digest,
        "findings": [finding_to_json(finding) for finding in judgement.findings],
        "records": [record_to_json(record) for record in judgement.records], "extra": dict(judgement.extra),
    }  # fmt: skip


def judgement_from_json(data: Mapping[str, Any]) -> Judgement:
    """The judgement that `judgement_to_json` wrote."""
    return Judgement(
        Verdict(data["verdict"]), data["code"], Claim(*data["claim"]), data["token"], data["modified"], data["spec_digest"],
        tuple(map(finding_from_json, data["findings"])), tuple(map(record_from_json, data["records"])), data["extra"],
    )  # fmt: skip
