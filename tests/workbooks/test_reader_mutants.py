"""A workbook damaged anywhere has exactly one outcome: it is read, or refused with one code; nothing else escapes."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Iterator

import pytest

from kpi_excel.core.catalogue import files
from kpi_excel.forms.raw import RawWorkbook
from kpi_excel.workbooks.reader import Refusal, read_workbook
from tests.hostile import ods, pack, parts, sheet, strings

_ROWS = "".join(
    f'<row r="{row}"><c r="A{row}" t="s"><v>{row % 3}</v></c><c r="B{row}" s="1"><v>{row}.5</v></c>'
    f'<c r="C{row}"><f>B{row}*2</f><v>{row * 2 + 1}</v></c><c r="D{row}" t="inlineStr"><is><t>ก{row}</t></is></c></row>'
    for row in range(1, 9)
)
_PARTS = parts(
    sheet(_ROWS, after="<headerFooter><oddFooter>&amp;LKPIX</oddFooter></headerFooter>"),
    shared=strings("<t>a</t>", "<r><t>b</t></r>", "<t>&lt;c&gt;</t>"),
    styles='<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
)
_TABLE = ods(
    '<table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="float" office:value="1"/>'
    '<table:table-cell><text:p>ก<text:s text:c="3"/>ข</text:p></table:table-cell></table:table-row>'
)


def _damage(data: bytes, chance: random.Random) -> bytes:
    """Bytes flipped, a stretch cut out, doubled or zeroed, or the end lost."""
    at, length = chance.randrange(len(data)), chance.randrange(1, 12)
    match chance.randrange(5):
        case 0:
            return data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :]
        case 1:
            return data[:at] + data[at + length :]
        case 2:
            return data[: at + length] + data[at:]
        case 3:
            return data[:at] + bytes(length) + data[at + length :]
        case _:
            return data[:at]


def _damaged_package(data: bytes, chance: random.Random) -> bytes:
    """A whole package around one damaged part: what a faulty program writes."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        content = {name: package.read(name) for name in package.namelist()}
    name = chance.choice(sorted(name for name, part in content.items() if part))
    return pack({**content, name: _damage(content[name], chance)})


def _mutants() -> Iterator[bytes]:
    for seed in range(300):
        chance = random.Random(seed)
        yield _damage(pack(_PARTS), chance)
        yield _damaged_package(pack(_PARTS), chance)
        yield _damage(_TABLE, chance)
        yield _damaged_package(_TABLE, chance)


def _outcome(data: bytes) -> str:
    try:
        read = read_workbook(data)
    except Refusal as refused:
        return refused.finding.code
    assert isinstance(read, RawWorkbook)
    return "read"


def test_mutant_has_one_outcome() -> None:
    outcomes = [_outcome(mutant) for mutant in _mutants()]

    assert set(outcomes) <= {"read", *files.RULES}
    assert outcomes.count("read") > 50
    assert outcomes.count("file-damaged") > 200


@pytest.mark.parametrize("length", range(0, len(pack(_PARTS)), 97))
def test_workbook_cut_anywhere_is_refused(length: int) -> None:
    assert _outcome(pack(_PARTS)[:length]) in (
        "file-empty",
        "file-unknown",
        "file-truncated",
        "file-damaged",
        "file-is-text",
    )
