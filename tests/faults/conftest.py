"""What every test of a fault needs: a disk that does not make it wait."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True, scope="package")
def disk_that_syncs_at_once() -> Iterator[None]:
    """Thousands of crashes are tried: the hook sees that a sync happens, so the real one need not be waited for."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda descriptor: None)
        yield
