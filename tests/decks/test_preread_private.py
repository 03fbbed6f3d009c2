"""Nothing private leaves: a marker in every field of the model, looked for in every part of every deck."""

from __future__ import annotations

import io
import zipfile
from typing import Literal

import pytest
from marked import PUBLIC, Marker, found_in, marked_dossier

from decks.deck import Deck
from decks.layout.pages import paginate
from decks.lint import lint
from decks.markdown import markdown
from decks.pptx.write import write_deck
from decks.preread import preread
from decks.rollout import missing_directive, rollout
from prep.model.dossier import Dossier
from prep.readiness.assessment import assess
from prep.share import share
from prep.words import LANGUAGES, Lang
from tui.actions.covering import covering_text

IDS_THAT_JOIN = {
    "organisation.goals.id",
    "objections.id",
    "asks.id",
    "wins.id",
    "rollout.journeys.id",
    "rollout.tactics.id",
    "rollout.tactics.journey_ids",
}
"""Ids by which the deck joins records; they are never shown. No stakeholder's is among them."""


def _decks(dossier: Dossier, language: Lang) -> tuple[Deck, Deck]:
    shareable = share(dossier, assess(dossier), language)
    assert missing_directive(shareable) == ()
    return preread(shareable), rollout(shareable)


def _leaks(text: str, marker: Marker) -> dict[str, str]:
    private = marker.private()
    return {word: private[word] for word in found_in(text) if word in private}


def _parts(data: bytes) -> str:
    """All text of a package, with the packages inside it (chart workbooks)."""
    texts = []
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            part = package.read(name)
            texts.append(name)
            texts.append(_parts(part) if part[:2] == b"PK" else part.decode("utf-8", "replace"))
    return "\n".join(texts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_private_field_reaches_what_may_leave(language: Lang) -> None:
    dossier, marker = marked_dossier()
    leaks = _leaks(repr(share(dossier, assess(dossier), language)), marker)
    assert set(leaks.values()) <= IDS_THAT_JOIN


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_private_field_reaches_a_deck_or_its_markdown(language: Lang) -> None:
    dossier, marker = marked_dossier()
    for deck in _decks(dossier, language):
        assert _leaks(repr(deck), marker) == {}
        assert _leaks(markdown(deck), marker) == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["preread", "rollout"])
def test_no_private_field_reaches_the_message_that_goes_with_a_deck(
    language: Lang, kind: Literal["preread", "rollout"]
) -> None:
    dossier, marker = marked_dossier()
    message = covering_text(dossier, kind, language)
    assert found_in(message), "the markers must be visible in the message, or this test proves nothing"
    assert _leaks(message, marker) == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_private_field_reaches_what_the_lint_says(language: Lang) -> None:
    dossier, marker = marked_dossier()
    for deck in _decks(dossier, language):
        assert _leaks(repr(lint(deck)), marker) == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_private_field_reaches_any_part_of_the_file(language: Lang) -> None:
    dossier, marker = marked_dossier()
    for deck in _decks(dossier, language):
        text = _parts(write_deck(paginate(deck)))
        assert found_in(text), "the markers must be visible in the file, or this test proves nothing"
        assert _leaks(text, marker) == {}


def test_what_is_public_does_arrive() -> None:
    dossier, marker = marked_dossier()
    shown = found_in("".join(repr(deck) for deck in _decks(dossier, "en")))
    told = {path for word, path in marker.fields.items() if word in shown}
    expected = {
        "title",
        "organisation.name",
        "initiative.scope",
        "why.why_care.text",
        "metrics.note",
        "objections.acknowledge",
        "asks.if_no",
        "earlier.outcome.lessons.text",
        "rollout.journeys.stages.partners",
        "stakeholders(approver).name!",
        "stakeholders(named).name!",
        "stakeholders(role).role!",
        "stakeholders(team).team!",
        "stakeholders(changer).team!",
        "quotes(named).source!",
        *(f"quotes({form}).text!" for form in ("named", "role", "team", "anonymous", "customer", "customer_role")),
    }
    assert expected <= told


def test_every_public_field_exists_so_that_the_list_does_not_rot() -> None:
    _, marker = marked_dossier()
    assert set(marker.fields.values()) >= PUBLIC


def test_an_objector_who_wins_something_and_decides_nothing_is_not_named() -> None:
    dossier, marker = marked_dossier()
    name = next(word for word, path in marker.fields.items() if path == "stakeholders(objector).name")
    assert name in repr(dossier)
    assert all(name not in repr(deck) for deck in _decks(dossier, "ja"))
