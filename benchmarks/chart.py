"""docs/images/performance.png: how much longer the alternatives take, on one logarithmic scale."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from benchmarks.rows import Row

_OURS, _THEIRS, _FLOOR = "#0072B2", "#B0B7BF", "#E69F00"
_FLOORS = ("unzip", "deflate of ready XML", "XlsxWriter, bare", "import click", "calamine")
_SHOWN = ("read", "ingest", "generate", "merge, ", "start-up")


def draw_chart(path: Path, rows: Mapping[str, Row]) -> None:
    """Bars of CPU relative to ours, one group a row."""
    try:
        from matplotlib.figure import Figure
    except ImportError:
        print(f"not drawn anew, matplotlib is not installed: {path}")
        return
    shown = [row for name, row in rows.items() if name.startswith(_SHOWN) and "LibreOffice" not in name]
    lines = [(row, name) for row in shown for name in row.costs]
    figure = Figure(figsize=(9, 0.27 * (len(lines) + 1.6 * len(shown)) + 1), layout="constrained")
    axes = figure.add_subplot()
    place, labels = 0.0, []
    for row in shown:
        place += 1.4
        axes.text(0.011, place - 0.75, f"{row.name}, CPU of one {row.unit}", fontsize=9, fontweight="bold", va="center")
        base = row.cost(row.ours).cpu
        for name in row.costs:
            value = row.cost(name).cpu / base
            colour = _OURS if name == row.ours else _FLOOR if name in _FLOORS else _THEIRS
            axes.barh(place, value, left=0, color=colour, height=0.78)
            axes.text(value * 1.08, place, f"{value:.2g}×" if value < 10 else f"{value:.0f}×", fontsize=8, va="center")
            labels.append((place, name))
            place += 1
    axes.set_yticks([at for at, _ in labels], [name for _, name in labels], fontsize=8)
    axes.set_xscale("log")
    axes.set_xlim(0.01, 300)
    axes.invert_yaxis()
    axes.axvline(1, color=_OURS, linewidth=0.8)
    axes.set_xlabel("kpi-excel = 1 (blue); the floor below which no program can go is orange; logarithmic", fontsize=8)
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(axis="x", labelsize=8)
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=110, metadata={"Software": None})
