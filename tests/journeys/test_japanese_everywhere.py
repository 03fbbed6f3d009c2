"""In a real pseudo-terminal, Japanese into every text field: commits of 1 to 40 characters, torn, and pasted lines."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from real_terminal import CTRL_E, CTRL_N, CTRL_Q, F6, F7, RealTerminal

from prep import places
from prep.library.protocol import Library
from prep.library.tiny import open_library
from prep.model.dossier import Dossier
from prep.model.organisation import Organisation
from prep.model.preparation import Preparation
from tui.steps.form import Field, Kind, Records, Section
from tui.steps.walk import WALK

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are POSIX")

LETTERS = "お客様の声を翌週までに改善へつなげる仕組み、解約率は三・二%。「はい」々〆ヶｶﾞﾎﾟー～𠮷野家の髙﨑①Ａ１ab9"
TAB = b"\t"
LONGEST = 40


class Typist:
    """Types into one field after the other without ever waiting for the screen; remembers what was sent where."""

    def __init__(self, terminal: RealTerminal) -> None:
        self.terminal = terminal
        self.sent: dict[tuple[str, str], str] = {}
        self.lengths: set[int] = set()
        self._chance = random.Random(4)
        self._next = 0

    def fills(self, section: Section) -> None:
        """Every text field of the form in front, from the first to the last."""
        for number, field in enumerate(section.fields):
            if number:
                self.terminal.send(TAB)
            if field.kind in (Kind.LINE, Kind.TEXT, Kind.LINES) and not field.name.endswith("currency"):
                self.sent[section.id, field.name] = self._into(field)

    def _into(self, field: Field) -> str:
        self._send(CTRL_E)
        said = self._commit() + self._commit()
        if field.kind is not Kind.LINE:
            pasted = "\n" + "\n".join(self._words(self._chance.randint(1, LONGEST)) for _ in range(3))
            self._torn(b"\x1b[200~" + pasted.encode() + b"\x1b[201~", 6)
            said += pasted
        return said

    def _commit(self) -> str:
        """A phrase of the next length, as an input method hands it over, torn inside a character now and then."""
        self._next = self._next % LONGEST + 1
        self.lengths.add(self._next)
        words = self._words(self._next)
        self._torn(words.encode(), 0)
        return words

    def _words(self, length: int) -> str:
        return "".join(self._chance.choice(LETTERS) for _ in range(length))

    def _torn(self, data: bytes, kept_whole: int) -> None:
        inside = range(kept_whole + 1, len(data) - kept_whole)
        self.terminal.send_torn(data, sorted(self._chance.sample(inside, min(2, len(inside)))))

    def _send(self, data: bytes) -> None:
        self.terminal.send_torn(data, ())


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = open_library(tmp_path / "home")
    library.add(Organisation(name=""), [Preparation(id="p1")], None)
    yield library
    library.close()


@pytest.mark.parametrize("size", [(80, 24), pytest.param((60, 20), marks=pytest.mark.long)])
def test_what_is_committed_and_pasted_into_every_text_field_is_what_is_saved(
    library: Library, tmp_path: Path, size: tuple[int, int]
) -> None:
    (wanted,) = (one.id for one in library.summaries())
    terminal = RealTerminal(["open", wanted], tmp_path / "home", "ja", size=size)
    try:
        terminal.wait_for("アイデア")
        typist = Typist(terminal)
        for step in WALK:
            for section in step.sections:
                if isinstance(section, Records):
                    terminal.send(CTRL_N)
                if section.id != "lessons":  # they come from an earlier preparation, and there is none
                    typist.fills(section)
                terminal.send(F6 if section is step.sections[-1] else F7)
        terminal.send(CTRL_Q)
        assert terminal.ended() == 0
    finally:
        terminal.close()
    assert typist.lengths == set(range(1, LONGEST + 1))
    assert len(typist.sent) > 50
    kept = library.get(wanted).dossier
    assert {at: saved(kept, *at) for at in typist.sent} == typist.sent


def saved(dossier: Dossier, section_id: str, name: str) -> str:
    """What is kept in a field of a section, of its one record where it holds records; lists of lines as lines."""
    section = next(one for step in WALK for one in step.sections if one.id == section_id)
    place = section.place
    if isinstance(section, Records):
        held = places.read(dossier, place)
        assert isinstance(held, tuple)
        ((place, _),) = places.each(place, held)
    value = places.read(dossier, f"{place}.{name}".removeprefix("."))
    return "\n".join(value) if isinstance(value, tuple) else str(value)
