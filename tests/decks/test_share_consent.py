"""The wall: quotes in their consented form, usable evidence only, names only where they are needed."""

from __future__ import annotations

import datetime as dt

import pytest

from builders import DossierBuilder, a_dossier
from prep import edits
from prep.model.idea import Answer
from prep.readiness.assessment import assess
from prep.share import share
from prep.shareable import Shareable


def _shared(builder: DossierBuilder) -> Shareable:
    dossier = builder.build()
    return share(dossier, assess(dossier))


def _quoted(attribution: str, **fields: object) -> DossierBuilder:
    return (
        a_dossier()
        .with_stakeholder()
        .with_quote(stakeholder_id="s1", attribution=attribution, source="1:1", date="2026-10-19", **fields)
    )


@pytest.mark.parametrize(
    ("attribution", "name", "role", "team", "source", "date"),
    [
        ("named", "Dana", "VP", "Success", "1:1", dt.date(2026, 10, 19)),
        ("role", "", "VP", "Success", "", None),
        ("team", "", "", "Success", "", None),
        ("anonymous", "", "", "", "", None),
    ],
)
def test_a_quote_leaves_in_the_form_it_was_granted_for(
    attribution: str, name: str, role: str, team: str, source: str, date: dt.date | None
) -> None:
    (quote,) = _shared(_quoted(attribution)).quotes
    assert (quote.name, quote.role, quote.team, quote.source, quote.date) == (name, role, team, source, date)
    assert quote.month == dt.date(2026, 10, 1)


@pytest.mark.parametrize("consent", ["not_asked", "asked", "refused"])
def test_a_quote_without_consent_stays_whole_behind_the_wall(consent: str) -> None:
    builder = _quoted("named", consent=consent).with_why(why_do=Answer(text="It pays", evidence=("q1",)))
    shareable = _shared(builder)
    assert shareable.quotes == ()
    assert shareable.why_do.tags == ()


def test_a_speaker_who_is_not_on_the_list_is_named_only_when_named() -> None:
    def name(form: str) -> str:
        return _shared(a_dossier().with_quote(speaker="A bookkeeper", attribution=form)).quotes[0].name

    assert [name(form) for form in ("named", "role", "team", "anonymous")] == ["A bookkeeper", "", "", ""]


def test_only_usable_evidence_is_tagged_and_an_objection_never() -> None:
    builder = a_dossier().with_quote().with_metric().with_metric(source="").with_metric(as_of=None).with_objection()
    shown = _shared(builder.with_why(why_do=Answer(text="It pays", evidence=("q1", "m1", "m2", "m3", "o1", "q1"))))
    assert shown.why_do.tags == ("q1", "m1")


def test_the_ask_with_text_date_and_approver_comes_first_and_its_approvers_lead() -> None:
    builder = (
        a_dossier()
        .with_stakeholder(name="Carl")
        .with_stakeholder(name="Ann", decision_role="approver")
        .with_ask(what="Advise us", **{"from": ["s1"]}, by="2026-12-01")
        .with_ask(what="Approve it", **{"from": ["s1", "s2"]}, by="2026-12-03")
    )
    first, second = _shared(builder).asks
    assert (first.what, first.complete, second.complete) == ("Approve it", True, False)
    assert [person.name for person in first.asked] == ["Ann", ""]


def test_only_1to1s_up_to_today_count_as_consulted() -> None:
    builder = a_dossier()
    for team in ("Sales", " sales ", "Legal", "Data"):
        builder = builder.with_stakeholder(team=team)
    builder = builder.with_conversation(stakeholder_id="s1").with_conversation(stakeholder_id="s1")
    builder = builder.with_conversation(stakeholder_id="s2", date="2026-11-24")
    builder = builder.with_conversation(stakeholder_id="s3", date="2026-11-25")
    builder = builder.with_conversation(stakeholder_id="s4", kind="message")
    shown = _shared(builder)
    assert (shown.people_consulted, shown.teams_consulted) == (2, 1)


def test_a_text_that_only_looks_filled_leaves_empty() -> None:
    assert _shared(a_dossier().with_initiative(scope="\u3000\u200b")).idea.scope == ""


def test_a_title_that_only_looks_filled_replaces_none() -> None:
    dossier = edits.replace(a_dossier().build(), "deck.title_overrides", {"1": "\u200b", "2": "Ours"})
    assert share(dossier, assess(dossier)).title_overrides == {"1": "", "2": "Ours"}
