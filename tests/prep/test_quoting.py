"""Quotes out of notes, and changes out of conversations: what they start with, and what is there already."""

from __future__ import annotations

import datetime as dt

import pytest

from builders import TODAY, DossierBuilder, a_dossier
from prep import edits
from prep.change_log import CHANGES, change_values, idea_now, likely_kind
from prep.model.evidence import Consent, Quote, QuoteKind
from prep.model.idea import ChangeKind
from prep.model.people import PressureTest
from prep.model.preparation import Language
from prep.quoting import known_quote, proposed_kind, quote_values, quoted_in, quotes_of
from prep.sentences import Span

NOTES = "Dana: We hear it\r\ntoo late. Why not call them first? It costs too much."


def with_notes(notes: str = NOTES, **fields: object) -> DossierBuilder:
    return a_dossier().with_stakeholder().with_conversation(notes=notes, **fields)


def test_a_quote_starts_with_its_speaker_date_and_conversation_and_unasked() -> None:
    dossier = with_notes().build()
    held = dossier.preparation.conversations[0]
    after, place = edits.add(dossier, "quotes", quote_values(dossier, held, "We hear it too late."))
    assert place == "quotes[q1]"
    assert after.preparation.quotes[0] == Quote(
        id="q1",
        stakeholder_id="s1",
        conversation_id="c1",
        source="1:1",
        date=dt.date(2026, 11, 1),
        text="We hear it too late.",
        kind=QuoteKind.SUPPORT,
        consent=Consent.NOT_ASKED,
    )


def test_where_it_was_said_is_written_in_the_preparations_language() -> None:
    dossier = with_notes().with_fields(language=Language.JA).build()
    assert quote_values(dossier, dossier.preparation.conversations[0], "はい")["source"] == "1on1"


def test_a_conversation_with_someone_unknown_gives_a_quote_without_a_speaker() -> None:
    dossier = with_notes(stakeholder_id="s9").build()
    values = quote_values(dossier, dossier.preparation.conversations[0], "Yes")
    assert edits.add(dossier, "quotes", values)[0].preparation.quotes[0].stakeholder_id is None


@pytest.mark.parametrize(
    ("words", "test", "kind"),
    [
        ("現場はむしろ歓迎するよ。", None, QuoteKind.SUPPORT),
        ("ただ、どこまで上がれば元が取れるのか。", None, QuoteKind.CONCERN),
        ("電話を加えてはどうでしょう。提案です", None, QuoteKind.IDEA),
        ("Why not call them first?", None, QuoteKind.IDEA),
        ("I am WORRIED about cost", None, QuoteKind.CONCERN),
        ("We start on Monday", PressureTest.FAILS, QuoteKind.CONCERN),
        ("We start on Monday", PressureTest.HOLDS, QuoteKind.SUPPORT),
    ],
)
def test_a_kind_is_proposed_from_the_words_and_then_from_the_conversation(
    words: str, test: PressureTest | None, kind: QuoteKind
) -> None:
    assert proposed_kind(words, test) is kind


def test_what_is_a_quote_already_is_found_in_the_notes_whatever_its_line_breaks() -> None:
    builder = with_notes().with_quote(text="We hear it too late.", conversation_id="c1")
    dossier = builder.with_quote(text="Elsewhere").with_quote(text="It costs", conversation_id="c1").build()
    held = dossier.preparation.conversations[0]
    found = [(NOTES[one.span.start : one.span.end], one.quote_id) for one in quoted_in(dossier, held)]
    assert found == [("We hear it\r\ntoo late.", "q1"), ("It costs", "q3")]
    assert [one.id for one in quotes_of(dossier, held)] == ["q1", "q3"]


def test_the_same_words_and_a_part_of_a_quote_are_known_and_the_same_word_elsewhere_is_not() -> None:
    dossier = with_notes(NOTES + " We call.").with_quote(text="We hear it too late.", conversation_id="c1").build()
    held = dossier.preparation.conversations[0]
    nowhere = Span(70, 72)
    assert known_quote(dossier, held, "we hear it　too late.", nowhere) is not None
    assert known_quote(dossier, held, "hear", Span(9, 13)) is not None
    assert known_quote(dossier, held, "We", nowhere) is None
    assert known_quote(dossier, held, "", Span(0, 0)) is None


def test_a_change_starts_from_what_the_idea_says_now_and_names_its_conversation() -> None:
    builder = with_notes().with_initiative(summary="Six films", scope="All members")
    dossier = builder.build()
    values = change_values(dossier, dossier.preparation.conversations[0], ChangeKind.TIGHTEN)
    change = edits.add(dossier, CHANGES, values)[0].preparation.initiative.changes[0]
    assert (change.date, change.kind, change.from_, change.to, change.conversation_id) == (
        dt.date(2026, 11, 1),
        ChangeKind.TIGHTEN,
        "Six films",
        "",
        "c1",
    )


def test_without_a_summary_the_scope_is_what_it_says_and_a_talk_ahead_is_dated_today() -> None:
    dossier = with_notes(date="2027-01-10").with_initiative(summary=" ", scope="All members").build()
    assert idea_now(dossier) == "All members"
    assert change_values(dossier, dossier.preparation.conversations[0], ChangeKind.EXTEND)["date"] == TODAY


@pytest.mark.parametrize(
    ("test", "kind"), [(None, "extend"), ("holds", "extend"), ("adjust", "tighten"), ("fails", "reframe")]
)
def test_what_the_pressure_test_showed_suggests_how_the_idea_changed(test: str | None, kind: str) -> None:
    assert likely_kind(with_notes(pressure_test=test).build().preparation.conversations[0]).value == kind
