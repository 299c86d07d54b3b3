"""What a form says of a KPI, kept with the form: tells later whether the registry has changed since it went out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kpi_excel.core.findings import Finding, Place
from kpi_excel.core.model import Kpi
from kpi_excel.core.scoring.arithmetic import shown
from kpi_excel.core.text import Text
from kpi_excel.forms.frame import ReadingFrame

_NAMES = {
    "name": Text("ชื่อ", "name"), "unit": Text("หน่วยวัด", "unit"), "weight": Text("น้ำหนัก", "weight"),
    "method": Text("วิธีคิดคะแนน", "scoring method"), "target": Text("เป้าหมาย", "target"), "levels": Text("เกณฑ์", "criteria"),
}  # fmt: skip


def facts_of(kpi: Kpi) -> dict[str, str]:
    """The agreed facts as text; "" for what is blank."""
    return {
        "name": kpi.name, "unit": kpi.unit, "weight": shown(kpi.weight), "method": kpi.method.value,
        "target": "" if kpi.target is None else shown(kpi.target),
        "levels": "" if not any(kpi.levels) else " · ".join("–" if level is None else shown(level) for level in kpi.levels),
    }  # fmt: skip


def changed_kpis(frame: ReadingFrame) -> Mapping[str, tuple[str, ...]]:
    """By KPI number, the facts that the registry says otherwise than the form; what it leaves blank it does not say."""
    found = {}
    for kpi_no, was in frame.issued.facts.items():
        kpi = frame.kpis.get(kpi_no)
        now = facts_of(kpi) if kpi is not None else {}
        if changed := tuple(name for name in _NAMES if now.get(name) and now[name] != was.get(name, "")):
            found[kpi_no] = changed
    return found


def told_as_changed(frame: ReadingFrame, changed: Mapping[str, tuple[str, ...]]) -> Iterator[Finding]:
    """A note for every fact that changed."""
    for kpi_no, names in changed.items():
        now = facts_of(frame.kpis[kpi_no])
        for name in names:
            was = frame.issued.facts[kpi_no].get(name) or "–"
            title = _NAMES[name]
            found = Text(f"{title.th} {was}", f"{title.en} {was}")
            yield Finding("registry-changed-since-issued", Place(kpi_no=kpi_no), found, now[name])
