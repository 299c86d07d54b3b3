"""What files are called: archive names in ASCII that carry their hash, output names any disk accepts. Pure."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator

SHORT_HASH = 8

LONGEST_NAME = 255
"""Bytes of UTF-8 that ext4 takes, 85 Thai letters; other file systems take at least as much."""

UNASSIGNED = "unassigned"

_KEPT_EXTENSIONS = frozenset(
    {"xlsx", "xlsm", "xltx", "xlsb", "xls", "ods", "numbers", "csv", "txt", "html", "pdf", "doc", "docx", "odt", "rtf",
     "jpg", "jpeg", "png", "zip"}
)  # fmt: skip
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f\ud800-\udfff\u202a-\u202e\u2066-\u2069<>:"/\\|?*]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|\Z)", re.IGNORECASE)


def hash_of(data: bytes) -> str:
    """The SHA-256 of some bytes, as the receipts write it."""
    return hashlib.sha256(data).hexdigest()


def archive_name(agency: str, form: str, period: str, sha256: str, extension: str, fiscal_year: int) -> str:
    """Where an identified file is kept, relative to the archive.

    `2556/2556-02/DPM_monthly_progress_2556-02_1a2b3c4d.xlsx`
    """
    parts = (_ascii(agency), _ascii(form), _ascii(period), sha256[:SHORT_HASH])
    return f"{fiscal_year}/{_ascii(period)}/{'_'.join(parts)}.{_extension(extension)}"


def unassigned_name(sha256: str, extension: str) -> str:
    """Where a held or refused file is kept: `unassigned/1a2b3c4d.xlsx`."""
    return f"{UNASSIGNED}/{sha256[:SHORT_HASH]}.{_extension(extension)}"


def with_longer_hash(name: str, sha256: str) -> Iterator[str]:
    """An archive name, then the same with ever more of the hash, for the day two contents share its beginning.

    Raises:
        ValueError: the name does not end in the beginning of that hash.
    """
    stem, dot, extension = name.rpartition(".")
    if not stem.endswith(sha256[:SHORT_HASH]):
        raise ValueError(f"not the name of this content: {name!r}")
    for digits in (SHORT_HASH, 16, 64):
        yield stem[:-SHORT_HASH] + sha256[:digits] + dot + extension


def is_named_after(name: str, sha256: str) -> bool:
    """Whether the hash at the end of an archive name is the beginning of `sha256`."""
    shown = re.split("[_/]", name.rpartition(".")[0])[-1]
    return sha256.startswith(shown)


def output_name(stem: str, extension: str, suffix: str = "") -> str:
    """A file name that every system accepts: no forbidden letter, no reserved word, at most 255 bytes.

    Only `stem` is shortened, never `suffix`, and never inside a Thai syllable's marks.
    """
    cleaned = _FORBIDDEN.sub("-", unicodedata.normalize("NFC", stem)).strip(". ") or "-"
    if _RESERVED.match(cleaned):
        cleaned = f"_{cleaned}"
    ending = f"{suffix}.{extension}" if extension else suffix
    while len((cleaned + ending).encode()) > LONGEST_NAME:
        cleaned = _without_last_letter(cleaned)
    return cleaned.rstrip(". ") + ending


def _without_last_letter(text: str) -> str:
    base = len(text) - 1
    while (base > 0 and unicodedata.combining(text[base])) or unicodedata.category(text[base]) == "Mn":
        base -= 1
    return text[:base]


def _extension(extension: str) -> str:
    """An extension that shows people what a file is but that no system runs."""
    lowered = extension.lower().lstrip(".")
    return lowered if lowered in _KEPT_EXTENSIONS else "bin"


def _ascii(part: str) -> str:
    """A code as it is where it is plain; otherwise a short code made from it."""
    if re.fullmatch(r"[0-9A-Za-z][0-9A-Za-z_-]{0,39}", part):
        return part
    return f"x{hashlib.sha256(part.encode('utf-8', 'surrogatepass')).hexdigest()[:6]}"
