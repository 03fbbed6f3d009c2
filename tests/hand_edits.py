"""What people do to an exported deck in PowerPoint: the edits by name, each done to the file and looked for in another.

None of it shares code with what writes or updates decks: the edits are done with python-pptx, lxml and the zip alone,
to the deck of ``edited_deck``.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree
from pptx import Presentation
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx_reading import A, P

__all__ = ["HandEdit", "changed_by", "holds", "opened", "saved"]


@dataclass(frozen=True)
class HandEdit:
    """``make`` does it to an open deck, ``seen`` finds it in any; ``where`` is the slide it is done on, from 1.

    ``meets`` names the places of ``edited_deck`` at which a change of the preparation means the same thing, "" where
    there is none: every one of them with another answer is a conflict. ``what`` is how a report may call it.
    """

    name: str
    make: Callable[[Deck], None]
    seen: Callable[[Deck], bool]
    where: int
    what: frozenset[str]
    meets: str = ""


def opened(data: bytes) -> Deck:
    """The file as python-pptx reads it."""
    return Presentation(io.BytesIO(data))


def saved(deck: Deck) -> bytes:
    """The deck as a file."""
    stream = io.BytesIO()
    deck.save(stream)
    return stream.getvalue()


def changed_by(edit: HandEdit, data: bytes) -> bytes:
    """The file after that edit, which must be seen there and not before."""
    deck = opened(data)
    assert not edit.seen(deck), f"{edit.name} is there before it is made"
    edit.make(deck)
    made = saved(deck)
    assert edit.seen(opened(made)), f"{edit.name} was not made"
    return made


def holds(edit: HandEdit, data: bytes) -> bool:
    """Whether the file holds what the edit made."""
    return edit.seen(opened(data))


def slide_at(deck: Deck, number: int) -> Slide:
    """The slide of that number, from 1."""
    slide: Slide = deck.slides[number - 1]
    return slide


def shapes_of(slide: Slide) -> Iterator[etree._Element]:
    """Every shape of a slide, those in groups too."""
    for kind in ("sp", "graphicFrame", "pic", "grpSp", "cxnSp"):
        yield from slide.shapes._spTree.iter(f"{P}{kind}")


def shapes_with(deck: Deck, text: str) -> list[etree._Element]:
    """The shapes of all slides in whose own text ``text`` stands; tables count as one."""
    return [
        shape
        for slide in deck.slides
        for shape in shapes_of(slide)
        if etree.QName(shape).localname != "grpSp" and text in text_of(shape)
    ]


def text_of(element: etree._Element) -> str:
    """The words below an element, a line a paragraph."""
    return "\n".join("".join(t.text or "" for t in p.iter(f"{A}t")) for p in element.iter(f"{A}p"))


def paragraph_with(deck: Deck, text: str) -> etree._Element | None:
    """The first paragraph of a slide in which ``text`` stands; None: there is none."""
    paragraphs: Iterator[etree._Element] = (p for slide in deck.slides for p in slide.shapes._spTree.iter(f"{A}p"))
    return next((p for p in paragraphs if text in "".join(t.text or "" for t in p.iter(f"{A}t"))), None)


def there(found: etree._Element | None) -> etree._Element:
    """What must have been found."""
    assert found is not None
    return found


def replaced(paragraph: etree._Element, old: str, new: str) -> None:
    """Type ``new`` over ``old``, as PowerPoint leaves it: what was before and after in runs of their own."""
    for run in paragraph.iter(f"{A}r"):
        text = run.find(f"{A}t")
        if text is not None and old in (text.text or ""):
            text.text = (text.text or "").replace(old, new)
            return
    raise AssertionError(f"{old} does not stand in one run")


def say(element: etree._Element, words: str) -> None:
    """Let the words below an element be these, in the look of its first run."""
    first, *others = element.iter(f"{A}r")
    there(first.find(f"{A}t")).text = words
    for run in others:
        there(run.getparent()).remove(run)


def run_of_its_own(paragraph: etree._Element, word: str) -> etree._Element:
    """The run of ``word`` alone; the run that it stood in is split as PowerPoint does when one word is marked."""
    for run in paragraph.iter(f"{A}r"):
        before, found, after = (there(run.find(f"{A}t")).text or "").partition(word)
        if found:
            twins = []
            for part in (one for one in (before, word, after) if one):
                twins.append(deepcopy(run))
                there(twins[-1].find(f"{A}t")).text = part
                run.addprevious(twins[-1])
            paragraph.remove(run)
            return next(one for one in twins if there(one.find(f"{A}t")).text == word)
    raise AssertionError(f"{word} does not stand in one run")
