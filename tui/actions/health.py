"""The health of the library: what was read, what was repaired, what had to be set aside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from prep.words import Message

if TYPE_CHECKING:
    from prep.library.protocol import Finding, Library, Progress

REPAIRED = {"restored", "index", "swept"}
QUARANTINED = {"damaged"}
LEFT = {"newer", "unreadable"}


@dataclass(frozen=True)
class Report:
    """What ``doctor`` tells; ``untouched`` holds files that were left as they lie."""

    checked: int
    repaired: tuple[Finding, ...]
    quarantined: tuple[Finding, ...]
    untouched: tuple[Finding, ...]

    @property
    def well(self) -> bool:
        """Whether nothing is left that the user must see to."""
        restored = {finding.file for finding in self.repaired if finding.kind == "restored"}
        return not self.untouched and all(finding.file in restored for finding in self.quarantined)


def examine(library: Library, progress: Progress | None = None) -> Report:
    """Read every file of the library and repair what can be repaired."""
    health = library.check(progress)
    return Report(
        checked=health.checked,
        repaired=tuple(finding for finding in health.findings if finding.kind in REPAIRED),
        quarantined=tuple(finding for finding in health.findings if finding.kind in QUARANTINED),
        untouched=tuple(finding for finding in health.findings if finding.kind in LEFT),
    )


def described(finding: Finding) -> Message:
    """One finding as a sentence."""
    return Message(f"command.finding.{finding.kind}", {"file": finding.file, "detail": finding.detail})


def notices_of(findings: Sequence[Finding], titles: Mapping[str, str]) -> tuple[Message, ...]:
    """What the user must know of repairs made in passing: what was set aside, and whether a good version replaced it.

    ``titles`` are those of the preparations by id: a user knows no file names. An index made anew or a left-over swept
    away is nobody's loss, and what a newer nemawashi saved says so in the list.
    """
    restored = {finding.file for finding in findings if finding.kind == "restored"}
    damaged = {finding.file for finding in findings if finding.kind == "damaged"}
    told = []
    for finding in findings:
        title = titles.get(PurePosixPath(finding.file).stem, "")
        file = f"{title} ({finding.file})" if title else finding.file
        if finding.kind == "damaged":
            key = "app.told.mended" if finding.file in restored else "app.told.lost"
            told.append(Message(key, {"file": file, "kept": finding.detail.partition(" ")[0]}))
        elif finding.kind == "restored" and finding.file not in damaged:
            told.append(Message("app.told.vanished", {"file": file}))
        elif finding.kind == "unreadable":
            told.append(described(finding))
    return tuple(told)
