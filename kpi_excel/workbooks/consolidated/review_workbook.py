"""The consultant's sheet alone, as a workbook that can be sent by mail."""

from __future__ import annotations

from kpi_excel.workbooks.consolidated.context import Context
from kpi_excel.workbooks.consolidated.review import ReviewSheet
from kpi_excel.workbooks.writing import Book


def write_review(review: ReviewSheet) -> bytes:
    """The review workbook; the same sheet gives the same bytes."""
    content, token = review.content, review.token
    context = Context.of(content.data, content.lang)
    province, period = content.data.registry.settings.province, content.data.period.label(content.lang)
    book = Book(f"{content.spec.title.say(content.lang)} {province} {period}", subject=token.text)
    book.raw.set_custom_property("kpi_token", token.text, "text")
    review.write(book.sheet(review.TITLE.say(content.lang)), context)
    review.write_lists(book)
    return book.close()
