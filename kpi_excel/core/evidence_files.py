"""The files of the evidence folder beside what the reports say: named and not there, there and not named."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Container, Iterable, Iterator

from kpi_excel.core.registers import ApprovalLine, EvidenceFile, EvidenceLine, EvidenceState
from kpi_excel.core.text import Text

_FILE_ENDINGS = (
    "pdf", "doc", "docx", "odt", "xls", "xlsx", "xlsm", "ods", "csv", "ppt", "pptx", "odp", "txt", "jpg", "jpeg", "png",
    "gif", "bmp", "tif", "tiff", "heic", "mp4", "mov", "zip", "rar", "7z",
)  # fmt: skip
"""What tells a file from a binder in the cell that says where evidence is kept."""


def compare_files(
    evidence: Iterable[EvidenceLine], approvals: Iterable[ApprovalLine], names: Collection[str]
) -> tuple[EvidenceFile, ...]:
    """Every file that a report names, then what else lies in the folder. `names`: as they lie there, with subfolders."""
    known, met, files = {_plain(name) for name in names}, set[str](), list[EvidenceFile]()
    for file in _named(evidence, approvals):
        found = _found_as(_plain(file.name), known)
        met.add(found)
        files.append(EvidenceFile(file.name, bool(found), file.agency, file.kpi_no, file.document, file.field, file.source))
    return *files, *(EvidenceFile(name) for name in sorted(names) if _plain(name) not in met)


def files_named(place: str) -> list[str]:
    """The file names in what an official typed as the place; none where it is a binder or a cabinet."""
    parts = (part.strip() for line in place.splitlines() for part in line.replace(";", ",").split(","))
    return [part for part in parts if part.rpartition(".")[2].casefold() in _FILE_ENDINGS and "." in part]


def _named(evidence: Iterable[EvidenceLine], approvals: Iterable[ApprovalLine]) -> Iterator[EvidenceFile]:
    """What the register of evidence and the governor's approvals name, whether or not it is there."""
    for line in evidence:
        for name in files_named(line.place) if line.state is EvidenceState.FILED else ():
            yield EvidenceFile(name, False, line.agency, line.kpi_no, line.document, "evidence.place", line.source)
    for approval in approvals:
        for name in files_named(approval.place):
            letter = Text(f"หนังสือเห็นชอบ {approval.number}".rstrip(), f"the governor's letter {approval.number}".rstrip())
            yield EvidenceFile(name, False, approval.agency, approval.kpi_no, letter, "kpi.governor_place", approval.source)


def _plain(name: str) -> str:
    """A file name without its folder, as every system compares it."""
    return unicodedata.normalize("NFC", name.replace("\\", "/").rpartition("/")[2].strip()).casefold()


def _found_as(name: str, known: Container[str]) -> str:
    """The file that is meant: by its name, or with words before it: "ไฟล์ จุดเสี่ยง.xlsx". "" where there is none."""
    starts = (at for at in range(len(name)) if at == 0 or not _is_in_a_word(name[at - 1]))
    return next((name[at:] for at in starts if name[at:] in known), "")


def _is_in_a_word(letter: str) -> bool:
    """Thai vowels and tone marks are marks, not letters; file names join words with the last three."""
    return unicodedata.category(letter)[0] in "LMN" or letter in "_-."
