"""A machine without our Thai font: fontconfig told to see one Thai font only, so that programs take that one instead."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from xml.sax.saxutils import escape

WIDEST = "Waree"
"""The widest Thai font that Debian has, as wide as Tahoma and wider than what Macs and phones have."""

_CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include>
<selectfont><rejectfont>{}</rejectfont></selectfont>
<cachedir>{}</cachedir>
</fontconfig>
"""


@lru_cache(maxsize=1)
def thai_fonts() -> frozenset[str]:
    """The families on this machine that can write Thai; none where nothing can tell."""
    try:
        said = subprocess.run(["fc-list", ":lang=th", "family"], check=True, capture_output=True, text=True).stdout
    except OSError:
        return frozenset()
    return frozenset(name.strip() for line in said.splitlines() for name in line.split(","))


def with_only(font: str, folder: Path) -> Mapping[str, str]:
    """The environment of a program that is to see this Thai font and no other; its files go to `folder`."""
    assert font in thai_fonts(), f"{font} is not installed"
    hidden = "".join(
        f'<pattern><patelt name="family"><string>{escape(name)}</string></patelt></pattern>' for name in sorted(thai_fonts() - {font})
    )
    path = folder / "fonts.conf"
    path.write_text(_CONFIGURATION.format(hidden, escape(str(folder / "font-cache"))), encoding="utf-8")
    return {**os.environ, "FONTCONFIG_FILE": str(path)}
