"""`verify` finds every byte that is not what was written, and says which file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from kpi_excel.core.catalogue import severity_of
from kpi_excel.core.findings import Finding, Severity
from kpi_excel.stages.house import open_house
from kpi_excel.stages.rebuild import rebuild
from kpi_excel.stages.remind import RemindOptions, remind
from kpi_excel.stages.verify import verify
from kpi_excel.store.errors import StoreError
from tests.stages.desk import Desk, Played, day, tree


def findings_of(root: Path, workers: int = 1) -> list[Finding]:
    return verify(open_house(root), workers)[1]


def errors_of(root: Path) -> list[tuple[str, str]]:
    found = findings_of(root)
    return [(finding.code, finding.place.file) for finding in found if severity_of(finding) is Severity.ERROR]


def test_the_played_demo_agrees__every_part_of_it_counted(demo: Played) -> None:
    checked, findings = verify(open_house(demo.root), 2)
    receipts = [path for path in (demo.root / "archive").rglob("*.receipt*.json")]

    assert findings == []
    assert checked.receipts == len(receipts) > 50
    assert checked.issued == len(list((demo.root / "archive" / "issued").glob("*.json"))) > 50
    assert checked.outputs > 50


def kinds_of(archive: Path) -> dict[str, Path]:
    """One file of every kind that the archive holds; caches and locks hold nothing of their own."""
    found: dict[str, Path] = {}
    for path in sorted(archive.rglob("*")):
        name = path.relative_to(archive)
        if path.is_file() and name.name not in ("ledger.sqlite", "lock", "run-not-ended.json"):
            top = "filed" if name.parts[0].isdigit() else name.parts[0]
            receipt = "receipt" if ".receipt" in name.name else "spec" if "specs" in name.parts else name.suffix
            found.setdefault(f"{top} {receipt}", path)
    return found


def test_any_changed_byte_is_found__in_every_kind_of_file(played: Desk) -> None:
    remind(played.house, RemindOptions(day("2013-02-22")))
    kinds = kinds_of(played.root / "archive")
    assert {"filed .xlsx", "filed receipt", "issued .json", "issued spec", "published .json", "registry .xlsx",
            "reminders .json", "unassigned receipt", "workspace.key .key"} <= set(kinds)  # fmt: skip

    for number, (kind, path) in enumerate(kinds.items()):
        data = path.read_bytes()
        path.chmod(0o644)
        at = (0, len(data) // 2, len(data) - 1)[number % 3]
        path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        assert _is_found(played.root, path), (kind, at)
        path.write_bytes(data)
    assert errors_of(played.root) == []


def _is_found(root: Path, path: Path) -> bool:
    try:
        return any(path.name.removesuffix(".json") in file or "key" in path.name for _, file in errors_of(root))
    except StoreError as error:
        return path.name in error.finding.place.file


def test_what_is_gone_is_told(played: Desk) -> None:
    archive = played.root / "archive"
    gone = next(path for path in sorted((archive / "2556").rglob("*.xlsx")))
    gone.unlink()
    assert ("archived-file-missing", gone.relative_to(archive).as_posix()) in errors_of(played.root)


def test_a_note_taken_out_of_its_sequence_is_told(played: Desk) -> None:
    for on in ("2013-02-22", "2013-03-22", "2013-03-25"):
        remind(played.house, RemindOptions(day(on)))
    notes = sorted((played.root / "archive" / "reminders").iterdir())
    assert len(notes) > 1
    notes[0].unlink()
    assert ("archive-note-damaged", f"archive/reminders/{notes[0].name}") in errors_of(played.root)


def test_a_cache_is_no_truth__spoiled_or_gone_it_is_made_anew(played: Desk) -> None:
    cache = played.root / "archive" / "ledger.sqlite"
    receipts = played.receipts()
    for spoiled in (b"", b"no database", cache.read_bytes()[:5000]):
        cache.write_bytes(spoiled)
        assert errors_of(played.root) == []
        assert rebuild(played.house) == (len(receipts), ())
        assert played.receipts() == receipts


def test_an_output_that_somebody_changed_is_a_warning__outputs_can_be_made_anew(played: Desk) -> None:
    forms = sorted(played.path("forms").glob("*.xlsx"))
    forms[0].write_bytes(forms[0].read_bytes() + b"\n")
    forms[1].unlink()

    found = findings_of(played.root)
    assert {(finding.code, Path(finding.place.file).name) for finding in found} == {
        ("output-changed", forms[0].name), ("output-gone", forms[1].name),
    }  # fmt: skip
    assert errors_of(played.root) == []


def test_later_changes_leave_earlier_receipts_as_they_were(played: Desk) -> None:
    kpis = tuple(replace(kpi, unit="คนต่อแสนประชากร") for kpi in played.house.registry.kpis)
    played.change_registry(lambda registry: replace(registry, kpis=kpis))
    played.change_template("monthly_progress", ("ผลสะสมถึงเดือนนี้", "ผลสะสมถึงสิ้นเดือนนี้"))
    assert errors_of(played.root) == []


def test_nothing_is_written(played: Desk) -> None:
    before = tree(played.root)
    findings_of(played.root)
    assert tree(played.root) == before
