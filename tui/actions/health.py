"""The health of the library: what was read, what was repaired, what had to be set aside."""

from __future__ import annotations

from dataclasses import dataclass
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
