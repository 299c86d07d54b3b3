"""Forms written in another process: what travels there, what comes back, and the function that runs there.

They were signed before, by whoever has the workspace's key; and a child that read what agencies sent writes nothing.
"""

from __future__ import annotations

import json
import pickle
from typing import TYPE_CHECKING

from kpi_excel.workers.supervise import Job

if TYPE_CHECKING:
    from kpi_excel.forms.content import FormContent
    from kpi_excel.forms.signing import Signed
    from kpi_excel.workbooks.forms.form import WrittenForm

WRITING = Job("kpi_excel.stages.remote_writing:writing")
"""For children of this program, and for the workers of a cluster."""

_HEAD = b'{"written":'


def form_message(content: FormContent, signed: Signed) -> bytes:
    """What is to be written, as one message."""
    # a pickle goes to whoever works for this run and never comes back: answers are JSON, and the bytes of workbooks
    return pickle.dumps((content, signed))


def writing(message: bytes) -> bytes:
    """The function that runs there. What it fails in is written by whoever asked."""
    from kpi_excel.workbooks.forms.form import write_signed

    content, signed = pickle.loads(message)  # nosec B301 # from the run that started this process
    written = write_signed(content, signed)
    return b"".join([_HEAD, json.dumps(written.record).encode(), b"}\n", written.data])


def written_of(answer: bytes, signed: Signed) -> WrittenForm | None:
    """The form that came back; None where none did."""
    from kpi_excel.workbooks.forms.form import WrittenForm

    head, _, data = answer.partition(b"\n")
    if not (head.startswith(_HEAD) and data):
        return None
    return WrittenForm(data, signed.token, json.loads(head)["written"])
