"""What the doctor makes of the library's findings."""

from __future__ import annotations

import datetime as dt
from typing import Literal, cast, get_args

import pytest

from prep.library.protocol import Damage, Finding, Health, Library, Progress
from prep.words import LANGUAGES, Message, render
from tui.actions.health import described, examine

Kind = Literal["damaged", "restored", "newer", "swept", "unreadable", "index", "version", "stranger", "waiting", "copy"]
KINDS: tuple[Kind, ...] = get_args(Kind)
DAMAGES: tuple[Damage, ...] = get_args(Damage)


class Found:
    """A library whose check finds what it is told to."""

    def __init__(self, *kinds: Kind) -> None:
        self.findings = tuple(Finding(kind, "a.json") for kind in kinds)

    def check(self, progress: Progress | None = None) -> Health:
        return Health(3, self.findings, versions=7)

    def organisations(self) -> list[object]:
        return []

    def summaries(self) -> list[object]:
        return []


@pytest.mark.parametrize(
    ("kinds", "well"),
    [
        ((), True),
        (("swept", "index"), True),
        (("damaged", "restored"), True),
        (("damaged",), False),
        (("newer",), False),
        (("unreadable",), False),
        (("version",), True),
        (("copy",), True),
        (("stranger",), False),
        (("waiting",), False),
    ],
)
def test_the_library_is_well_when_nothing_is_left_to_see_to(kinds: tuple[Kind, ...], well: bool) -> None:
    report = examine(cast(Library, Found(*kinds)))
    assert (report.checked, report.versions) == (3, 7)
    assert report.well is well
    assert len(report.repaired) + len(report.quarantined) + len(report.untouched) == len(kinds)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_names_its_file(kind: Kind, language: Literal["ja", "en"]) -> None:
    assert "a.json" in render(described(Finding(kind, "a.json", "why")), language)


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("kind", ["damaged", "version"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_damage_is_told_in_the_language_with_where_its_bytes_lie(
    kind: Literal["damaged", "version"], damage: Damage, language: Literal["ja", "en"]
) -> None:
    said = render(described(Finding(kind, "history/a/1.json", "quarantine/a-2.json", damage), {"a": "窓口"}), language)
    assert "窓口" in said
    assert "quarantine/a-2.json" in said
    assert render(Message(f"common.damage.{damage}"), language) in said
    assert damage == "empty" or damage not in said.replace(render(Message(f"common.damage.{damage}"), language), "")
    in_place = render(described(Finding(kind, "a.json", "", damage)), language)
    assert "quarantine" not in in_place
    assert in_place != said


def test_what_was_restored_says_until_when_it_was_the_current_text() -> None:
    moment = dt.datetime(2026, 11, 21, 23, 40)
    name = f"{round(moment.timestamp() * 1e9):020d}-found"
    assert "21 Nov 2026, 23:40" in render(described(Finding("restored", "a.json", name)), "en")
    assert "2026年11月21日 23:40" in render(described(Finding("restored", "a.json", name)), "ja")
