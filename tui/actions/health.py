"""The health of the library: what was read, what was repaired, what had to be set aside."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from prep.errors import LibraryError
from prep.words import Message
from prep.words.message import Argument

if TYPE_CHECKING:
    from prep.library.protocol import Finding, Library, Progress
    from prep.library.rescue import Rescued

REPAIRED = {"restored", "index", "swept", "copy"}
QUARANTINED = {"damaged", "version"}
LEFT = {"newer", "unreadable", "stranger", "waiting"}


@dataclass(frozen=True)
class Report:
    """What ``doctor`` tells; ``untouched`` holds files that were left as they lie.

    ``checked`` and ``versions`` count the files and the earlier versions read; ``titles`` are by the ids in the names
    of files; ``rescued`` are texts that a failed save had left elsewhere.
    """

    checked: int
    repaired: tuple[Finding, ...]
    quarantined: tuple[Finding, ...]
    untouched: tuple[Finding, ...]
    versions: int = 0
    titles: Mapping[str, str] = field(default_factory=dict)
    rescued: tuple[Rescued, ...] = ()

    @property
    def lost(self) -> tuple[Finding, ...]:
        """The damaged files that no good version replaced."""
        restored = {finding.file for finding in self.repaired if finding.kind == "restored"}
        # Of an earlier version, the preparation itself is what counts: nothing is missing from it.
        return tuple(one for one in self.quarantined if one.kind == "damaged" and one.file not in restored)

    @property
    def well(self) -> bool:
        """Whether nothing is left that the user must see to."""
        return not self.untouched and not self.lost


def examine(library: Library, progress: Progress | None = None, home: Path | None = None) -> Report:
    """Read every file of the library and repair what can be repaired.

    ``home`` is its folder; texts that a failed save left aside are taken up. None: they wait.
    """
    rescued: tuple[Rescued, ...] = ()
    known: dict[str, str] = {}
    if home is not None:
        from prep.library.home import INDEX
        from prep.library.index import load_rows
        from prep.library.rescue import take_up

        rescued = take_up(library, home)
        # As it was before the check: what is lost has a title nowhere else.
        known = {item_id: row.title for item_id, row in load_rows(home / INDEX)[0].items()}
    health = library.check(progress)
    return Report(
        checked=health.checked,
        repaired=tuple(finding for finding in health.findings if finding.kind in REPAIRED),
        quarantined=tuple(finding for finding in health.findings if finding.kind in QUARANTINED),
        untouched=tuple(finding for finding in health.findings if finding.kind in LEFT),
        versions=health.versions,
        titles={**known, **titles_of(library)} if health.findings else {},
        rescued=rescued,
    )


def titles_of(library: Library) -> dict[str, str]:
    """The titles of preparations and the names of organisations by id, as far as they can be read."""
    try:
        named = {organisation_id: organisation.name for organisation_id, organisation in library.organisations()}
        return {**named, **{one.id: one.title for one in library.summaries()}}
    except LibraryError:
        return {}


def described(finding: Finding, titles: Mapping[str, str] | None = None) -> Message:
    """One finding as a sentence; ``titles`` as in ``Report``."""
    kind = finding.kind
    args: dict[str, Argument] = {
        "file": _named(finding.file, titles or {}),
        "detail": finding.detail,
        "damage": _damage(finding),
    }
    if kind == "restored":
        until = _moment(finding.detail)
        if until is None:
            return Message("command.finding.restored_undated", args)
        return Message("command.finding.restored", {**args, "until": until})
    if kind == "copy":
        args["title"] = (titles or {}).get(PurePosixPath(finding.detail).parent.name, "")
    if kind in QUARANTINED and not finding.detail:
        return Message(f"command.finding.{kind}_in_place", args)
    return Message(f"command.finding.{kind}", args)


def _named(file: str, titles: Mapping[str, str]) -> Message | str:
    """The file by the title it holds, as far as it is known: a user knows no file names."""
    path = PurePosixPath(file)
    title = titles.get(path.stem) or titles.get(path.parent.name, "")
    return Message("common.file_of", {"title": title, "file": file}) if title else file


def _damage(finding: Finding) -> Message:
    return Message(f"common.damage.{finding.damage or 'content'}")


def _moment(version: str) -> dt.datetime | None:
    """Until when a version was the current one: its name says so, in nanoseconds; None when it does not."""
    from prep.library.thinning import time_of

    try:
        return dt.datetime.fromtimestamp(time_of(version) / 1e9) if time_of(version) else None
    except (OverflowError, ValueError, OSError):
        return None


def notices_of(findings: Sequence[Finding], titles: Mapping[str, str]) -> tuple[Message, ...]:
    """What the user must know of repairs made in passing: what was set aside, and whether a good version replaced it.

    ``titles`` are those of the preparations by id: a user knows no file names. An index made anew or a left-over swept
    away is nobody's loss, and what a newer nemawashi saved says so in the list.
    """
    restored = {finding.file for finding in findings if finding.kind == "restored"}
    damaged = {finding.file for finding in findings if finding.kind == "damaged"}
    told = []
    for finding in findings:
        file = _named(finding.file, titles)
        if finding.kind == "damaged" and not finding.detail:
            told.append(Message("app.told.damaged_in_place", {"file": file, "damage": _damage(finding)}))
        elif finding.kind == "damaged":
            key = "app.told.mended" if finding.file in restored else "app.told.lost"
            told.append(Message(key, {"file": file, "kept": finding.detail, "damage": _damage(finding)}))
        elif finding.kind == "restored" and finding.file not in damaged:
            told.append(Message("app.told.vanished", {"file": file}))
        elif finding.kind == "unreadable":
            told.append(described(finding, titles))
    return tuple(told)
