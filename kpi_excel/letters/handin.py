"""The e-mail with which the province hands a month's policy report in to OPDC."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kpi_excel.core.deadlines import kpis_in_words
from kpi_excel.core.model import Registry
from kpi_excel.core.periods import short_date
from kpi_excel.core.policy_month import PolicyMonth
from kpi_excel.core.text import Text
from kpi_excel.letters.draft import Attachment, Draft, addresses_in
from kpi_excel.letters.plain import one_line


def handin_mail(registry: Registry, month: PolicyMonth, workbook: Attachment, as_of: date, lang: str) -> Draft:
    """The draft with the workbook attached. Where the registry names no address, the province fills it in itself."""
    settings = registry.settings
    province, label = one_line(settings.province, 40), Text(month.period.label(), month.period.label("en"))
    subject = Text(
        f"จังหวัด{province} ส่งรายงานผลการดำเนินงานตามนโยบายรัฐบาล ประจำเดือน {label.th}",
        f"{province} province: report on the government's policies, {label.en}",
    ).say(lang)
    lines = [
        Text("เรียน เลขาธิการ ก.พ.ร.", "To the Secretary-General of OPDC").say(lang), "",
        *(said.say(lang) for said in _about(registry, month, label, as_of)), "",
        Text("จึงเรียนมาเพื่อโปรดทราบ", "For your information").say(lang),
        *(one_line(part) for part in (settings.office, settings.office_phone) if part),
    ]  # fmt: skip
    sender = (*addresses_in(settings.office_email), "")[0]
    return Draft(subject, "\n".join(lines), as_of, addresses_in(settings.opdc_email), sender, (workbook,))


def _about(registry: Registry, month: PolicyMonth, label: Text, as_of: date) -> Iterator[Text]:
    province = one_line(registry.settings.province, 40)
    yield Text(
        f"จังหวัด{province}ขอส่งรายงานผลการดำเนินงานตามนโยบายรัฐบาล ประจำเดือน {label.th} ตามไฟล์ที่แนบ",
        f"Please find attached the report of {province} province on the government's policies for {label.en}.",
    )
    yield Text(
        f"รายงานแล้ว {month.reported} จาก {month.owed} ตัวชี้วัด (ข้อมูล ณ {short_date(as_of)})",
        f"{month.reported} of {month.owed} KPIs are reported (as of {short_date(as_of, 'en')}).",
    )
    if month.missing() or month.awaiting():
        yield Text("ยังไม่ได้รับ หรือรอหน่วยงานแก้ไข และจะส่งเพิ่มเติม:", "Not received, or awaiting correction, and to follow:")
    for agency, rows in [*month.missing().items(), *month.awaiting().items()]:
        known = registry.agency(agency)
        name = one_line(known.name if known else agency)
        kpis = kpis_in_words(registry, [row.kpi.kpi_no for row in rows])
        yield Text(f"  - {name} ({kpis.th})", f"  - {name} ({kpis.en})")
