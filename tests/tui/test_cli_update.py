"""``deck --force`` onto a deck that was edited by hand: what stays, what is told, and how conflicts are decided."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from command import CASE_JA, Ran, nemawashi
from hand_edits import opened, paragraph_with, replaced, saved, slide_at, text_of, there
from pptx.util import Emu
from template_builder import ATemplate

from prep.words import LANGUAGES, Lang, text
from tui.actions import decks, updating

BOX = "自分で足した一言"
OURS, THEIRS = "1,860万円を", "1,950万円を"
BY_HAND = "ぜひ1,860万円を"


def a_box(out: Path) -> None:
    """A text box of one's own on the third slide."""
    deck = opened(out.read_bytes())
    place = Emu(600_000), Emu(5_500_000), Emu(3_000_000), Emu(300_000)
    slide_at(deck, 3).shapes.add_textbox(*place).text_frame.text = BOX
    out.write_bytes(saved(deck))


def in_title(out: Path) -> None:
    """Another word in the title of the first slide."""
    deck = opened(out.read_bytes())
    replaced(there(paragraph_with(deck, OURS)), OURS, BY_HAND)
    out.write_bytes(saved(deck))


def case_with(folder: Path, change: Callable[[dict[str, object]], None]) -> Path:
    """The Japanese sample, its preparation changed."""
    case = json.loads(CASE_JA.read_text("utf-8"))
    change(next(one for one in case["preparations"] if one["id"] == "p1"))
    file = folder / "case.json"
    file.write_text(json.dumps(case), "utf-8")
    return file


def another_amount(preparation: dict[str, object]) -> None:
    asks = preparation["asks"]
    assert isinstance(asks, list)
    asks[0]["amount"] = 19_500_000


def forgetting(out: Path) -> None:
    """What a document inspector does: custom XML goes, with everything that leads to it."""
    with zipfile.ZipFile(out) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if not name.startswith("customXml/")}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, re.sub(rb"<(Relationship|Override) [^>]*customXml[^>]*/>", b"", data))


class Desk:
    """A deck on the disk, exported and edited, and the case that changed since."""

    def __init__(self, folder: Path, *by_hand: Callable[[Path], None], changed: bool = True) -> None:
        self.home, self.out = folder / "home", folder / "decks" / "deck.pptx"
        self.out.parent.mkdir()
        assert nemawashi("deck", CASE_JA, "-o", self.out, home=self.home).code == 0
        for one in by_hand:
            one(self.out)
        self.case = case_with(folder, another_amount) if changed else CASE_JA
        self.edited = self.out.read_bytes()

    def again(self, *options: str | Path, ui: str = "ja") -> Ran:
        return nemawashi("deck", self.case, "-o", self.out, "--force", *options, home=self.home, ui=ui)

    @property
    def title(self) -> str:
        return text_of(slide_at(opened(self.out.read_bytes()), 1).shapes._spTree).partition("\n")[0]

    @property
    def has_box(self) -> bool:
        return paragraph_with(opened(self.out.read_bytes()), BOX) is not None

    def untouched(self, ran: Ran, code: int) -> bool:
        """Refused in one sentence, and nothing was written, beside the file neither."""
        assert (ran.code, ran.out) == (code, "")
        assert "Traceback" not in ran.err
        return self.out.read_bytes() == self.edited and list(self.out.parent.iterdir()) == [self.out]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_changed_by_hand_stays_and_is_told_on_stderr(language: Lang, tmp_path: Path) -> None:
    desk = Desk(tmp_path, a_box)
    ran = desk.again(ui=language)
    assert (ran.code, ran.lines) == (0, [str(desk.out)])
    assert ran.err.splitlines()[0] == text("command.deck.kept", language, n=1)
    assert BOX in ran.err.splitlines()[1]
    assert desk.has_box
    assert THEIRS in desk.title


def test_what_belongs_to_no_slide_is_told_of_the_whole_deck(tmp_path: Path) -> None:
    def titled(out: Path) -> None:
        deck = opened(out.read_bytes())
        deck.core_properties.title = "役員会用"
        out.write_bytes(saved(deck))

    ran = Desk(tmp_path, titled).again()
    assert text("command.deck.kept_whole", "ja", what="文章", text="役員会用") in ran.err.splitlines()


def test_a_conflict_is_told_with_both_texts_and_stays_open_until_it_is_decided(tmp_path: Path) -> None:
    desk = Desk(tmp_path, in_title, a_box)
    for _ in range(2):
        ran = desk.again()
        assert (ran.code, ran.lines) == (0, [str(desk.out)])
        (line,) = (line for line in ran.err.splitlines() if line.startswith("- 1.title"))
        assert BY_HAND in line
        assert THEIRS in line
        assert BY_HAND in desk.title


@pytest.mark.parametrize(
    ("options", "by_hand"),
    [
        (("--take", "1.title"), False),
        (("--take", "all"), False),
        (("--keep", "1.title"), True),
        (("--keep", "all"), True),
        (("--take", "all", "--keep", "1.title"), True),
    ],
)
def test_a_conflict_is_decided_by_its_name_or_with_all_others(
    options: tuple[str, ...], by_hand: bool, tmp_path: Path
) -> None:
    desk = Desk(tmp_path, in_title, a_box)
    ran = desk.again(*options)
    assert ran.code == 0
    assert "1.title" not in ran.err
    assert (BY_HAND in desk.title) is by_hand
    assert (THEIRS in desk.title) is not by_hand
    assert desk.has_box
    assert "1.title" not in desk.again().err, "what was decided is not asked again"
    assert (BY_HAND in desk.title) is by_hand


def test_a_name_that_no_conflict_has_is_refused_with_those_there_are(tmp_path: Path) -> None:
    desk = Desk(tmp_path, in_title)
    for option in ("--take", "--keep"):
        ran = desk.again(option, "4.table")
        assert "1.title" in ran.err
        assert ran.err.count("\n") == 1
        assert desk.untouched(ran, 2)
    assert desk.untouched(desk.again("--take", "1.title", "--keep", "1.title"), 2)


def test_without_conflicts_all_is_fine_and_a_name_is_not(tmp_path: Path) -> None:
    desk = Desk(tmp_path, a_box)
    assert desk.untouched(desk.again("--take", "1.title"), 2)
    assert desk.again("--take", "all").code == 0
    new = tmp_path / "new.pptx"
    ran = nemawashi("deck", desk.case, "-o", new, "--take", "1.title", home=desk.home)
    assert (ran.code, ran.out) == (2, "")
    assert not new.exists()


def test_fresh_drops_what_was_changed_by_hand_and_needs_force(tmp_path: Path) -> None:
    desk = Desk(tmp_path, in_title, a_box)
    alone = nemawashi("deck", desk.case, "-o", desk.out, "--fresh", home=desk.home)
    assert desk.untouched(alone, 2)
    assert desk.untouched(desk.again("--fresh", "--take", "all"), 2)
    ran = desk.again("--fresh")
    assert (ran.code, ran.err) == (0, "")
    new = tmp_path / "new.pptx"
    nemawashi("deck", desk.case, "-o", new, home=desk.home)
    assert desk.out.read_bytes() == new.read_bytes()


def test_strict_writes_nothing_while_a_conflict_is_open(tmp_path: Path) -> None:
    desk = Desk(tmp_path, in_title)
    ran = desk.again("--strict", ui="en")
    assert "--strict" in ran.err
    assert any(line.startswith("- 1.title") for line in ran.err.splitlines())
    assert desk.untouched(ran, 1)
    assert desk.again("--strict", "--keep", "1.title").code == 0


def test_a_deck_that_nobody_edited_is_replaced_without_a_word(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    ran = desk.again()
    assert (ran.code, ran.err) == (0, "")
    assert THEIRS in desk.title


@pytest.mark.parametrize("other", [("--lang", "en"), ("--kind", "rollout")], ids=["language", "kind"])
def test_another_deck_that_was_edited_is_left_alone(other: tuple[str, str], tmp_path: Path) -> None:
    desk = Desk(tmp_path, a_box, changed=False)
    ran = desk.again(*other)
    assert "--fresh" in ran.err
    assert desk.untouched(ran, 2)
    assert desk.again(*other, "--fresh").code == 0
    assert not desk.has_box
    assert desk.again().code == 0, "another deck that nobody edited is replaced"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_deck_that_lost_the_memory_of_its_export_is_left_alone(language: Lang, tmp_path: Path) -> None:
    desk = Desk(tmp_path, a_box, forgetting)
    ran = desk.again(ui=language)
    assert desk.untouched(ran, 2)
    assert text("command.error.edited.forgotten", language, out=str(desk.out)) in ran.err
    assert desk.again("--fresh").code == 0
    assert not desk.has_box


def test_a_deck_of_another_program_is_replaced_with_force_alone(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.out.write_bytes(ATemplate().data())
    assert desk.again().code == 0
    assert desk.title


def test_a_deck_on_another_template_that_was_edited_is_left_alone(tmp_path: Path) -> None:
    desk = Desk(tmp_path, a_box, changed=False)
    template = tmp_path / "firm.potx"
    template.write_bytes(ATemplate().data())
    assert desk.untouched(desk.again("--template", template), 2)
    assert desk.again("--template", template, "--fresh").code == 0


def test_a_file_that_is_saved_while_the_deck_is_made_is_left_as_it_then_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(tmp_path, a_box)
    real = updating.find

    def find(out: Path, fresh: bytes, anew: bool = False) -> updating.Found:
        found = real(out, fresh, anew)
        in_title(out)
        desk.edited = out.read_bytes()
        return found

    monkeypatch.setattr(decks, "find", find)
    ran = desk.again()
    assert text("command.error.out_changed", "ja", out=str(desk.out)) in ran.err
    assert desk.untouched(ran, 3)


@pytest.mark.parametrize("lock", ["~$deck.pptx", ".~lock.deck.pptx#"])
def test_a_deck_that_another_program_has_open_is_told(lock: str, tmp_path: Path) -> None:
    desk = Desk(tmp_path, a_box)
    desk.out.with_name(lock).write_bytes(b"")
    ran = desk.again()
    assert ran.code == 0
    assert lock in ran.err
    assert desk.has_box


def test_the_message_follows_the_path_as_ever(tmp_path: Path) -> None:
    ran = Desk(tmp_path, a_box).again("--message")
    assert ran.lines[0].endswith("deck.pptx")
    assert ran.lines[2].startswith("件名：")


def test_markdown_is_replaced_as_ever(tmp_path: Path) -> None:
    out = tmp_path / "deck.md"
    out.write_text("mine")
    ran = nemawashi("deck", CASE_JA, "-o", out, "--force", home=tmp_path)
    assert (ran.code, ran.err) == (0, "")
    assert "mine" not in out.read_text("utf-8")


def test_what_is_no_deck_of_ours_is_replaced_with_force(tmp_path: Path) -> None:
    out = tmp_path / "deck.pptx"
    for data in (b"", b"mine", ATemplate(kind="presentation", samples=2).data()):
        out.write_bytes(data)
        assert nemawashi("deck", CASE_JA, "-o", out, "--force", home=tmp_path).code == 0
        assert len(opened(out.read_bytes()).slides) > 9


def test_the_sample_written_onto_its_edited_deck_keeps_the_edits(tmp_path: Path) -> None:
    out = tmp_path / "deck.pptx"
    write = ("sample", "--lang", "ja", "--deck", out)
    assert nemawashi(*write, home=tmp_path / "home").code == 0
    a_box(out)
    ran = nemawashi(*write, "--force", home=tmp_path / "home")
    assert (ran.code, ran.lines) == (0, [str(out)])
    assert BOX in ran.err
    assert paragraph_with(opened(out.read_bytes()), BOX) is not None
