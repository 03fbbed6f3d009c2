"""What a person reads of a merge: the edits that were kept, and what both sides changed."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct

from decks.pptx.update.deciding import Choice, Outcome, Side, What, decide


class Conflict(Struct, frozen=True):
    """Both sides changed the same. ``ref`` is short, can be typed, and is the same at the next export.

    ``slide`` is its number in the edited file, from 1, and ``title`` that slide's. ``hand`` is what stands in the file
    now, ``preparation`` what the preparation says; "" where nothing does.
    """

    ref: str
    slide: int
    title: str
    what: What
    hand: str
    preparation: str


class Kept(Struct, frozen=True):
    """An edit by hand that stands in the result; ``text`` is what it says, "" where it says nothing."""

    slide: int
    title: str
    what: What
    text: str


class Report:
    """Collects what is reported, and knows what was chosen."""

    def __init__(self, choices: Mapping[str, Choice]) -> None:
        self._choices = choices
        self.kept: list[Kept] = []
        self.conflicts: list[Conflict] = []

    def choice(self, ref: str) -> Choice | None:
        """What was chosen for a conflict; None: nothing."""
        return self._choices.get(ref)


class Desk(Struct, frozen=True, eq=False):
    """Where the questions of one slide are settled; ``key`` is its page."""

    report: Report
    key: str
    slide: int
    title: str

    def settle(
        self,
        name: str,
        what: What,
        changed: tuple[bool, bool],
        texts: tuple[str, str],
        agree: bool = False,
        mild: bool = False,
    ) -> Outcome:
        """Decide an aspect that (the hand, the preparation) ``changed``, and report what comes of it.

        ``texts`` are what both say; ``name`` is that of the aspect on its slide: "fact6.look".
        """
        ref = f"{short(self.key)}.{name}"
        found = decide(*changed, agree, self.report.choice(ref), mild)
        if found.side is Side.OPEN:
            self.report.conflicts.append(Conflict(ref, self.slide, self.title, what, *texts))
        elif found.kept and not mild:
            self.keep(what, texts[0])
        return found

    def keep(self, what: What, text: str) -> None:
        """Report an edit that stays."""
        self.report.kept.append(Kept(self.slide, self.title, what, text))


def short(key: str) -> str:
    """A page as a person writes it: "4", "4-2" its second page."""
    slide, _, part = key.rpartition(".")
    return slide if part == "1" else f"{slide}-{part}"


def handle(name: str) -> str:
    """A shape as a person writes it: "fact6"."""
    return re.sub(r"[^a-z0-9]", "", name.lower()) or "shape"
