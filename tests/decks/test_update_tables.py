from __future__ import annotations

import pytest
from pptx.dml.color import RGBColor
from update_builders import add_row, cells, delete_row, edited, of_rows, opened, put, table_of, written

from decks.pptx.update.updating import Choice, update_deck

A, B, C, D = ("a", "1", "CRM"), ("b", "2", "Survey"), ("c", "3", "CRM"), ("d", "4", "Desk")


def test_a_cell_changed_by_hand_stays_and_a_cell_of_the_preparation_comes_in() -> None:
    before = edited(written(of_rows(A, B, C)), put(1, 1, "one"))
    found = update_deck(written(of_rows(A, B, ("c", "33", "CRM"))), before, {})
    assert cells(found.data) == [("a", "one", "CRM"), B, ("c", "33", "CRM")]
    assert [(kept.what, kept.text) for kept in found.kept] == [("cell", "one")]
    assert not found.conflicts


def test_both_changed_a_cell_is_a_conflict_of_that_cell_alone() -> None:
    before = edited(written(of_rows(A, B, C)), put(2, 1, "two"))
    fresh = written(of_rows(A, ("b", "22", "Poll"), C))
    found = update_deck(fresh, before, {})
    assert cells(found.data) == [A, ("b", "two", "Poll"), C]
    assert [(one.what, one.hand, one.preparation) for one in found.conflicts] == [("cell", "two", "22")]
    again = update_deck(fresh, found.data, {})
    assert again.conflicts == found.conflicts
    ref = found.conflicts[0].ref
    assert cells(update_deck(fresh, found.data, {ref: Choice.PREPARATION}).data)[1] == ("b", "22", "Poll")
    kept = update_deck(fresh, found.data, {ref: Choice.HAND}).data
    assert not update_deck(fresh, kept, {}).conflicts
    assert cells(kept)[1] == ("b", "two", "Poll")


def test_a_row_added_by_hand_stays_where_it_is_and_one_of_the_preparation_comes_in() -> None:
    before = edited(written(of_rows(A, B, C)), add_row(1, "by", "hand", "me"))
    found = update_deck(written(of_rows(A, B, D, C)), before, {})
    assert cells(found.data) == [A, ("by", "hand", "me"), B, D, C]
    assert ("row", "by\thand\tme") in [(kept.what, kept.text) for kept in found.kept]


def test_a_row_deleted_by_hand_stays_away_until_the_preparation_changes_it() -> None:
    before = edited(written(of_rows(A, B, C)), delete_row(2))
    once = update_deck(written(of_rows(A, B, ("c", "33", "CRM"))), before, {})
    assert cells(once.data) == [A, ("c", "33", "CRM")]
    assert [(kept.what, kept.text) for kept in once.kept] == [("removed", "b\t2\tSurvey")]
    fresh = written(of_rows(A, ("b", "22", "Survey"), ("c", "33", "CRM")))
    found = update_deck(fresh, once.data, {})
    (conflict,) = found.conflicts
    assert (conflict.what, conflict.hand, conflict.preparation) == ("dropped", "", "b\t22\tSurvey")
    assert cells(found.data) == [A, ("c", "33", "CRM")]
    taken = update_deck(fresh, found.data, {conflict.ref: Choice.PREPARATION}).data
    assert cells(taken) == [A, ("b", "22", "Survey"), ("c", "33", "CRM")]


def test_a_row_that_the_preparation_dropped_goes_unless_a_person_worked_on_it() -> None:
    before = edited(written(of_rows(A, B, C, D)), put(3, 1, "three"))
    fresh = written(of_rows(A, D))
    found = update_deck(fresh, before, {})
    assert cells(found.data) == [A, ("c", "three", "CRM"), D]
    assert [(one.what, one.hand, one.preparation) for one in found.conflicts] == [("removed", "c\tthree\tCRM", "")]
    again = update_deck(fresh, found.data, {})
    assert again.conflicts == found.conflicts
    taken = update_deck(fresh, again.data, {found.conflicts[0].ref: Choice.PREPARATION}).data
    assert cells(taken) == [A, D]
    kept = update_deck(fresh, again.data, {found.conflicts[0].ref: Choice.HAND}).data
    assert not update_deck(fresh, kept, {}).conflicts
    assert cells(kept) == [A, ("c", "three", "CRM"), D]


def test_new_words_come_into_a_cell_that_was_coloured_by_hand() -> None:
    def colour(deck: object) -> None:
        cell = table_of(deck).cell(2, 1)  # type: ignore[arg-type]
        cell.fill.solid()
        cell.fill.fore_color.rgb = RGBColor(0xFF, 0xE0, 0x00)
        cell.text_frame.paragraphs[0].runs[0].font.bold = True

    before = edited(written(of_rows(A, B, C)), colour)
    found = update_deck(written(of_rows(A, ("b", "22", "Survey"), C, D)), before, {})
    table = table_of(opened(found.data))
    assert cells(found.data) == [A, ("b", "22", "Survey"), C, D]
    assert table.cell(2, 1).fill.fore_color.rgb == RGBColor(0xFF, 0xE0, 0x00)
    assert table.cell(2, 1).text_frame.paragraphs[0].runs[0].font.bold
    assert not found.conflicts


def test_a_row_moved_by_hand_stays_moved_and_takes_new_words() -> None:
    before = edited(written(of_rows(A, B, C)), delete_row(1), add_row(2, *A))
    found = update_deck(written(of_rows(("a", "11", "CRM"), B, C)), before, {})
    assert cells(found.data) == [B, C, ("a", "11", "CRM")]


@pytest.mark.parametrize("fresh", [of_rows(A, B, C), of_rows(A, ("b", "22", "Survey"), D), of_rows(D)])
def test_updating_a_table_twice_is_updating_it_once(fresh: object) -> None:
    before = edited(written(of_rows(A, B, C)), put(1, 0, "x"), add_row(2, "by", "hand", "me"), delete_row(4))
    new = written(fresh)  # type: ignore[arg-type]
    once = update_deck(new, before, {}).data
    assert update_deck(new, once, {}).data == once
