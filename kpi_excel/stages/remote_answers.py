"""Answers made in another process: what travels there, what comes back, and the function that runs there."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable, Iterable
from itertools import accumulate
from typing import TYPE_CHECKING

from kpi_excel.stages.feedback import Inquiry, Made, answers_to
from kpi_excel.stages.remote import SentDesk, packed, unpacked
from kpi_excel.workers.supervise import Job, Limits

if TYPE_CHECKING:
    # the child does without what a workspace is read with
    from kpi_excel.stages.house import House

ANSWERING = "kpi_excel.stages.remote_answers:answering"

_LIMITS = Limits(cpu=60, wall=300)
"""Of all the answers to one agency."""


def answering_job(house: House) -> Job:
    """For children of this program that make answers: never for another machine, since the key goes there."""
    return Job(ANSWERING, packed(SentDesk(house.registry, dict(house.specs), None, house.key)), _LIMITS)


def inquiry_message(inquiry: Inquiry) -> bytes:
    """What a child is asked, as one message."""
    # a pickle goes to our own child only and never comes back: answers are JSON, and the bytes of workbooks
    return pickle.dumps(inquiry)


def answering(setting: bytes) -> Callable[[bytes], bytes]:
    """The function that runs in the child: makes the answers to one agency. What it fails in is made by whoever asked."""
    desk = unpacked(setting)
    return lambda message: _encode(answers_to(desk, pickle.loads(message)))  # nosec B301 # from the run that started this process


def made_of(answer: bytes) -> list[Made | None] | None:
    """The answers that a child gave; None where it gave none."""
    head, _, data = answer.partition(b"\n")
    if not head.startswith(b'{"answers":'):
        return None
    told = json.loads(head)["answers"]
    ends = list(accumulate(each["size"] if each else 0 for each in told))
    if not ends or ends[-1] != len(data):
        return None
    return [
        Made(data[end - each["size"] : end], each["corrections"], each["serial"], each["record"]) if each else None
        for each, end in zip(told, ends, strict=True)
    ]


def _encode(answers: Iterable[Made | None]) -> bytes:
    made = list(answers)
    told = [
        {"size": len(one.data), "corrections": one.corrections, "serial": one.serial, "record": one.record} if one else None
        for one in made
    ]
    return b"".join([json.dumps({"answers": told}).encode(), b"\n", *(one.data for one in made if one)])
