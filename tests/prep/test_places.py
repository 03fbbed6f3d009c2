"""Places: every record can be addressed, however odd its id."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from properties import examples

from builders import a_dossier
from prep.errors import EditError
from prep.model.evidence import Point, Quote
from prep.places import each, exists, keys, read

ODD_IDS = st.lists(
    st.one_of(
        st.sampled_from(["q1", "", "0", "1", "#1", "a]", "a].text", "a].evidence[0", "]", ".", "[", "あ", "a", "1].x"]),
        st.text(max_size=4),
    ),
    max_size=6,
)


@given(ODD_IDS)
@examples(100)
def test_every_record_can_be_read_back_at_its_place(ids: list[str]) -> None:
    quotes = tuple(Quote(id=one, text=f"words {number}") for number, one in enumerate(ids))
    dossier = a_dossier(quotes=quotes).build()
    for place, quote in each("quotes", quotes):
        assert read(dossier, place) is quote
        assert read(dossier, f"{place}.text") == quote.text


@given(st.text(max_size=12))
@examples(100)
def test_no_text_as_a_place_does_more_than_refuse(place: str) -> None:
    dossier = a_dossier().with_quote().with_metric().build()
    for one in (place, f"quotes[{place}", f"metrics[m1].{place}", f"organisation.goals[{place}]"):
        exists(dossier, one)


def test_plain_ids_stand_in_brackets_and_the_index_where_they_would_mislead() -> None:
    assert keys([Quote(id="q2"), Quote(id="q7")]) == ("q2", "q7")
    assert keys([Quote(id="q2"), Quote(id="q2")]) == ("q2", "1")
    assert keys([Quote(id="1"), Quote(id="1")]) == ("1", "#1")
    assert keys([Point(), Point()]) == ("0", "1")


def test_places_reach_lists_in_lists_mappings_and_the_organisation() -> None:
    builder = a_dossier().with_goal(title="Grow").with_metric(series=[{"date": "2026-10-31", "value": 3}])
    dossier = builder.with_ask(from_=("s1",)).build()
    assert read(dossier, "metrics[m1].series[0].date") == dt.date(2026, 10, 31)
    assert read(dossier, "organisation.goals[g1].title") == "Grow"
    assert read(dossier, "organisation.name") == "Kestrel"
    assert read(dossier, "asks[a1].from") == ("s1",)
    assert read(dossier, "asks[a1].from[0]") == "s1"


def test_what_is_absent_reads_as_its_default_and_does_not_exist() -> None:
    dossier = a_dossier().with_objection().build()
    assert read(dossier, "objections[o1].next_step") is None
    assert read(dossier, "objections[o1].next_step.what") == ""
    assert read(dossier, "rollout.share.with") == ()
    assert read(dossier, "deck.title_overrides[why]") is None
    assert not exists(dossier, "objections[o1].next_step")
    assert not exists(dossier, "rollout.share.with")
    assert exists(dossier, "objections[o1].acknowledge")


@pytest.mark.parametrize("place", ["nowhere", "quotes[q9]", "title.x", "quotes[q1]text", "quotes[q1].", "why..text"])
def test_an_unknown_place_is_refused(place: str) -> None:
    dossier = a_dossier().with_quote().build()
    assert not exists(dossier, place)
    with pytest.raises(EditError):
        read(dossier, place)
