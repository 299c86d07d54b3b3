"""สถานะการส่ง: a word in every tile, the worst agency first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from kpi_excel.core.consolidation import Obligation, ObligationState
from kpi_excel.workbooks.consolidated.matrix import Tile, gather
from kpi_excel.workbooks.consolidated.status import tile_word
from tests.workbooks.consolidated.reading import full, read, row_of, table, texts
from tests.workbooks.consolidated.sample import consolidation

HEADING = "หน่วยงาน / รายงานของเดือน"


def rows(sheet: Any) -> list[dict[str, object]]:
    return table(sheet, HEADING)


def test_headline_counts_the_latest_month() -> None:
    assert full()["สถานะการส่ง"]["A2"].value == "เดือน ก.ย. ส่งแล้ว 15 จาก 17 หน่วยงาน ขาด 2 หน่วยงาน รอแก้ไข 1 หน่วยงาน"
    assert full("en")["Submissions"]["A2"].value == "Sep: 15 of 17 agencies have sent, 2 missing, 1 awaiting correction"


def test_missing_first_then_awaiting_then_the_latest() -> None:
    order = [row[HEADING] for row in rows(full()["สถานะการส่ง"])]
    assert order[:5] == ["สนง.พาณิชย์", "สนง.สถิติ", "สนง.เกษตร", "สนง.เกษตรและสหกรณ์", "สนง.ป้องกันและบรรเทาสาธารณภัย"]
    assert order[-1] == "ส่งตรงเวลา (หน่วยงาน)" and len(order) == 18


def test_every_tile_has_its_word() -> None:
    found = {row[HEADING]: row for row in rows(full()["สถานะการส่ง"])}
    commerce, agriculture, schools = (found[name] for name in ("สนง.พาณิชย์", "สนง.เกษตร", "สพป.ระยอง เขต 1"))
    months = ("ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.")
    assert [commerce[month] for month in months] == [
        "ตรงเวลา", "ช้า 3 วัน", "ช้า 5 วัน", "ช้า 12 วัน", "ช้า 4 วัน", "ตรงเวลา", "ช้า 15 วัน", "ขาด",
    ]  # fmt: skip
    assert agriculture["ก.ย."] == "รอแก้ไข" and schools["ก.พ."] == "ยกเว้น" and commerce["ต.ค."] == "–"
    assert found["สนง.ท่องเที่ยวและกีฬา"]["KPI"] == "ช้า 1 วัน" and found["สนง.สถิติ"]["แผน"] == "ช้า 7 วัน"


def test_on_time_is_counted_without_exempt_and_coming() -> None:
    found = {row[HEADING]: row for row in rows(full()["สถานะการส่ง"])}
    assert found["สพป.ระยอง เขต 1"]["ตรงเวลา"] == "9 จาก 9"
    assert found["สนง.พาณิชย์"]["ตรงเวลา"] == "4 จาก 10"
    total = found["ส่งตรงเวลา (หน่วยงาน)"]
    assert (total["ก.ย."], total["ก.พ."], total["KPI"], total["ตรงเวลา"]) == (11, 12, 16, "133 จาก 169")


def test_due_dates_stand_over_the_months__a_span_where_kpis_differ() -> None:
    due = row_of(full()["สถานะการส่ง"], "ครบกำหนด")
    assert due[1:3] == ["22–28 ก.พ.", "28 ก.พ."] and due[3] == "ก่อนเริ่มระบบ"


def test_the_roll_rule_is_printed() -> None:
    assert "เลื่อนเป็นวันทำการถัดไปเมื่อตรงวันหยุด" in full()["สถานะการส่ง"]["A3"].value


def test_first_month_shows_the_rest_of_the_year_as_not_due() -> None:
    on_the_day = read(replace(consolidation(months=1, is_reported=False), as_of=date(2013, 2, 28)))
    found = {row[HEADING]: row for row in rows(on_the_day["สถานะการส่ง"])}
    assert found["สนง.พาณิชย์"]["มี.ค."] == "ยังไม่ถึง" and found["สนง.พาณิชย์"]["ก.พ."] == "ตรงเวลา"


def test_before_the_first_due_date_the_headline_says_so() -> None:
    data = consolidation()
    expected = tuple(replace(o, state=ObligationState.EXPECTED, days_late=0) for o in data.obligations)
    assert read(replace(data, obligations=expected))["สถานะการส่ง"]["A2"].value == "ยังไม่มีเดือนที่ครบกำหนดส่ง"


def test_legend_explains_every_tile_but_the_dash_with_a_cell_of_its_look() -> None:
    found = texts(full()["สถานะการส่ง"])
    assert {"ตรงเวลา", "ช้า 1–5", "ช้า 6+", "รอแก้ไข", "ขาด", "ยกเว้น", "  –  ไม่ต้องส่ง"} <= set(found)


def obligation(state: ObligationState, days: int = 0) -> Obligation:
    day = date(2013, 3, 20)
    return Obligation("AAA", "monthly_progress", "2556-02", "1", day, day, None, state, None, days)


def tile(*owed: Obligation) -> Tile:
    data = replace(consolidation(), obligations=tuple(replace(o, kpi_no=str(at)) for at, o in enumerate(owed)))
    found = next(row for row in gather(data).rows if row.agency == "AAA").tiles[2 + 4]
    assert found is not None
    return found


def test_a_tile_gathers_the_kpis_of_an_agency__the_gravest_state_wins() -> None:
    received, late = obligation(ObligationState.RECEIVED), obligation(ObligationState.RECEIVED, 4)
    missing, awaiting = obligation(ObligationState.MISSING, 9), obligation(ObligationState.AWAITING, 2)
    exempt, expected = obligation(ObligationState.EXEMPT), obligation(ObligationState.EXPECTED)
    assert tile_word(tile(received, late)).th == "ช้า 4 วัน"
    assert tile_word(tile(received, missing, late)).th == "ขาด 1/3"
    assert tile_word(tile(received, missing, late)).en == "1/3 missing"
    assert tile_word(tile(missing, missing)).th == "ขาด"
    assert tile_word(tile(received, awaiting)).th == "รอแก้ไข"
    assert tile_word(tile(exempt, received)).th == "ตรงเวลา"
    assert tile_word(tile(exempt, exempt)).th == "ยกเว้น"
    assert tile_word(tile(received, expected)).th == "ยังไม่ถึง"
    assert tile(received, missing).days == 9 and tile(exempt).owed == 0
    assert tile_word(None).th == "–"


def test_an_agency_that_owes_nothing_has_no_row() -> None:
    data = consolidation()
    gone = tuple(o for o in data.obligations if o.agency != "STA")
    names = [row[HEADING] for row in rows(read(replace(data, obligations=gone))["สถานะการส่ง"])]
    assert "สนง.สถิติ" not in names and len(names) == 17


def test_cancelled_not_due_and_not_owed_each_have_their_own_word() -> None:
    data = consolidation(months=7)
    kpis = tuple(replace(kpi, cancel_round=9) if kpi.host == "COM" else kpi for kpi in data.registry.kpis)
    gone = ("2556-04", "2556-05", "2556-06", "2556-07", "2556-08")
    owed = tuple(o for o in data.obligations if not (o.agency == "COM" and o.period in gone and o.form == "monthly_progress"))
    book = read(replace(data, registry=replace(data.registry, kpis=kpis), obligations=owed))
    commerce = next(row for row in rows(book["สถานะการส่ง"]) if row[HEADING] == "สนง.พาณิชย์")

    assert [commerce[month] for month in ("ต.ค.", "ก.พ.", "เม.ย.", "ส.ค.", "ก.ย.")] == ["–", "ตรงเวลา", "ยกเลิก", "ยกเลิก", "นอกงวด"]
