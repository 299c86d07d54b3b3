"""A reminder: what one agency has to send, by when, and whom to ask; said as a colleague says it, nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kpi_excel.core.consolidation import Overdue
from kpi_excel.core.deadlines import kpis_in_words
from kpi_excel.core.model import Agency, Registry, Settings
from kpi_excel.core.periods import day_text, long_date, short_date
from kpi_excel.core.text import Text
from kpi_excel.letters.plain import one_line


@dataclass(frozen=True, slots=True)
class Reminded:
    """One line of a reminder. `handin`: when the province has to hand it on; `attached`: names of workbooks."""

    line: Overdue
    is_late: bool
    handin: date | None = None
    attached: tuple[str, ...] = ()

    @property
    def section(self) -> str:
        """Where the letter lists it."""
        return self.line.kind if self.is_late or self.line.kind == "correction" else "coming"


SECTIONS = {
    "submission": Text("เลยกำหนดแล้ว ยังไม่ได้รับ", "Past the date, not received yet"),
    "correction": Text("ได้รับแล้ว รอฉบับแก้ไข", "Received, awaiting corrections"),
    "step": Text("ขั้นตอนตามแผนปฏิบัติการที่เลยกำหนด", "Planned steps past their date"),
    "coming": Text("ใกล้ครบกำหนด", "Due soon"),
}
"""What a reminder may list, in this order."""


def subject_of(registry: Registry, items: Sequence[Reminded], lang: str) -> str:
    """What the letter is about: how much is late, else the first date that comes."""
    province = one_line(registry.settings.province, 40)
    late = sum(1 for item in items if item.is_late)
    if late:
        words = Text(f"ขอความอนุเคราะห์ส่งข้อมูลตัวชี้วัดที่เลยกำหนด {late} รายการ", f"{late} KPI item(s) past their date")
    else:
        first = min(item.line.due for item in items)
        words = Text(f"แจ้งล่วงหน้า ตัวชี้วัดครบกำหนด {short_date(first)}", f"KPI reports due {short_date(first, 'en')}")
    return Text(f"{words.th} (จังหวัด{province})", f"{words.en} ({province} province)").say(lang)


def body_of(registry: Registry, agency: Agency, items: Sequence[Reminded], as_of: date, lang: str) -> str:
    """The message itself."""
    settings, name = registry.settings, one_line(agency.name)
    contact = Text(f"(ผู้ประสาน: {one_line(agency.contact)})", f"(attention: {one_line(agency.contact)})")
    opening = Text(
        f"ณ วัน{long_date(as_of)} จังหวัดขอแจ้งสถานะการส่งข้อมูลตัวชี้วัดของ{name} ดังนี้",
        f"This is where the KPI reports of {name} stand on {long_date(as_of, 'en')}:",
    )
    lines = [
        Text(f"เรียน หัวหน้าหน่วยงานเจ้าภาพตัวชี้วัด {name}", f"To the head of {name}").say(lang),
        *([contact.say(lang)] if agency.contact else []), "", opening.say(lang),
        *_listed(registry, items, lang), "", *_closing(settings, items, lang),
    ]  # fmt: skip
    return "\n".join(lines)


def letter_of(registry: Registry, agency: Agency, items: Sequence[Reminded], as_of: date, lang: str) -> bytes:
    """The same as a letter to print or to copy into LINE: a text file that every Windows program opens."""
    head = [
        Text(f"วันที่ {short_date(as_of)}", short_date(as_of, "en")).say(lang),
        Text("เรื่อง ", "Subject: ").say(lang) + subject_of(registry, items, lang), "",
    ]  # fmt: skip
    text = "\n".join(head) + "\n" + body_of(registry, agency, items, as_of, lang) + "\n"
    return text.replace("\n", "\r\n").encode("utf-8-sig")


def _listed(registry: Registry, items: Iterable[Reminded], lang: str) -> Iterator[str]:
    number = 0
    for section, title in SECTIONS.items():
        listed = [item for item in items if item.section == section]
        if listed:
            yield from ("", title.say(lang))
        for item in listed:
            number += 1
            yield from _item(registry, item, number, lang)


def _item(registry: Registry, item: Reminded, number: int, lang: str) -> Iterator[str]:
    line = item.line
    yield f"  {number}. {one_line(line.what.say(lang))}  ({kpis_in_words(registry, line.kpi_nos).say(lang)})"
    yield f"     {_when(item).say(lang)}"
    if item.handin is not None:
        day = day_text(item.handin)
        yield "     " + Text(
            f"จังหวัดต้องส่งต่อ ก.พ.ร. ภายใน {day.th}", f"The province hands it on to OPDC by {day.en}"
        ).say(lang)
    if item.attached:
        names = ", ".join(item.attached)
        yield "     " + Text(f"ไฟล์ที่แนบ: {names}", f"Attached: {names}").say(lang)


def _when(item: Reminded) -> Text:
    due, days = item.line.due, item.line.days
    if item.is_late:
        rest = Text(f"ช้า {days} วัน", f"{days} day(s) late")
    elif days:
        rest = Text(f"เหลือ {days} วัน", f"{days} day(s) left")
    else:
        rest = Text("วันนี้", "today")
    return Text(f"กำหนด วัน{long_date(due)}  {rest.th}", f"Due {long_date(due, 'en')}, {rest.en}")


def _closing(settings: Settings, items: Iterable[Reminded], lang: str) -> Iterator[str]:
    attached = any(item.attached for item in items)
    where = one_line(settings.office_email) or one_line(settings.office)
    do = Text("กรุณากรอกไฟล์ที่แนบแล้วส่งกลับ", "Please fill in the attached files and return them")
    do = do if attached else Text("กรุณาส่ง", "Please send them")
    yield Text(f"{do.th}ที่ {where}", f"{do.en} to {where}").say(lang) if where else do.say(lang)
    phone = one_line(settings.office_phone)
    ask = Text(f" โทร. {phone}", f", tel. {phone}") if phone else Text("", "")
    yield Text(
        f"หากติดขัดเรื่องใด สอบถามได้ทันที{ask.th} ทางจังหวัดยินดีช่วย",
        f"If anything is in the way, just ask{ask.en}; we are glad to help.",
    ).say(lang)
    yield Text(
        "หากได้ส่งมาแล้ว ขออภัยและขอขอบคุณ", "If they are on their way already, thank you, and never mind this note."
    ).say(lang)
    yield from ("", Text("ขอแสดงความนับถือ", "Yours sincerely").say(lang))
    office, province = one_line(settings.office), one_line(settings.province)
    if office:
        yield office
    if province not in office:
        yield Text(f"จังหวัด{province}", f"{province} province").say(lang)
