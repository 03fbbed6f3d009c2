"""Whole files: slides, notes, links, hostile input, and edits in any order and number."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Callable

import pytest
from deck_builders import Words, a_deck, every_slide
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from pptx_reading import parts, trees
from update_builders import Edit, a_slide, edited, of_facts, opened, say, texts, titles, written

from decks.deck import Slide
from decks.pptx.container import A, P, R, open_container
from decks.pptx.update.fingerprint import PAGES
from decks.pptx.update.identity import mark_of
from decks.pptx.update.memory import read_memory
from decks.pptx.update.parcel import Parcel
from decks.pptx.update.reading import Sources, print_read, shapes_of
from decks.pptx.update.slides import slides_of, sources_of
from decks.pptx.update.updating import Choice, Standing, standing, update_deck
from prep.errors import InputError

MEMORY = "customXml/item1.xml"


def with_part(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for one, blob in parts(data).items():
            archive.writestr(one, change(blob) if one == name else blob)
    return out.getvalue()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_what_is_remembered_is_what_is_read_of_the_written_file(language: str) -> None:
    data = written(a_deck("ja" if language == "ja" else "en"))
    parcel = Parcel(open_container(data, ""))
    memory = read_memory(parts(data)[MEMORY])
    found = slides_of(parcel)
    keys = {slide.part: one.key for slide, one in zip(found, memory.slides, strict=True)}
    for slide, remembered in zip(found, memory.slides, strict=True):
        sources: Sources = sources_of(parcel, slide.part, keys)
        shapes = shapes_of(slide.tree)
        assert [one.mark for one in shapes] == [(mark_of(remembered.key), one.number) for one in remembered.shapes]
        assert [print_read(one.element, sources) for one in shapes] == [one.print for one in remembered.shapes]


def test_no_word_of_the_deck_stands_in_its_memory() -> None:
    data = written(of_facts("Secretword", "Otherword"))
    memory = parts(data)[MEMORY].decode()
    assert "ecretword" not in memory
    assert "title that says" not in memory


def a_deck_of(*slides: Slide) -> bytes:
    return written(a_deck("en", slides=slides))


ONE, TWO, THREE = (a_slide(f"fact {n}", slide_id=n, title=f"Title {n}", notes=f"Note {n}") for n in "123")


def test_a_slide_that_the_preparation_adds_comes_in_at_its_place_and_one_it_drops_goes() -> None:
    before = edited(a_deck_of(ONE, THREE), say("fact 1", "fact by hand"))
    found = update_deck(a_deck_of(ONE, TWO, THREE), before, {})
    assert titles(found.data) == ["Title 1", "Title 2", "Title 3"]
    assert "fact by hand" in texts(found.data)
    gone = update_deck(a_deck_of(ONE, THREE), found.data, {})
    assert titles(gone.data) == ["Title 1", "Title 3"]
    assert not [name for name in parts(gone.data) if b"fact 2" in parts(gone.data)[name]]


def test_a_slide_that_a_person_worked_on_stays_when_the_preparation_drops_it_until_they_choose() -> None:
    before = edited(a_deck_of(ONE, TWO), say("fact 2", "fact by hand"))
    fresh = a_deck_of(ONE)
    found = update_deck(fresh, before, {})
    (conflict,) = found.conflicts
    assert (conflict.what, conflict.slide, conflict.ref) == ("slide", 2, "2.slide")
    assert update_deck(fresh, found.data, {}).conflicts == found.conflicts
    assert titles(update_deck(fresh, found.data, {conflict.ref: Choice.PREPARATION}).data) == ["Title 1"]
    kept = update_deck(fresh, found.data, {conflict.ref: Choice.HAND})
    assert titles(kept.data) == ["Title 1", "Title 2"]
    assert not update_deck(fresh, kept.data, {}).conflicts


def test_slides_moved_by_hand_stay_moved_and_their_numbers_follow() -> None:
    def move(deck: object) -> None:
        listed = deck.slides._sldIdLst  # type: ignore[attr-defined]
        listed.insert(0, listed[2])

    found = update_deck(a_deck_of(ONE, TWO, THREE), edited(a_deck_of(ONE, TWO, THREE), move), {})
    assert titles(found.data) == ["Title 3", "Title 1", "Title 2"]
    assert {"1 / 3", "2 / 3", "3 / 3"} <= set(texts(found.data))
    assert "order" in [kept.what for kept in found.kept]


def test_notes_written_by_hand_stay_and_those_of_the_preparation_come_in() -> None:
    def note(deck: object) -> None:
        deck.slides[0].notes_slide.notes_text_frame.text = "by hand"  # type: ignore[attr-defined]

    before = edited(a_deck_of(ONE, TWO), note)
    found = update_deck(a_deck_of(ONE, replace(TWO, notes="Anew")), before, {})
    assert [slide.notes_slide.notes_text_frame.text for slide in opened(found.data).slides] == ["by hand", "Anew"]
    (conflict,) = update_deck(a_deck_of(replace(ONE, notes="Also anew"), TWO), before, {}).conflicts
    assert (conflict.what, conflict.hand, conflict.preparation) == ("notes", "by hand", "Also anew")


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize("data", [b"", b"PK", b"no file at all", OLE, written(of_facts("a"))[:900]])
def test_a_file_that_is_no_deck_of_ours_is_known_as_such(data: bytes) -> None:
    assert standing(data, written(of_facts("a"))) is Standing.NOT_OURS


def test_a_deck_under_a_password_is_one_clear_sentence() -> None:
    with pytest.raises(InputError, match="password"):
        standing(OLE + "EncryptedPackage".encode("utf-16-le"), written(of_facts("a")))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (b'version="1"', b'version="2"', "later version"),
        (b"[[", b"[", "damaged"),
        (b"<memory", b'<!DOCTYPE memory [<!ENTITY a "b">]><memory', "damaged"),
    ],
)
def test_a_memory_that_cannot_be_read_is_one_clear_sentence(old: bytes, new: bytes, said: str) -> None:
    fresh = written(of_facts("a"))
    before = with_part(fresh, MEMORY, lambda blob: blob.replace(old, new, 1))
    for ask in (lambda: standing(before, fresh), lambda: update_deck(fresh, before, {})):
        with pytest.raises(InputError, match=said):
            ask()


def test_a_slide_that_asks_for_entities_is_refused() -> None:
    fresh = written(of_facts("a"))
    bomb = b'<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]><p:sld'
    before = with_part(fresh, "ppt/slides/slide1.xml", lambda blob: blob.replace(b"<p:sld", bomb, 1))
    with pytest.raises(InputError, match="damaged"):
        update_deck(fresh, before, {})


def test_another_preparation_or_kind_is_not_the_same_deck() -> None:
    before = edited(written(of_facts("one", "two", "three")), say("one", "by hand"))
    other = replace(of_facts("vier", "fünf", "sechs"), title="Something else altogether")
    assert standing(before, written(other)) is Standing.OTHER_DECK
    assert standing(before, written(replace(of_facts("one", "two"), kind="rollout"))) is Standing.OTHER_DECK
    retitled = replace(of_facts("one", "two", "three"), title="Retitled")
    assert standing(before, written(retitled)) is Standing.EDITED


def _move(slide: int, shape: int) -> Edit:
    def edit(deck: object) -> None:
        shapes = deck.slides[slide % len(deck.slides)].shapes  # type: ignore[attr-defined]
        if len(shapes):
            shapes[shape % len(shapes)].left = 1_234_567

    return edit


def _delete(slide: int, shape: int) -> Edit:
    def edit(deck: object) -> None:
        shapes = deck.slides[slide % len(deck.slides)].shapes  # type: ignore[attr-defined]
        if len(shapes):
            element = shapes[shape % len(shapes)]._element
            element.getparent().remove(element)

    return edit


def _write(slide: int, shape: int) -> Edit:
    def edit(deck: object) -> None:
        shapes = deck.slides[slide % len(deck.slides)].shapes  # type: ignore[attr-defined]
        found = [one for one in shapes if one.has_text_frame and one.text_frame.paragraphs[0].runs]
        if found:
            found[shape % len(found)].text_frame.paragraphs[0].runs[0].text = f"by hand {shape}"

    return edit


def _add(slide: int, shape: int) -> Edit:
    def edit(deck: object) -> None:
        listed = deck.slides._sldIdLst  # type: ignore[attr-defined]
        deck.slides.add_slide(deck.slide_layouts[0])  # type: ignore[attr-defined]
        listed.insert(slide % len(listed), listed[-1])

    return edit


EDITS = st.lists(
    st.builds(
        lambda kind, slide, shape: kind(slide, shape),
        st.sampled_from([_move, _delete, _write, _add]),
        st.integers(0, 9),
        st.integers(0, 30),
    ),
    max_size=6,
)
KEEP = st.lists(st.booleans(), min_size=8, max_size=8)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(EDITS, KEEP, KEEP)
def test_any_edits_and_any_change_leave_a_sound_file_and_settle_at_once(
    edits: list[Edit], first: list[bool], then: list[bool]
) -> None:
    slides = every_slide(Words("en", 1))
    old = tuple(one for one, keep in zip(slides, first, strict=True) if keep) or slides[:1]
    new = tuple(one for one, keep in zip(slides, then, strict=True) if keep) or slides[1:2]
    before, fresh = edited(written(a_deck("en", slides=old)), *edits), written(a_deck("en", 2, slides=new))
    found = update_deck(fresh, before, {})
    assert update_deck(fresh, before, {}) == found
    assert update_deck(fresh, found.data, {}).data == found.data
    everything = {one.ref: Choice.PREPARATION for one in found.conflicts}
    assert not update_deck(fresh, found.data, everything).conflicts
    deck = opened(found.data)
    assert len({slide.slide_id for slide in deck.slides}) == len(deck.slides)
    for name, tree in trees(found.data).items():
        ids = Counter(one.get("id") for one in tree.iter(f"{P}cNvPr")) if name.startswith("ppt/slides/") else Counter()
        assert not [number for number, count in ids.items() if count > 1]
        assert all(cell.find(f"{A}txBody/{A}p") is not None for cell in tree.iter(f"{A}tc"))


def test_links_that_name_a_slide_by_its_number_follow_a_slide_added_by_hand() -> None:
    def add(deck: object) -> None:
        deck.slides.add_slide(deck.slide_layouts[0])  # type: ignore[attr-defined]
        listed = deck.slides._sldIdLst  # type: ignore[attr-defined]
        listed.insert(1, listed[-1])

    fresh = written(a_deck("en"))
    found = update_deck(fresh, edited(fresh, add), {})
    assert {kept.what for kept in found.kept} == {"added"}
    parcel = Parcel(open_container(found.data, ""))
    numbers = {slide.part: slide.number for slide in slides_of(parcel)}
    named = []
    for part in numbers:
        for run in parcel.tree(part).iter(f"{A}r"):
            end = PAGES.search(run.findtext(f"{A}t") or "")
            led = next((parcel.target(part, str(one.get(f"{R}id"))) for one in run.iter(f"{A}hlinkClick")), None)
            if end and led:
                named.append((int(end[0].partition("–")[0]), numbers[led.target]))
    assert named
    assert all(said == stands for said, stands in named)
