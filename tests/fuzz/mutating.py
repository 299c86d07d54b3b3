"""Valid workbooks spoiled in every way a disk, a mail server, a faulty program or a clever person spoils them. Seeded."""

from __future__ import annotations

import io
import random
import re
import struct
import zipfile
from collections.abc import Callable, Sequence

from tests.hostile.building import Parts, pack
from tests.hostile.xls import boxed

_TAG = re.compile(r"<[^<>]*>")
_ELEMENT = re.compile(r"<(c|row|si|t|v|f|r|sheet|Relationship|xf|numFmt|definedName|table:table-cell|table:table-row|text:p)\b[^<>]*?(?:/>|>.*?</\1>)", re.DOTALL)
_ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')
_TEXT = re.compile(r">([^<]+)<")
_VALUES = ("", "0", "1", "-1", "2", "14", "99999999999", "1e308", "1e999", "NaN", "TRUE", "A1", "XFD1048576", "A0", "s", "str", "n", "b", "e",
           "d", "inlineStr", "ก", " 12 ", "#N/A", "_x0041_", "&lt;", "&amp;amp;", "=1+1", "\t", "45.5", "2013-02-28", "../x.xml")  # fmt: skip
_PIECES = ("<!-- x -->", "<?x y?>", "<![CDATA[<c r='B2'><v>9</v></c>]]>", "<x/>", "&lt;", "&evil;", "<!DOCTYPE a>", "<t>q</t>", "<v>7</v>",
           '<c r="E20"><v>7</v></c>', "<f>1+1</f>", "</row>", "<row>", "\0", "\ufffe", "\ud7ff", "<mc:AlternateContent/>", "<extLst/>")  # fmt: skip
_CORE = ("sheet", "sharedStrings", "workbook", "rels", "styles", "content.xml", "meta.xml")


def mutate(data: bytes, seed: int) -> bytes:
    """The workbook with one to three things done to it; the same seed does the same."""
    chance = random.Random(seed)
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        ways: Sequence[Callable[[bytes, random.Random], bytes]] = (
            (in_bytes,) if not data.startswith(b"PK\3\4") else (in_bytes, in_package, in_package, in_xml, in_xml, in_xml, in_xml, in_xml)
        )
        if data.startswith(b"\xd0\xcf\x11\xe0"):
            ways = (in_bytes, in_records, in_records, in_records)
        data = chance.choice(ways)(data, chance) or b"\0"
    return data


def in_bytes(data: bytes, chance: random.Random) -> bytes:
    """Bits turned, a stretch lost, doubled, zeroed, moved or overwritten, or the end lost."""
    at, length = chance.randrange(len(data)), chance.choice((1, 2, 8, 64, 512))
    other = chance.randrange(len(data))
    match chance.randrange(7):
        case 0 | 1:
            return data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :]
        case 2:
            return data[:at] + data[at + length :]
        case 3:
            return data[: at + length] + data[at:]
        case 4:
            return data[:at] + bytes(length) + data[at + length :]
        case 5:
            return data[:at] + data[other : other + length] + data[at + length :]
        case _:
            return data[:at]


def in_package(data: bytes, chance: random.Random) -> bytes:
    """A whole package, its checksums right, around parts that were lost, doubled, renamed, swapped or damaged."""
    content = unpacked(data)
    if not content:
        return in_bytes(data, chance)
    name, other = chance.choice(sorted(content)), chance.choice(sorted(content))
    match chance.randrange(8):
        case 0:
            content.pop(name)
        case 1:
            content[name], content[other] = content[other], content[name]
        case 2:
            content = {chance.choice((name.upper(), "/" + name, name.replace("/", "\\"), name + "x")) if part == name else part: data
                       for part, data in content.items()}  # fmt: skip
        case 3:
            content[name] = b""
        case 4:
            content[name] = in_bytes(content[name] or b"x", chance)
        case 5:
            content[name.swapcase()] = content[name]
        case 6:
            content = dict(chance.sample(sorted(content.items()), len(content)))
        case _:
            content[name] = content[name].decode("utf-8", "replace").encode(chance.choice(("utf-16", "utf-8-sig", "cp874", "utf-16-le")), "replace")
    return pack(content, chance.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)))


def in_xml(data: bytes, chance: random.Random) -> bytes:
    """A whole package in which a program wrote something else into one of the parts that count."""
    content = unpacked(data)
    names = sorted(name for name in content if any(word in name for word in _CORE))
    if not names:
        return in_bytes(data, chance)
    name = chance.choice(names)
    text = content[name].decode("utf-8", "replace")
    return pack(content | {name: _in_text(text, chance).encode("utf-8", "replace")})


def _in_text(text: str, chance: random.Random) -> str:
    def cut(pattern: re.Pattern[str], group: int = 0) -> tuple[str, str, str]:
        """Somewhere in the part: what stands before, what was found, what stands behind."""
        start = chance.randrange(max(1, len(text)))
        found = pattern.search(text, start) or pattern.search(text)
        return (text[: found.start(group)], found[group], text[found.end(group) :]) if found else (text, "", "")

    match chance.randrange(9):
        case 0:
            before, _, behind = cut(_ELEMENT)
            return before + behind
        case 1:
            before, found, behind = cut(_ELEMENT)
            return before + found * 2 + behind
        case 2:
            before, found, behind = cut(_ELEMENT)
            _, another, _ = cut(_ELEMENT)
            return before + another + behind
        case 3 | 4:
            before, _, behind = cut(_ATTRIBUTE, 2)
            return before + chance.choice(_VALUES) + behind
        case 5:
            before, _, behind = cut(_ATTRIBUTE)
            return before + behind
        case 6:
            before, _, behind = cut(_TEXT, 1)
            return before + chance.choice(_VALUES) + behind
        case 7:
            before, found, behind = cut(_TAG)
            return before + chance.choice((found + chance.choice(_PIECES), chance.choice(_PIECES) + found, found.swapcase(), "")) + behind
        case _:
            before, found, behind = cut(_TAG)
            return before + found.replace("<", "<x:", 1) + behind


def in_records(data: bytes, chance: random.Random) -> bytes:
    """An .xls, whole as a box, with records lost, doubled, of another kind, shorter, or with other content."""
    stream = data[data.find(b"\x09\x08\x10\0") :]
    records: list[tuple[int, bytes]] = []
    at = 0
    while at + 4 <= len(stream) and stream[at : at + 2] != b"\0\0":
        kind, length = struct.unpack_from("<2H", stream, at)
        records.append((kind, stream[at + 4 : at + 4 + length]))
        at += 4 + length
    if not records:
        return in_bytes(data, chance)
    place = chance.randrange(len(records))
    kind, content = records[place]
    match chance.randrange(5):
        case 0:
            records.pop(place)
        case 1:
            records.insert(place, records[chance.randrange(len(records))])
        case 2:
            records[place] = (chance.choice((0x0203, 0x0204, 0x0205, 0x0006, 0x00BD, 0x00FD, 0x0809, 0x000A, 0x0085, 0x002F)), content)
        case 3:
            records[place] = (kind, content[: chance.randrange(len(content) + 1)])
        case _:
            records[place] = (kind, in_bytes(content or b"\0", chance))
    return boxed(b"".join(struct.pack("<2H", kind, len(content) & 0xFFFF) + content for kind, content in records))


def unpacked(data: bytes) -> Parts:
    """The parts of a package; none where it is no longer one."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return {item.filename: package.read(item) for item in package.infolist()}
    except Exception:
        return {}
