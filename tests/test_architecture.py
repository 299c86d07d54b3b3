"""The layers of docs/design.md, enforced: imports point downwards only, and the pure ones stay pure."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "kpi_excel"
BELOW = {
    "cli": {"cli", "stages", "workbooks", "letters", "store", "workers", "forms", "core"},
    "stages": {"stages", "workbooks", "letters", "store", "workers", "forms", "core"},
    "workbooks": {"workbooks", "forms", "core"},
    "letters": {"letters", "forms", "core"},
    "store": {"store", "forms", "core"},
    "workers": {"workers", "workbooks", "forms", "core"},
    "forms": {"forms", "core"},
    "core": {"core"},
    "samples": {"samples"},
}
IMPURE = {"openpyxl", "xlsxwriter", "pandas", "click", "os", "pathlib", "time", "python_calamine"}
MODULES = sorted(ROOT.rglob("*.py"))


def layer_of(path: Path) -> str:
    parts = path.relative_to(ROOT).parts
    return parts[0] if len(parts) > 1 else ""


def imports_of(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found.add(node.module or "")
    return found


def violations(layer: str, imports: set[str]) -> set[str]:
    """Imports that a module of `layer` may not have."""
    own = {name for name in imports if name.split(".")[0] == "kpi_excel" and name.count(".")}
    upward = {name for name in own if name.split(".")[1] not in BELOW[layer]}
    impure = {name for name in imports if name.split(".")[0] in IMPURE} if layer in ("core", "forms") else set()
    return upward | impure


@pytest.mark.parametrize("path", [p for p in MODULES if layer_of(p)], ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_point_downwards__every_module(path: Path) -> None:
    assert violations(layer_of(path), imports_of(path)) == set()


def test_every_package_has_a_layer__none_new() -> None:
    packages = {path.name for path in ROOT.iterdir() if path.is_dir() and path.name != "__pycache__"}

    assert packages == set(BELOW)


@pytest.mark.parametrize(
    ("layer", "imported"),
    [("core", "kpi_excel.forms.spec"), ("forms", "kpi_excel.workbooks.styles"), ("workbooks", "kpi_excel.store.disk"),
     ("store", "kpi_excel.workers.pool"), ("core", "openpyxl"), ("forms", "os.path"), ("stages", "kpi_excel.cli.app")],
)  # fmt: skip
def test_layers_are_enforced__a_planted_import_is_caught(layer: str, imported: str) -> None:
    assert violations(layer, {imported}) == {imported}


def test_modules_stay_small__under_300_lines() -> None:
    long = {str(path.relative_to(ROOT)): count for path in MODULES if (count := len(path.read_text("utf-8").splitlines())) > 300}

    assert long == {}


def test_names_say_something__no_utils() -> None:
    assert not {path.stem for path in MODULES} & {"utils", "helpers", "common", "misc"}


def test_packages_are_listed__in_setup_cfg() -> None:
    listed = (ROOT.parent / "setup.cfg").read_text("utf-8").split("packages =")[1].split("package_dir")[0].split()
    packages = {".".join(("kpi_excel", *path.parent.relative_to(ROOT).parts)) for path in ROOT.rglob("__init__.py")}

    assert set(listed) == packages | {"kpi_excel.workbook_templates"}


def test_code_knows_no_province__words_of_the_sample_stand_in_data_only() -> None:
    sources = [*MODULES, *(ROOT.parent / "workbook_templates").glob("*.toml")]
    guilty = [path.name for path in sources if "ระยอง" in path.read_text("utf-8") or "rayong" in path.read_text("utf-8").lower()]

    assert guilty == []
