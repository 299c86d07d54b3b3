"""Who stands first and last where several share a place: nobody is named alone for what others have too."""

from __future__ import annotations

from collections.abc import Sequence

from kpi_excel.core.rollup import ProvinceSummary
from kpi_excel.core.rollup_kpis import Variant
from kpi_excel.core.rollup_ranking import Nation, Placed
from kpi_excel.workbooks.national.edition import National

MOST_NAMED = 2
"""As many as share a place are named; more are counted."""


def all_equal(nation: Nation) -> bool:
    """Two provinces or more, and the last has the score of the first."""
    return len(nation.ranking) > 1 and nation.ranking[-1].place == 1


def best_words(edition: National) -> str:
    """The province with the highest total, or those that share it; "" where there is none."""
    return _end_words(edition, edition.nation.ranking[:1])


def last_words(edition: National) -> str:
    """As `best_words`, of the lowest."""
    return _end_words(edition, edition.nation.ranking[-1:])


def kpi_words(edition: National, variant: Variant) -> tuple[str, str]:
    """Who has the highest and the lowest score of a KPI; each "" where there is nobody, or only the one."""
    scored = variant.scored
    if not scored:
        return "", ""
    first, last = ([one.summary for one in scored if one.place == end.place] for end in (scored[0], scored[-1]))
    if len(scored) == 1:
        return _shared(edition, first), ""
    if len(first) == len(scored):
        equal = equal_words(edition, len(scored), len(variant.answers))
        return equal, equal
    return _shared(edition, first), _shared(edition, last)


def equal_words(edition: National, scored: int, whole: int) -> str:
    """That those with a score all have the same."""
    if scored == whole:
        return edition.pick("เท่ากันทุกจังหวัด", "all the same")
    return edition.pick(f"เท่ากันทั้ง {scored} จังหวัดที่มีคะแนน", f"all {scored} scored the same")


def split_places(ranking: Sequence[Placed], most: int) -> tuple[Sequence[Placed], Sequence[Placed]]:
    """The first places and the last ones, at most so many each. Few stand there all, none twice.

    Who shares the first place is not among the last, unless all do.
    """
    tied = sum(one.place == 1 for one in ranking)
    half = (len(ranking) + 1) // 2
    if tied == len(ranking):
        left = ranking[: min(most, half)]
        return left, ranking[len(left) : len(left) + most]
    left = ranking[: min(most, max(half, tied))]
    return left, ranking[max(len(left), tied, len(ranking) - most) :]


def place_heads(edition: National, left: Sequence[Placed], right: Sequence[Placed]) -> tuple[str, str]:
    """What stands above both; how many share a place where not all of them stand below."""
    nation = edition.nation
    if all_equal(nation):
        return equal_words(edition, len(nation.ranking), len(nation.provinces)), ""
    heads = []
    for side, shown, word in ((0, left, ("อันดับต้น", "First places")), (-1, right, ("อันดับท้าย", "Last places"))):
        head = edition.pick(*word)
        if shown:
            place = shown[side].place
            sharing = sum(one.place == place for one in nation.ranking)
            if sharing > sum(one.place == place for one in shown):
                head += edition.pick(f"  (ร่วม {sharing} จังหวัด)", f"  ({sharing} share)")
        heads.append(head)
    return heads[0], heads[1]


def _end_words(edition: National, end: Sequence[Placed]) -> str:
    nation = edition.nation
    if not end:
        return ""
    if all_equal(nation):
        return equal_words(edition, len(nation.ranking), len(nation.provinces))
    return _shared(edition, [one.summary for one in nation.ranking if one.place == end[0].place])


def _shared(edition: National, sharing: Sequence[ProvinceSummary]) -> str:
    if len(sharing) > MOST_NAMED:
        return edition.count(len(sharing), "จังหวัด", "provinces")
    return " · ".join(edition.name(one) for one in sharing)
