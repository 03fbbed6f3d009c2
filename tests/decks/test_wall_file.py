"""Nothing private in any byte of a file, on a template that carries things of its own, and on a deck written before."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import pptx
import pytest
from leaking_template import leaking_template
from marked import found_in, marked_dossier
from msgspec.structs import replace

from builders import DossierBuilder, a_dossier
from decks.deck import Deck
from decks.layout.pages import paginate
from decks.pptx.look import Look, look
from decks.pptx.update.updating import update_deck
from decks.pptx.write import write_deck
from decks.preread import preread
from decks.rollout import rollout
from prep.model.evidence import Consent
from prep.readiness.assessment import assess
from prep.share import share
from prep.words import LANGUAGES, Lang

SECRET = "Geheim"


def every_byte(data: bytes, name: str = "") -> Iterator[tuple[str, bytes]]:
    """The file as it lies on the disk, and every entry unpacked, packages in it included, with names and remarks."""
    yield name, data
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        yield f"{name} (remark)", package.comment
        for entry in package.infolist():
            yield f"{name} (names)", entry.filename.encode() + entry.comment + entry.extra
            yield from every_byte(package.read(entry), f"{name}/{entry.filename}")


def words_in(data: bytes) -> str:
    """All text of a file, whichever way it is encoded."""
    said = [part for _, part in every_byte(data)]
    return "\n".join(part.decode(code, "replace") for part in said for code in ("utf-8", "utf-16-le", "utf-16-be"))


def marked_decks(language: Lang) -> tuple[tuple[Deck, Deck], dict[str, str]]:
    dossier, marker = marked_dossier()
    shareable = share(dossier, assess(dossier), language)
    return (preread(shareable), rollout(shareable)), marker.private()


def on(template: Look | None, deck: Deck) -> bytes:
    if template is None:
        return write_deck(paginate(deck))
    return write_deck(paginate(deck, template.canvas(deck.language)), template)


@pytest.fixture(scope="module")
def leaking() -> Look:
    return look(leaking_template(SECRET)[0], "firm.pptx")


def test_the_template_of_these_tests_does_carry_what_must_not_travel() -> None:
    data, count = leaking_template(SECRET)
    said = words_in(data)
    assert count == 16
    assert all(f"{SECRET}{n:02d}" in said for n in range(count))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("templated", [False, True])
def test_no_private_word_is_in_any_byte_of_a_file(language: Lang, templated: bool, leaking: Look) -> None:
    decks, private = marked_decks(language)
    for deck in decks:
        said = words_in(on(leaking if templated else None, deck))
        assert found_in(said)
        assert {private[word] for word in found_in(said) if word in private} == set()
        assert SECRET not in said


def test_the_memory_of_a_deck_holds_no_word_of_it_not_even_a_public_one() -> None:
    for deck in marked_decks("en")[0]:
        parts = dict(every_byte(on(None, deck)))
        memory = [name for name in parts if name.startswith("/customXml/")]
        assert memory
        assert all(found_in(parts[name].decode()) == frozenset() for name in memory)


def test_the_author_is_the_owner_and_nobody_else_is_in_the_properties(leaking: Look) -> None:
    for template in (None, leaking):
        dossier, marker = marked_dossier()
        properties = pptx.Presentation(io.BytesIO(on(template, marked_decks("en")[0][0]))).core_properties
        owner = dossier.preparation.owner.name
        assert (properties.author, properties.last_modified_by) == (owner, owner)
        texts = (properties.keywords, properties.comments, properties.category, properties.content_status)
        assert texts == ("",) * len(texts)
        assert {marker.fields[word] for word in found_in(properties.title + properties.subject)} == {"title"}


def quoted(consent: Consent) -> DossierBuilder:
    built = a_dossier().with_stakeholder().with_quote(stakeholder_id="s1", text="We lose them in week three", id="q1")
    built = built.with_quote(text="It helps", id="q2")
    first, second = built.preparation.quotes
    return built.with_fields(quotes=(replace(first, consent=consent), second))


def deck_of(builder: DossierBuilder) -> bytes:
    dossier = builder.build()
    return write_deck(paginate(preread(share(dossier, assess(dossier)))))


def test_a_quote_whose_consent_is_withdrawn_leaves_the_deck_that_is_exported_again() -> None:
    before = deck_of(quoted(Consent.GRANTED))
    assert "week three" in words_in(before)
    edited = pptx.Presentation(io.BytesIO(before))
    edited.slides[0].shapes.title.text_frame.text = "Our own words for page one"
    stream = io.BytesIO()
    edited.save(stream)
    updated = update_deck(deck_of(quoted(Consent.REFUSED)), stream.getvalue(), {})
    said = words_in(updated.data)
    assert "Our own words for page one" in said
    assert "week three" not in said


def test_a_deleted_slide_takes_its_words_out_of_the_file() -> None:
    before = deck_of(quoted(Consent.GRANTED))
    edited = pptx.Presentation(io.BytesIO(before))
    listed = edited.slides._sldIdLst  # python-pptx has no way of its own to delete a slide
    for slide, entry in list(zip(edited.slides, list(listed), strict=True)):
        if any("week three" in shape.text_frame.text for shape in slide.shapes if shape.has_text_frame):
            edited.part.drop_rel(entry.rId)
            listed.remove(entry)
    stream = io.BytesIO()
    edited.save(stream)
    assert "week three" not in words_in(update_deck(deck_of(quoted(Consent.GRANTED)), stream.getvalue(), {}).data)
