"""What the doctor makes of the library's findings."""

from __future__ import annotations

from typing import Literal, cast

import pytest

from prep.library.protocol import Finding, Health, Library, Progress
from prep.words import LANGUAGES, render
from tui.actions.health import described, examine

Kind = Literal["damaged", "restored", "newer", "swept", "unreadable", "index"]
KINDS: tuple[Kind, ...] = ("damaged", "restored", "newer", "swept", "unreadable", "index")


class Found:
    """A library whose check finds what it is told to."""

    def __init__(self, *kinds: Kind) -> None:
        self.findings = tuple(Finding(kind, "a.json") for kind in kinds)

    def check(self, progress: Progress | None = None) -> Health:
        return Health(3, self.findings)


@pytest.mark.parametrize(
    ("kinds", "well"),
    [
        ((), True),
        (("swept", "index"), True),
        (("damaged", "restored"), True),
        (("damaged",), False),
        (("newer",), False),
        (("unreadable",), False),
    ],
)
def test_the_library_is_well_when_nothing_is_left_to_see_to(kinds: tuple[Kind, ...], well: bool) -> None:
    report = examine(cast(Library, Found(*kinds)))
    assert report.checked == 3
    assert report.well is well
    assert len(report.repaired) + len(report.quarantined) + len(report.untouched) == len(kinds)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_names_its_file(kind: Kind, language: Literal["ja", "en"]) -> None:
    assert "a.json" in render(described(Finding(kind, "a.json", "why")), language)
