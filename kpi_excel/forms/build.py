"""Registry + what is known → the content of one agency's form, sheet by sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from kpi_excel.core.handover import changes_of
from kpi_excel.core.model import Agency, Kpi, Registry
from kpi_excel.core.periods import Period, PeriodKind, long_date, short_date
from kpi_excel.core.registers import role_word
from kpi_excel.core.text import Text
from kpi_excel.forms.build_pages import page_row
from kpi_excel.forms.build_rows import table_rows
from kpi_excel.forms.content import FormContent, SheetContent, TableContent
from kpi_excel.forms.known import Known
from kpi_excel.forms.page_fields import page_for
from kpi_excel.forms.spec import FormSpec, SheetSpec

_LESSONS = Text("บทเรียนที่ยังเปิดอยู่ของท่าน", "Your open lessons")
_CHANGES = Text("เปลี่ยนผู้รับผิดชอบ: ตรวจแถวส่งมอบและผู้เก็บหลักฐาน", "People changed: check the hand-over and who keeps the evidence")
_JUST_BEFORE = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Order:
    """One form to be made: whose, for which period, about which KPIs (as they count), due when."""

    spec: FormSpec
    registry: Registry
    agency: Agency
    period: Period
    kpis: tuple[Kpi, ...]
    dues: Mapping[str, date]
    known: Known
    lang: str = "th"


def build_content(order: Order) -> FormContent:
    """Everything the form says."""
    sheets: list[SheetContent] = []
    for spec in order.spec.sheets:
        if spec.kind == "page":
            sheets += [_page(order, spec, kpi) for kpi in order.kpis]
        elif (sheet := _tables(order, spec)) is not None:
            sheets.append(sheet)
    return FormContent(
        spec=order.spec, agency=order.agency, period=order.period, settings=order.registry.settings, lang=order.lang,
        due=due_sentence(order.dues, order.lang), covers=_covers(order), supervisor=_supervisor(order),
        sheets=tuple(sheets), notices=_notices(order),
    )  # fmt: skip


def due_sentence(dues: Mapping[str, date], lang: str) -> str:
    """`พุธที่ 20 ก.พ. 2556`; with several dates each one names its KPIs."""
    days: dict[date, list[str]] = {}
    for kpi_no, day in dues.items():
        days.setdefault(day, []).append(kpi_no)
    if len(days) <= 1:
        return "".join(long_date(day, lang) for day in days)
    return "  ·  ".join(f"{long_date(day, lang)} ({', '.join(days[day])})" for day in sorted(days))


def _covers(order: Order) -> str:
    period, lang = order.period, order.lang
    start = period.fiscal_year.start if period.kind is PeriodKind.MONTH else period.start
    return f"{short_date(start, lang)} – {short_date(period.end, lang)}"


def _supervisor(order: Order) -> str:
    day = order.period.end
    people = [order.registry.person_on(kpi.kpi_no, "supervisor", day) for kpi in order.kpis]
    names = dict.fromkeys(f"{p.name}  {p.position}".strip() for p in people if p is not None)
    return " · ".join(list(names)[:2])


def _words(order: Order, kpi: Kpi | None = None) -> dict[str, str]:
    return {
        "period": order.period.label(order.lang), "year": str(order.period.fiscal_year.year),
        "kpi_no": kpi.kpi_no if kpi else "", "name": kpi.name if kpi else "", "code": kpi.row_code if kpi else "",
    }  # fmt: skip


def _captions(order: Order, dues: Mapping[str, date]) -> tuple[tuple[str, str], ...]:
    lang = order.lang
    is_month = order.period.kind is PeriodKind.MONTH
    covered = Text("ผลสะสมตั้งแต่", "Result since") if is_month else Text("ช่วงเวลา", "Period covered")
    return (
        (Text("หน่วยงานเจ้าภาพ", "Host agency").say(lang), order.agency.name),
        (Text("ส่งสำนักงานจังหวัดภายใน", "Due at the provincial office").say(lang), due_sentence(dues, lang)),
        (covered.say(lang), _covers(order)),
        (Text("ผู้กำกับดูแลตัวชี้วัด", "KPI supervisor").say(lang), _supervisor(order) or "–"),
    )


def _page(order: Order, general: SheetSpec, kpi: Kpi) -> SheetContent:
    words, spec = _words(order, kpi), page_for(general, kpi)
    dues = {kpi.kpi_no: order.dues[kpi.kpi_no]} if kpi.kpi_no in order.dues else {}
    return SheetContent(
        spec, spec.title.say(order.lang).format(**words), spec.heading.say(order.lang).format(**words),
        _captions(order, dues), page=page_row(order.spec, spec, kpi, order.registry, order.known, order.period, order.lang),
    )  # fmt: skip


def _tables(order: Order, spec: SheetSpec) -> SheetContent | None:
    tables = []
    for table in spec.tables:
        rows = table_rows(table, order.kpis, order.known, order.period, order.lang)
        if rows or not spec.optional:
            tables.append(TableContent(table, tuple(rows)))
    if not tables:
        return None
    head = {item.key: order.known.head.get(item.key, "") for item in spec.head}
    return SheetContent(
        spec, spec.title.say(order.lang), spec.heading.say(order.lang).format(**_words(order)),
        _captions(order, order.dues), head=head, tables=tuple(tables),
    )  # fmt: skip


def _notices(order: Order) -> tuple[tuple[Text, tuple[str, ...]], ...]:
    """Open lessons of this agency stand on its forms until they are closed (minutes, M10)."""
    own = {kpi.kpi_no for kpi in order.kpis}
    lessons = [
        f"{lesson.lesson}" + (f"  →  {lesson.measure}" if lesson.measure else "")
        for lesson in order.registry.lessons
        if lesson.is_open and (lesson.agency == order.agency.code or (not lesson.agency and lesson.kpi_no in own))
    ]
    told = ((_LESSONS, tuple(lessons)), (_CHANGES, tuple(_changes(order))))
    return tuple((title, lines) for title, lines in told if lines)


def _changes(order: Order) -> Iterator[str]:
    """Who took over from whom shortly before the period or in it: the next form says so (minutes, M9)."""
    own, same = {kpi.kpi_no for kpi in order.kpis}, dict[tuple[date, str, str, str], list[str]]()
    for change in changes_of(order.registry, order.period.end):
        if change.kpi_no in own and change.on >= order.period.start - _JUST_BEFORE:
            came = change.came.name if change.came else "–"
            same.setdefault((change.on, change.role, change.left.name, came), []).append(change.kpi_no)
    for (on, role, left, came), kpi_nos in sorted(same.items()):
        yield f"{short_date(on, order.lang)}  {role_word(role).say(order.lang)} {', '.join(kpi_nos)}: {left}  →  {came}"


