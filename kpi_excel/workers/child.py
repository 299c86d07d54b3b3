"""The child process that reads: one workbook after the other from stdin, one answer each to stdout, within limits.

Run as a script, isolated and without site packages: its one argument is JSON and says where to import from, which
function reads, and the limits. Messages are bytes behind a four-byte length. Where there is a setting it is the first
message in, and the function makes the one that reads of it; the first message out says that the child is ready.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import signal
import sys
import time
from collections.abc import Callable
from importlib import import_module
from typing import IO, Any

OUT_OF_MEMORY = 86
"""Exit code; an answer could no longer be built."""
CRASHED = 87

READY = b"ready"

_LENGTH_BYTES = 4
_LONGEST = 256 * 1024**2


def main(argument: str) -> None:
    """Serve until stdin ends."""
    told: dict[str, Any] = json.loads(argument)
    sys.path.extend(path for path in told["path"] if path not in sys.path)
    # the parent decides what an interrupt at the terminal means
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = _take_over_stdout()
    module, _, function = told["reading"].partition(":")
    read = getattr(import_module(module), function)
    if told["has_setting"]:
        read = read(receive(sys.stdin.buffer))
    answer = _answering(read)
    # workbooks are many small objects without cycles
    gc.set_threshold(50_000, 20, 50)
    _bound_memory(told["memory"])
    send(answers, READY)
    while (data := receive(sys.stdin.buffer)) is not None:
        _grant_cpu_time(told["cpu"])
        send(answers, answer(data))


def receive(stream: IO[bytes]) -> bytes | None:
    """The next message; None where the stream ends first, or the message is longer than any can be."""
    head = stream.read(_LENGTH_BYTES)
    length = int.from_bytes(head, "big")
    if len(head) < _LENGTH_BYTES or length > _LONGEST:
        return None
    message = stream.read(length)
    return message if len(message) == length else None


def send(stream: IO[bytes], message: bytes) -> None:
    """One message, flushed."""
    stream.write(len(message).to_bytes(_LENGTH_BYTES, "big"))
    stream.write(message)
    stream.flush()


def _take_over_stdout() -> IO[bytes]:
    """Stdout for answers alone: what anything else prints goes nowhere."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return answers


def _answering(read: Callable[[bytes], Any]) -> Callable[[bytes], bytes]:
    from kpi_excel.workbooks.gate.refusal import Refusal
    from kpi_excel.workers.plain import encode

    def answer(data: bytes) -> bytes:
        try:
            outcome = read(data)
            return outcome if isinstance(outcome, bytes) else encode(outcome)
        except Refusal as refused:
            return encode(refused.finding)

    return answer


def _bound_memory(size: int) -> None:
    """For good; on Windows the parent watches instead."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        # macOS knows this limit but refuses to set it
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (size, size))


def _grant_cpu_time(seconds: int) -> None:
    """So many seconds more than used so far; on Windows the clock alone counts."""
    if sys.platform != "win32":
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        until = int(time.process_time()) + seconds
        resource.setrlimit(resource.RLIMIT_CPU, (until if hard < 0 else min(until, hard), hard))


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except BaseException:
        os._exit(CRASHED)
