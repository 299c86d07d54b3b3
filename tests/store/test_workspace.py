from __future__ import annotations

from pathlib import Path

import pytest

from kpi_excel.core.catalogue.storing import RULES
from kpi_excel.core.findings import describe
from kpi_excel.store.errors import StoreError
from kpi_excel.store.workspace import Workspace, create_workspace, open_workspace

from .conftest import PowerCut, dying_at, tree, watched


def test_workspace_has_its_parts__created_in_a_new_folder(tmp_path: Path) -> None:
    workspace = create_workspace(tmp_path / "ปี 2556" / "ระยอง", b"registry", {"monthly_progress.toml": b"form"})
    assert open_workspace(workspace.root) == workspace
    assert workspace.read_registry() == b"registry"
    assert workspace.read_templates() == {"monthly_progress.toml": b"form"}
    assert sorted(path.name for path in workspace.root.iterdir()) == [
        "archive", "inbox", "outbox", "registry.xlsx", "workbook_templates",
    ]  # fmt: skip
    assert workspace.outbox_of("2556-02", "feedback") == workspace.root / "outbox/2556-02/feedback"


def test_registry_is_never_overwritten__created_twice(tmp_path: Path) -> None:
    create_workspace(tmp_path, b"registry", {"a.toml": b"ours"})
    (tmp_path / "registry.xlsx").write_bytes(b"filled in by the secretary")
    before = tree(tmp_path)
    with watched() as log:
        create_workspace(tmp_path, b"registry", {"a.toml": b"newer"})
    assert (tree(tmp_path), log.changes) == (before, [])


def test_folder_with_other_files_is_refused__no_registry(tmp_path: Path) -> None:
    (tmp_path / "จดหมาย.docx").write_bytes(b"letter")
    with pytest.raises(StoreError) as raised:
        create_workspace(tmp_path, b"registry", {})
    assert raised.value.code == "folder-not-empty"
    assert "จดหมาย.docx" in describe(raised.value.finding, RULES["folder-not-empty"].message, "th")
    assert list(tree(tmp_path)) == ["จดหมาย.docx"]


def test_folder_that_looks_empty_is_taken__only_system_files(tmp_path: Path) -> None:
    (tmp_path / "desktop.ini").write_bytes(b"")
    assert create_workspace(tmp_path, b"registry", {}).read_registry() == b"registry"


@pytest.mark.parametrize("moment", ["before", "after"])
def test_interrupted_beginning_can_be_completed__stopped_anywhere(tmp_path: Path, moment: str) -> None:
    templates = {"a.toml": b"a", "b.toml": b"b"}
    with watched() as log:
        whole = tree(create_workspace(tmp_path / "whole", b"registry", templates).root)
    for position in range(len(log.changes)):
        root = tmp_path / str(position)
        with pytest.raises(PowerCut), dying_at(position, moment):
            create_workspace(root, b"registry", templates)
        assert tree(create_workspace(root, b"registry", templates).root) == whole


def test_missing_workspace_is_said__no_folder(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as raised:
        open_workspace(tmp_path / "ไม่มี")
    assert (raised.value.code, raised.value.exit_code) == ("workspace-missing", 2)


def test_missing_registry_is_said__folder_without_one(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="registry-missing"):
        open_workspace(tmp_path)


def test_kind_of_output_must_be_known__typing_mistake(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="fedback"):
        Workspace(tmp_path).outbox_of("2556-02", "fedback")
