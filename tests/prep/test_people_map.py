"""Everyone stands in the cell of influence and interest, under a short name of their own, and arrows reach everyone."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from builders import a_dossier
from prep.people_map import PeopleMap, people_map
from prep.relations import relations


def a_map(*people: Mapping[str, object]) -> PeopleMap:
    builder = a_dossier()
    for one in people:
        builder = builder.with_stakeholder(**one)
    everyone = relations(builder.build()).people
    return people_map(everyone, everyone)


def test_a_short_name_is_the_family_name_initials_or_a_number_and_nobody_shares_one() -> None:
    names = (
        "長谷川 誠一",
        "大友律子",
        "Helen Strand",
        "",
        "田中 太郎",
        "田中 次郎",
        "Tom de la Cruz",
        "👍 👍",
        "יעל כהן",
    )
    found = a_map(*({"name": name} for name in names))
    shown = [found.short[f"stakeholders[s{number}]"] for number in range(1, 10)]
    assert shown == ["長谷川", "大友", "HS", "#4", "田中1", "田中2", "TDL", "#8", "#9"]


def test_arrows_go_through_a_cell_then_to_the_nearest_row_or_along_it() -> None:
    found = a_map(
        *({"influence": 3, "interest": 3} for _ in range(4)),
        {"influence": 5, "interest": 1},
        {"influence": 3, "interest": 5},
    )
    at = [f"stakeholders[s{number}]" for number in range(1, 7)]
    assert found.neighbour(at[0], 1, 0, 2) == at[1]
    assert found.neighbour(at[0], 0, -1, 2) == at[2]
    assert found.neighbour(at[1], 1, 0, 2) == at[5]
    assert found.neighbour(at[0], 0, 1, 2) == at[4]
    assert found.neighbour(at[4], 0, -1, 2) == at[0]
    assert found.neighbour(at[5], -1, 0, 2) == at[1]
    assert found.neighbour(at[4], -1, 0, 2) == at[4]
    assert found.neighbour("stakeholders[gone]", 1, 0, 2) == "stakeholders[gone]"


@given(
    st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=1, max_size=40),
    st.integers(min_value=1, max_value=3),
)
def test_everyone_can_be_reached_by_arrows_from_anyone(cells: list[tuple[int, int]], in_line: int) -> None:
    found = a_map(*({"influence": influence, "interest": interest} for influence, interest in cells))
    everyone = {place for places in found.cells.values() for place in places}
    for start in (min(everyone), max(everyone)):
        reached, left = {start}, [start]
        while left:
            here = left.pop()
            for across, up in ((1, 0), (-1, 0), (0, 1), (0, -1)):
                there = found.neighbour(here, across, up, in_line)
                if there not in reached:
                    reached.add(there)
                    left.append(there)
        assert reached == everyone
