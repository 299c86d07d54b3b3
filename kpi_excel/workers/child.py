"""The child process that reads: one workbook after the other from stdin, one answer each to stdout, within limits.

Run as a script, isolated and without site packages: its one argument is JSON and says where to import from, which
function reads, and the limits. Requests and answers are bytes behind a four-byte length; an answer begins with the
number of its request, so that nothing a file makes the child write can pass for the answer to another.
"""

from __future__ import annotations

import contextlib
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

LENGTH_BYTES = 4


def main(argument: str) -> None:
    """Serve until stdin ends."""
    told: dict[str, Any] = json.loads(argument)
    sys.path.extend(path for path in told["path"] if path not in sys.path)
    # the parent decides what an interrupt at the terminal means
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    module, _, function = told["reading"].partition(":")
    answer = _answering(getattr(import_module(module), function))
    limit = _limit_memory(told["memory"])
    number = 0
    while (data := receive(sys.stdin.buffer)) is not None:
        limit(told["cpu"])
        send(sys.stdout.buffer, stamp(number) + answer(data))
        number += 1


def receive(stream: IO[bytes]) -> bytes | None:
    """The next message; None where the stream ends first."""
    head = stream.read(LENGTH_BYTES)
    length = int.from_bytes(head, "big")
    message = stream.read(length) if len(head) == LENGTH_BYTES else b""
    return message if len(head) == LENGTH_BYTES and len(message) == length else None


def send(stream: IO[bytes], message: bytes) -> None:
    """One message, flushed."""
    stream.write(len(message).to_bytes(LENGTH_BYTES, "big"))
    stream.write(message)
    stream.flush()


def stamp(number: int) -> bytes:
    """What the answer to the n-th request begins with."""
    return number.to_bytes(LENGTH_BYTES, "big")


def _answering(read: Callable[[bytes], Any]) -> Callable[[bytes], bytes]:
    from kpi_excel.workbooks.gate.refusal import Refusal
    from kpi_excel.workers.plain import encode

    def answer(data: bytes) -> bytes:
        try:
            return encode(read(data))
        except Refusal as refused:
            return encode(refused.finding)

    return answer


def _limit_memory(size: int) -> Callable[[int], None]:
    """Bound memory for good; what is returned grants so many more seconds of CPU time. Windows: the parent watches."""
    try:
        import resource
    except ImportError:
        return lambda seconds: None
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # macOS knows this limit but refuses to set it
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (size, size))

    def grant(seconds: int) -> None:
        used = time.process_time()
        resource.setrlimit(resource.RLIMIT_CPU, (int(used) + seconds, resource.RLIM_INFINITY))

    return grant


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except BaseException:  # noqa: BLE001 (whatever it was, it is the verdict on the file in hand)
        os._exit(CRASHED)
