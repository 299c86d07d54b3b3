"""Valid workbooks, however oddly written, read right: every value, verbatim, with its address."""

from __future__ import annotations

import pytest

from kpi_excel.forms.raw import Address, RawCell, RawWorkbook
from kpi_excel.workbooks.gate import limits
from kpi_excel.workbooks.reader import read_workbook
from kpi_excel.workbooks.reader.cells import Meaning
from kpi_excel.workbooks.reader.scan import scan_cells, scan_strings
from kpi_excel.workbooks.reader.sheets import walk_cells, walk_strings
from tests.hostile import (
    MAIN,
    RELATIONS,
    SHEET,
    STRICT,
    STRICT_RELATIONS,
    pack,
    parts,
    related,
    sheet,
    strings,
    with_parts,
    xlsx,
)

_STYLES = f"""<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="164" formatCode="[$-107041E]d mmm yyyy;@"/>
<numFmt numFmtId="165" formatCode="[h]:mm"/></numFmts><cellXfs><xf/><xf numFmtId="14"/><xf numFmtId="22"/>
<xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="20"/><xf numFmtId="10"/></cellXfs></styleSheet>"""


def cells_of(workbook: RawWorkbook, index: int = 0) -> dict[str, RawCell]:
    return {address.a1(): cell for address, cell in workbook.sheets[index].cells.items()}


def read_rows(rows: str, shared: str = "", styles: str = "") -> dict[str, RawCell]:
    return cells_of(read_workbook(xlsx(sheet(rows), shared=shared, styles=styles)))


def text(value: str, formula: str = "") -> RawCell:
    return RawCell("text", value, formula)


def number(value: float, formula: str = "") -> RawCell:
    return RawCell("number", value, formula)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("<c r='A1'><v>45.5</v></c>", number(45.5)),
        ('<c r="A1" t="n"><v>-1E-3</v></c>', number(-0.001)),
        ('<c r="A1"><v>0</v></c>', number(0.0)),
        ('<c r="A1" t="b"><v>1</v></c>', RawCell("bool", True)),
        ('<c r="A1" t="b"><v>0</v></c>', RawCell("bool", False)),
        ('<c r="A1" t="e"><v>#DIV/0!</v></c>', RawCell("error", "#DIV/0!")),
        ('<c r="A1" t="e"><f>1/0</f><v>#"strange"</v></c>', RawCell("error", '#"strange"', "1/0")),
        ('<c r="A1" t="str"><v> 1,234 </v></c>', text(" 1,234 ")),
        ('<c r="A1" t="inlineStr"><is><t xml:space="preserve"> ก </t></is></c>', text(" ก ")),
        ('<c r="A1" t="inlineStr"><is><r><t>ก</t></r><r><rPr><b/></rPr><t>ข</t></r></is></c>', text("กข")),
        ('<c r="A1" t="inlineStr"><is><t>漢</t><rPh sb="0" eb="1"><t>kan</t></rPh></is></c>', text("漢")),
        ('<c r="A1" t="inlineStr"><v>old</v></c>', text("old")),
        ('<c r="A1" t="d"><v>2013-02-28</v></c>', RawCell("date", "2013-02-28")),
        ('<c r="A1" t="d"><v>2013-02-28T14:30:00</v></c>', RawCell("date", "2013-02-28T14:30:00")),
        ('<c r="A1"><f>B1+1</f><v>3</v></c>', number(3.0, "B1+1")),
        ('<c r="A1"><f aca="false">IF(B1&lt;2,"&amp;",1)</f><v>3</v></c>', number(3.0, 'IF(B1<2,"&",1)')),
        ('<c r="A1"><f t="shared" si="0"/><v>3</v></c>', number(3.0, "…")),
        ('<c r="A1"><f t="shared" ref="A1:A9" si="0">B1</f><v>3</v></c>', number(3.0, "B1")),
        ('<c r="A1"><f/><v>3</v></c>', number(3.0, "…")),
        ('<c r="A1"><f>B1</f></c>', RawCell("uncached", "", "B1")),
        ('<c r="A1"><f>B1</f><v></v></c>', RawCell("uncached", "", "B1")),
        ('<c r="A1"><f>B1</f><v/></c>', RawCell("uncached", "", "B1")),
        ('<c r="A1" t="str"><f>B1</f><v></v></c>', text("", "B1")),
        ('<c r="A1" t="str"><f>B1</f><v>รับ</v></c>', text("รับ", "B1")),
        ('<c r="A1"><v>nan</v></c>', text("nan")),
        ('<c r="A1"><v>1_000</v></c>', text("1_000")),
        ('<c r="A1"><v>๑๒</v></c>', text("๑๒")),
        ('<c r="A1"><v>1e999</v></c>', text("1e999")),
        ('<c r="A1"><v>1.2.3</v></c>', text("1.2.3")),
        ('<c r="A1" t="str"><v><![CDATA[a<b]]></v></c>', text("a<b")),
        ('<c r="A1" t="str"><v>a&#3585;&#x0E02;&#10;b</v></c>', text("aกข\nb")),
        ('<c r="A1" t="str"><v>&amp;lt;&#38;amp;</v></c>', text("&lt;&amp;")),
        ('<c r="A1" t="str"><v>a\r\nb</v></c>', text("a\nb")),
        ('<c r="A1" t="str"><v>a_x000D_b_x005F_x0041_</v></c>', text("a\rb_x0041_")),
        ('<c r="A1" t="str"><v>_xD83D__xDE00_</v></c>', text("😀")),
        ('<c r="A1" t="str"><v>a_xD83D_b</v></c>', text("a\ufffdb")),
        ('<c r="A1" cm="1" vm="2"><v>7</v></c>', number(7.0)),
        ('<c t="b" s="0" r="A1"><v>1</v></c>', RawCell("bool", True)),
        ('<c r="$A$1"><v>7</v></c>', number(7.0)),
        ('<c r="A1" s="1"><v>41333</v></c>', RawCell("date", "2013-02-28")),
        ('<c r="A1" s="3"><v>41333</v></c>', RawCell("date", "2013-02-28")),
        ('<c r="A1" s="2"><v>41333.604166666664</v></c>', RawCell("date", "2013-02-28T14:30:00")),
        ('<c r="A1" s="1"><v>239659</v></c>', RawCell("date", "2556-02-28")),
        ('<c r="A1" s="1"><f>TODAY()</f><v>41333</v></c>', RawCell("date", "2013-02-28", "TODAY()")),
        ('<c r="A1" s="1"><v>59</v></c>', RawCell("date", "1900-02-28")),
        ('<c r="A1" s="1"><v>61</v></c>', RawCell("date", "1900-03-01")),
        ('<c r="A1" s="1"><v>0.85</v></c>', number(0.85)),
        ('<c r="A1" s="1"><v>-5</v></c>', number(-5.0)),
        ('<c r="A1" s="1"><v>812345678</v></c>', number(812345678.0)),
        ('<c r="A1" s="4"><v>1.25</v></c>', RawCell("duration", "30:00:00")),
        ('<c r="A1" s="4"><v>-1e306</v></c>', number(-1e306)),
        ('<c r="A1" s="5"><v>0.3541666667</v></c>', RawCell("duration", "8:30:00")),
        ('<c r="A1" s="6"><v>0.85</v></c>', number(0.85)),
    ],
)  # fmt: skip
def test_cell_is_read_as_it_stands(cell: str, expected: RawCell) -> None:
    assert read_rows(f'<row r="1">{cell}</row>', styles=_STYLES) == {"A1": expected}


@pytest.mark.parametrize(
    "cell",
    ['<c r="A1"/>', '<c r="A1" s="1"/>', '<c r="A1" s="1"></c>', '<c r="A1"><v></v></c>', '<c r="A1" t="s"/>',
     '<c r="A1" t="str"><v></v></c>', '<c r="A1" t="s"><v>0</v></c>', '<c r="A1" t="inlineStr"><is><t/></is></c>'],
)  # fmt: skip
def test_blank_cell_is_absent(cell: str) -> None:
    assert read_rows(f'<row r="1">{cell}</row>', shared=strings("<t/>"), styles=_STYLES) == {}


@pytest.mark.parametrize(
    "rows",
    [
        "<row><c><v>1</v></c><c/><c><v>3</v></c></row><row/><row><c><v>7</v></c></row>",
        '<row r="3"><c r="A3"><v>7</v></c></row><row r="1"><c r="C1"><v>3</v></c><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c><c><v>9</v></c><c r="C1"><v>3</v></c></row><row r="3"><c><v>7</v></c></row>',
        '\n <row>\n <c r="A1">\n <v>1</v>\n </c>\n <c r="C1"><v>3</v></c>\n</row><row><c r="A3"><v>7</v></c></row>',
        '<!-- note --><row><c r="A1"><v>1</v></c><c r="C1"><v>3</v></c></row><?pi?><row><c r="A3"><v>7</v></c></row>',
    ],
)
def test_place_of_a_cell__references_missing_or_out_of_order(rows: str) -> None:
    read = read_rows(rows)

    assert {place: cell for place, cell in read.items() if place != "B1"} == {
        "A1": number(1.0), "C1": number(3.0), "A3": number(7.0),
    }  # fmt: skip


@pytest.mark.parametrize("dimension", ["A1", "A1:B2", "nonsense", "XFD1048576"])
def test_wrong_dimension_loses_nothing(dimension: str) -> None:
    rows = "".join(f'<row r="{row}"><c r="D{row}"><v>{row}</v></c></row>' for row in range(1, 51))
    part = sheet(rows).replace("<sheetData>", f'<dimension ref="{dimension}"/><sheetData>')

    assert len(read_workbook(xlsx(part)).sheets[0].cells) == 50


def test_strict_workbook_is_read__and_noted() -> None:
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>ok</t></is></c><c r="B1"><v>2</v></c></row>'
    read = read_workbook(pack(parts(sheet(rows, namespace=STRICT), namespace=STRICT, relations=STRICT_RELATIONS)))

    assert cells_of(read) == {"A1": text("ok"), "B1": number(2.0)}
    assert [finding.code for finding in read.findings] == ["strict-open-xml"]


def test_prefixed_namespace_is_read() -> None:
    part = (f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row><x:c t="s"><x:v>1</x:v></x:c></x:row></x:sheetData>'
            "<x:headerFooter><x:oddFooter>&amp;LK</x:oddFooter></x:headerFooter></x:worksheet>")  # fmt: skip
    shared = f'<x:sst xmlns:x="{MAIN}"><x:si><x:t>a</x:t></x:si><x:si><x:r><x:t>ก</x:t></x:r></x:si></x:sst>'
    read = read_workbook(xlsx(part, shared=shared))

    assert cells_of(read) == {"A1": text("ก")}
    assert read.sheets[0].footer == "&LK"


def test_cells_of_a_foreign_namespace_are_no_cells() -> None:
    part = sheet('<row r="1"><c r="A1"><v>1</v></c><e:c xmlns:e="urn:x" r="B1"><e:v>2</e:v></e:c></row>')

    assert cells_of(read_workbook(xlsx(part))) == {"A1": number(1.0)}


def test_cell_that_only_a_second_reader_sees_is_reported__not_lost_in_silence() -> None:
    rows = '<!-- odd --><row r="1"><c r="A1"><v>1</v></c><odd><c r="B1"><v>2</v></c></odd></row>'
    read = read_workbook(xlsx(sheet(rows)))

    assert cells_of(read) == {"A1": number(1.0)}
    assert [(found.code, found.place.sheet, found.place.cell) for found in read.findings] == [
        ("cells-disagree", "S1", "B1")
    ]


def test_utf16_parts_are_read() -> None:
    part = sheet().replace("UTF-8", "UTF-16").replace(">ok<", ">ตกลง<")

    assert cells_of(read_workbook(with_parts({SHEET: part.encode("utf-16")}))) == {"A1": text("ตกลง")}


def test_far_cell_costs_nothing() -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    read = read_workbook(xlsx(sheet(rows), sheet(rows.replace(' r="A1"', ""))))

    assert cells_of(read, 0) == cells_of(read, 1) == {"A1": number(1.0), "XFD1048576": number(2.0)}
    assert read.findings == ()


def test_days_count_from_1904__where_the_workbook_says_so() -> None:
    read = read_workbook(xlsx(sheet('<row r="1"><c r="A1" s="1"><v>39871</v></c></row>'), styles=_STYLES,
                              workbook='<workbookPr date1904="1"/>'))  # fmt: skip

    assert cells_of(read) == {"A1": RawCell("date", "2013-02-28")}


def test_unformatted_cells_are_dates__where_the_first_format_is_one() -> None:
    styles = f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="14"/></cellXfs></styleSheet>'

    assert read_rows('<row r="1"><c r="A1"><v>41333</v></c></row>', styles=styles) == {
        "A1": RawCell("date", "2013-02-28")
    }


def test_what_identifies_a_workbook_is_read() -> None:
    part = sheet(
        after="<headerFooter><oddFooter>&amp;L&amp;8KPIX|a</oddFooter><evenFooter>b</evenFooter></headerFooter>"
    )
    content = parts(part)
    content["xl/workbook.xml"] = content["xl/workbook.xml"].replace(
        b'name="S1"', 'name="แผ่น &amp; 1 " state="veryHidden"'.encode()
    )
    content["_rels/.rels"] = related(
        [("a", "officeDocument", "/xl/workbook.xml"), ("b", "core-properties", "docProps/core.xml"),
         ("c", "custom-properties", "docProps/custom.xml")]).encode()  # fmt: skip
    content["docProps/core.xml"] = (
        b'<c:coreProperties xmlns:c="urn:c" xmlns:dc="urn:d"><dc:subject>KPIX|s</dc:subject>'
        b"<c:modified>2013-02-28T09:00:00Z</c:modified></c:coreProperties>")  # fmt: skip
    content["docProps/custom.xml"] = (
        b'<Properties><property name="kpi_token"><lpwstr>KPIX|c</lpwstr></property>'
        b'<property name="n"><r8>1</r8></property></Properties>')  # fmt: skip
    read = read_workbook(pack(content))

    assert (read.kind, read.subject, read.modified) == ("xlsx", "KPIX|s", "2013-02-28T09:00:00Z")
    assert read.custom == {"kpi_token": "KPIX|c", "n": "1"}
    assert read.sheets[0].name == "แผ่น & 1 "
    assert read.sheets[0].hidden
    assert read.sheets[0].footer == "&L&8KPIX|a\nb"


def test_broken_properties_are_absent_marks__not_a_refusal() -> None:
    content = parts() | {"docProps/core.xml": b"<broken"}
    content["_rels/.rels"] = related(
        [("a", "officeDocument", "xl/workbook.xml"), ("b", "core-properties", "docProps/core.xml")]
    ).encode()

    assert read_workbook(pack(content)).subject == ""


def test_chart_sheets_are_passed_over() -> None:
    content = parts(sheet(), f'<chartsheet xmlns="{MAIN}"/>')
    content["xl/_rels/workbook.xml.rels"] = related(
        [("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "chartsheet", "worksheets/sheet2.xml")], RELATIONS
    ).encode()

    assert [found.name for found in read_workbook(pack(content)).sheets] == ["S1"]


_ODD = 'xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"'
_SHAPES = (
    sheet('<row r="1" spans="1:3"><c r="A1" s="1" t="s"><v>0</v></c><c r="B1" s="2"/><c r="C1"><v>1</v></c></row>'),
    sheet(
        f'<row r="1" x14ac:dyDescent="0.25" {_ODD}><c r="A1" s="1" t="s"><v>0</v></c>'
        '<c r="B1"><v>1.0000000000000001E-5</v></c>'
        '<c r="C1" s="2"><f t="shared" ref="C1:C2" si="0">B1*2</f><v>2</v></c></row>'
        '<row r="2"><c r="C2"><f t="shared" si="0"/><v>4</v></c><c r="D2"><f ca="1">NOW()</f><v>41333.5</v></c></row>'
    ),
    sheet('<row><c r="A1"><f aca="false">B1&amp;"x"</f><v>1</v></c><c r="B1" t="str"><f>C1</f><v>&#9;</v></c></row>'),
    sheet(
        '\n<row r="2">\n<c r="A2" t="inlineStr">\n<is>\n<t>ก</t>\n</is>\n</c>\n<c r="B2" t="e"><v>#N/A</v></c></row>\n'
    ),
    sheet('<row><c r="A1"><f t="shared" si="1"/><v>2</v></c><c r="B1"><f>X1</f></c><c r="C1" t="b"><v>1</v></c></row>'),
    sheet(""),
)


@pytest.mark.parametrize("part", _SHAPES)
def test_scan_and_walk_agree(part: str) -> None:
    meaning = Meaning({"0": text("ก")})
    scanned = scan_cells(part, meaning)

    assert scanned is not None
    assert scanned == walk_cells("part", part, meaning).cells


@pytest.mark.parametrize(
    "rows",
    ['<c r="A1"><v>1</v>', '<row r="1"><c r="A1"><v>1</w></c></row>', '<row r="1"><c r="A1"><f>1<v>1</v></c></row>',
     '<row r="1"><c r="A1" t="str"><v>a & b</v></c></row>', '<row r="1"><c r="A1"><foo>1</foo><v>1</v></c></row>',
     '<row r="1"><c><v>1</v></c></row>', '<row r="1"><c r="A1"><v>1</v><c r="B1"><v>2</v></c></row>',
     f'<x:row xmlns:x="{MAIN}" r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row>',
     '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>1</v></c></row>', '<!-- <c r="A1"><v>1</v></c> -->'],
)  # fmt: skip
def test_scan_gives_up__where_a_cell_is_not_accounted_for(rows: str) -> None:
    assert scan_cells(sheet(rows), Meaning()) is None


def test_scan_gives_up__in_another_namespace_or_with_two_tables() -> None:
    assert scan_cells(sheet(namespace="urn:x"), Meaning()) is None
    assert scan_cells(sheet(after="<sheetData></sheetData>"), Meaning()) is None
    assert scan_cells(f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>', Meaning()) is None


@pytest.mark.parametrize(
    "items",
    [("<t>a</t>", "<t/>", "<t></t>", '<t xml:space="preserve"> ก&amp;ข </t>'),
     ("<r><t>ก</t></r><r><rPr><b/></rPr><t> ข</t></r>", '<t>漢</t><phoneticPr fontId="1"/>'),
     ()],
)  # fmt: skip
def test_shared_strings__scan_and_walk_agree(items: tuple[str, ...]) -> None:
    part = strings(*items)

    assert scan_strings(part) == walk_strings("part", part)
    assert scan_strings(f'<?xml version="1.0"?>\n{part}') == walk_strings("part", part)


def test_shared_strings_in_other_shapes_are_walked() -> None:
    assert scan_strings(strings("<t><![CDATA[a]]></t>")) is None
    assert walk_strings("part", strings("<t><![CDATA[a]]></t>")) == ["a"]
    assert scan_strings(strings("<t>a</t>").replace("<si>", "<si x='1'>")) is None
    hinted = strings('<t>漢</t><rPh sb="0" eb="1"><t>kan</t></rPh><phoneticPr fontId="1"/>')
    assert scan_strings(hinted) is None
    assert walk_strings("part", hinted) == ["漢"]


def test_addresses_reach_the_last_cell() -> None:
    assert Address(limits.ROWS - 1, limits.COLUMNS - 1).a1() == "XFD1048576"
