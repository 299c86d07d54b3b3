"""Every workbook that the demo gives to people: what it is made of, how large it is, and what programs compute from it."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from kpi_excel.workbooks.consolidated.review_workbook import write_review
from kpi_excel.workbooks.opdc_entry import hosts_in, write_entry_sheet
from kpi_excel.workbooks.pack import write_pack
from tests.parts import At, Book, Cell, Typed, cells_in, differences, is_same, open_cells, typed_into
from tests.programs import GNUMERIC, LIBREOFFICE, each_program, recalculate_all, skip_reason
from tests.stages.desk import Played
from tests.workbooks.consolidated.sample import MIXED, consolidation
from tests.workbooks.consolidated.test_review import sheet_of
from tests.workbooks.inventory import formulas_in, outside_links, strangers_in
from tests.workbooks.pack.sample import round_report

LARGEST_FORM, LARGEST_CONSOLIDATED = 60_000, 3_000_000
OF_EACH_FORM = 3
TYPED: tuple[Typed, ...] = (
    None, None, "", "  ", "-", "75", "ไม่มีข้อมูล", "ขอถอนผล", "ช้ากว่าแผน", "ตามแผน", "มี", "ไม่มี", "เสร็จ", "ยังไม่เสร็จ", "เปลี่ยน",
    "28/2/2556", "29/2/2556", "1/10/55", "เมื่อวาน", "29.3 คน", '"&A1&"', "=1+1", "Behind plan", "no data",
    Decimal(3), Decimal(5), Decimal(-4), Decimal("29.3"), Decimal("86.36363636"), Decimal(41333), Decimal(1000000),
)  # fmt: skip


@pytest.fixture(scope="module")
def outputs(demo: Played) -> dict[str, bytes]:
    """Everything in the outbox of the demo and its registry; what it does not make is made from samples."""
    written = {path.relative_to(demo.root).as_posix(): path.read_bytes() for path in sorted((demo.root / "outbox").rglob("*.xlsx"))}
    rounds = round_report()
    written |= {f"opdc/{agency}": write_entry_sheet(rounds, agency, "th") for agency in hosts_in(rounds)}
    written |= {"pack/meeting": write_pack(consolidation(MIXED), "th"), "pack/report": write_pack(rounds, "en")}
    written |= {"review": write_review(sheet_of(consolidation())), "registry.xlsx": (demo.root / "registry.xlsx").read_bytes()}
    return written


def in_outbox(outputs: dict[str, bytes], kind: str) -> Iterator[tuple[str, bytes]]:
    yield from ((name, data) for name, data in outputs.items() if f"/{kind}/" in name)


@pytest.fixture(scope="module")
def chosen(outputs: dict[str, bytes]) -> dict[str, bytes]:
    """The largest forms of each kind and period, and everything else."""
    forms = dict(in_outbox(outputs, "forms"))
    seen: Counter[str] = Counter()
    for name in sorted(forms, key=lambda name: -len(forms[name])):
        kind = name.partition("/forms/")[2].partition("_")[2]
        seen[kind] += 1
        if seen[kind] > OF_EACH_FORM:
            del forms[name]
    return forms | {name: data for name, data in outputs.items() if "/forms/" not in name}


def test_nothing_needs_a_macro_an_add_in_or_a_newer_excel__every_output(outputs: dict[str, bytes]) -> None:
    assert {name: found for name, data in outputs.items() if (found := strangers_in(data))} == {}
    assert sum(1 for data in outputs.values() for _ in formulas_in(data)) > 20_000


def test_only_links_into_the_archive_leave_a_workbook__none_a_form(outputs: dict[str, bytes]) -> None:
    leaving = {name: links for name, data in outputs.items() if (links := outside_links(data))}

    assert leaving and all("/consolidated/" in name for name in leaving)
    assert {link.split("\\archive\\")[0] for links in leaving.values() for link in links} == {"..\\..\\.."}


def test_workbooks_are_small__forms_feedback_and_consolidated(outputs: dict[str, bytes]) -> None:
    mailed = {**dict(in_outbox(outputs, "forms")), **dict(in_outbox(outputs, "feedback"))}

    assert {name: len(data) for name, data in mailed.items() if len(data) > LARGEST_FORM} == {}
    assert all(len(data) < LARGEST_CONSOLIDATED for _, data in in_outbox(outputs, "consolidated"))
    assert len(mailed) > 80


@pytest.mark.parametrize("program", each_program())
def test_formulas_give_what_stands_beside_them__as_sent_out(program: str, chosen: dict[str, bytes], tmp_path: Path) -> None:
    computed = recalculate_all(list(chosen.values()), program, tmp_path)

    wrong = {name: found for (name, data), book in zip(chosen.items(), computed, strict=True) if (found := differences(cells_in(data), book))}
    assert wrong == {}


@pytest.mark.program
@pytest.mark.skipif(bool(skip_reason(LIBREOFFICE) or skip_reason(GNUMERIC)), reason="needs both programs")
def test_programs_agree_on_every_formula__anything_typed_wherever_one_can(chosen: dict[str, bytes], tmp_path: Path) -> None:
    random_ = random.Random(2556)
    typed = {name: typed_into(data, places) for name, data in chosen.items() if (places := _anything(random_, data))}
    one, other = (recalculate_all(list(typed.values()), program, tmp_path) for program in (LIBREOFFICE, GNUMERIC))

    apart = [
        (name, sheet, at, cell.formula[:80], first, second)
        for (name, data), book, again in zip(typed.items(), one, other, strict=True)
        for sheet, cells in cells_in(data).items() for at, cell in cells.items()
        if cell.formula and not is_same(first := _shown(book, sheet, at), second := _shown(again, sheet, at))
    ]  # fmt: skip
    faulty = [(name, place) for book, name in zip(one, typed, strict=True) for place in _errors(book)]
    assert len(typed) > 20
    assert apart == []
    assert faulty == []


def _anything(random_: random.Random, data: bytes) -> dict[str, dict[At, Typed]]:
    """Something in most cells where something can be typed; of a form only."""
    return {sheet: typed for sheet, cells in open_cells(data).items() if (typed := {at: random_.choice(TYPED) for at in cells if random_.random() < 0.7})}


def _shown(book: Book, sheet: str, at: At) -> object:
    return book[sheet].get(at, Cell(None, "")).value


def _errors(book: Book) -> list[tuple[str, At, object]]:
    """Cells that show an error: #NAME?, #VALUE!, Err:502 and their like."""
    return [(sheet, at, cell.value) for sheet, cells in book.items() for at, cell in cells.items()
            if cell.formula and isinstance(cell.value, str) and cell.value.startswith(("#", "Err:"))]  # fmt: skip
