"""Which issued forms a returned file is likely to be one of, by its name: for judges that cannot look them up."""

from __future__ import annotations

import re
from functools import cached_property

from kpi_excel.forms.token import find_tokens, is_genuine
from kpi_excel.stages.house import House
from kpi_excel.store.issued import Mark, issued_mark, issued_note, issued_serials

_SENT_AT_MOST = 4
"""A form is issued anew when what is known of the agency changed, and with every feedback."""


class IssuedIndex:
    """The genuine issued forms of a workspace by agency, form and period. A name is only a hint: a wrong one costs time alone."""

    def __init__(self, house: House) -> None:
        self._house = house

    def likely_for(self, name: str) -> list[bytes]:
        """The records of the forms that a file of this name may be, as they lie in the archive."""
        named = self._named.search(name)
        serials = self._serials.get((named[1], named[2], named[3]), []) if named else []
        return [note for serial in serials if (note := issued_note(self._house.archive, serial)) is not None]

    @cached_property
    def _named(self) -> re.Pattern[str]:
        forms = "|".join(map(re.escape, self._house.specs))
        return re.compile(rf"([0-9A-Za-z-]+)_({forms})_([0-9]{{4}}-[0-9a-z]+)")

    @cached_property
    def _serials(self) -> dict[tuple[str, str, str], list[str]]:
        found: dict[tuple[str, str, str], list[str]] = {}
        key = self._house.key
        for serial in issued_serials(self._house.archive):
            mark = issued_mark(self._house.archive, serial) or Mark("", "", "")
            for token in find_tokens(mark.token)[0]:
                if token.serial == serial and is_genuine(token, key, mark.spec_digest, mark.content_digest):
                    found.setdefault((token.agency, token.form, token.period), []).append(serial)
        return {key: serials[-_SENT_AT_MOST:] for key, serials in found.items()}
