"""Exit codes (design.md §12). An unknown code is a failure."""

from __future__ import annotations

CLEAN = 0
FINDINGS = 1
USAGE = 2
UNREADABLE = 3
LOCKED = 4
VERIFICATION_FAILED = 5
UNEXPECTED = 70
DISK_REFUSED = 74
INTERRUPTED = 130
