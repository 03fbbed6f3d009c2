"""Bringing back what a backup holds and the library does not. Nothing that lies in the library is lost by it.

The zip is checked to its last byte before the first file is written. Then one thing after the other is brought back,
each under the lock of the library for a moment: goals before the preparations that refer to them, a file before its
earlier versions. Whenever it ends, every file is whole, and running it again does the rest.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Literal

from msgspec import structs

from prep.errors import Damaged, NewerFormat, SaveFailed, common_error
from prep.library.archive import Archive, open_archive
from prep.library.files import write_atomically
from prep.library.history import History
from prep.library.home import HISTORY, ORGANISATIONS, PREPARATIONS, QUARANTINE, make_home, make_part, unusable
from prep.library.likeness import goals_over, same_goals, same_text, text_over
from prep.library.locks import Lock
from prep.library.merging import GOALS
from prep.library.protocol import Finding, Progress
from prep.library.seal import UnsoundError
from prep.library.shelf import Item, Shelf
from prep.library.tables import (
    Stored,
    decode_organisation,
    decode_preparation,
    encode_organisation,
)
from prep.library.thinning import DELETED, FOUND, beyond, kind_of, time_of
from prep.links import uses
from prep.model.dossier import Dossier

_ROOM = 10_000_000
"""Bytes that must stay free beside what is brought back."""


@dataclass
class Restored:
    """What was done. Preparations are named by id in ``brought``, else by title; organisations by name.

    ``brought`` came back, those in ``replaced`` in place of what lay there; ``left`` lie in the library as something
    else and stayed. ``equal`` and ``versions`` count the preparations that were there already and the earlier versions
    that were added. ``damaged`` were so when the backup was made. ``findings`` is what had to be done to damaged files
    of the library.
    """

    brought: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    goals_brought: list[str] = field(default_factory=list)
    goals_left: list[str] = field(default_factory=list)
    equal: int = 0
    versions: int = 0
    damaged: tuple[str, ...] = ()
    findings: list[Finding] = field(default_factory=list)


def restore(home: Path, path: Path, replace: bool = False, progress: Progress | None = None) -> Restored:
    """Bring back into ``home`` what the backup ``path`` holds; ``replace``: also where the library has another text.

    InputError: it is no backup, a damaged or a newer one; nothing was changed. SaveFailed: there is no room, or the
    disk refused half-way; what was brought back until then is whole. ``progress`` counts files, twice over.
    """
    archive = open_archive(path, progress)
    try:
        make_home(home)
        _check_room(home, archive)
        return _Restoring(home, archive, replace, progress).run()
    finally:
        archive.close()


def _check_room(home: Path, archive: Archive) -> None:
    files = archive.manifest.files.items()
    needed = sum(entry.bytes for name, entry in files if not (home / name).exists())
    try:
        free = shutil.disk_usage(home).free
    except OSError:  # the first write will tell
        return
    if needed and needed + _ROOM > free:
        megabytes = str(max(1, (needed + _ROOM - free) // 1_000_000))
        raise SaveFailed(common_error("restore_no_room", folder=str(home), megabytes=megabytes))


Outcome = Literal["brought", "replaced", "equal", "left"]


class _Restoring:
    """One backup on its way into one library."""

    def __init__(self, home: Path, archive: Archive, replace: bool, progress: Progress | None) -> None:
        self._home = home
        self._archive = archive
        self._replace = replace
        self._progress = progress
        self._lock = Lock(home)
        self._history = History(home / HISTORY, home / QUARANTINE)
        self._done = Restored(damaged=archive.manifest.damaged)
        told = self._done.findings.append
        self._preparations = Shelf(home / PREPARATIONS, decode_preparation, self._history, self._lock, told)
        self._goals = Shelf(home / ORGANISATIONS, decode_organisation, self._history, self._lock, told)
        self._versions = _versions_by_owner(archive)

    def run(self) -> Restored:
        """Everything, file by file."""
        files = self._archive.manifest.files
        counted = 0
        for owner, name in self._work(sorted(files)):
            with self._lock.held():
                if name is not None:
                    self._bring(name)
                counted += (name is not None) + self._add_versions(owner)
            if self._progress is not None:
                self._progress(counted, len(files))
        return self._done

    def _work(self, names: Sequence[str]) -> Iterator[tuple[str, str | None]]:
        """The files in the order they are brought back, each with the id whose versions come with it."""
        for kind in (ORGANISATIONS, PREPARATIONS):
            for name in names:
                if name.startswith(f"{kind}/"):
                    yield _id_in(name), name
        for owner in list(self._versions):  # those whose file is not in the backup: deleted ones
            yield owner, None
        for name in names:
            if not name.startswith((ORGANISATIONS, PREPARATIONS, HISTORY)):
                yield "", name

    def _bring(self, name: str) -> None:
        if name.startswith(ORGANISATIONS):
            self._bring_goals(name)
        elif name.startswith(PREPARATIONS):
            self._bring_preparation(name)
        else:
            self._add(name, self._home / name)

    def _bring_goals(self, name: str) -> None:
        outcome, stored = self._settle(self._goals, name, same_goals, goals_over)
        called = stored.organisation.name if stored is not None else name
        if outcome == "left":
            self._done.goals_left.append(called)
        elif outcome != "equal":
            self._done.goals_brought.append(called)

    def _bring_preparation(self, name: str) -> None:
        outcome, stored = self._settle(self._preparations, name, same_text, text_over)
        if outcome == "left":
            self._done.left.append(stored.preparation.title if stored is not None else name)
        elif outcome == "equal":
            self._done.equal += 1
        else:
            self._done.brought.append(_id_in(name))
            if outcome == "replaced":
                self._done.replaced.append(_id_in(name))
            if stored is not None:
                self._bring_goals_of(stored)

    def _settle(
        self,
        shelf: Shelf[Item],
        name: str,
        alike: Callable[[Item, Item], bool],
        over: Callable[[Item, Item], bytes],
    ) -> tuple[Outcome, Item | None]:
        """What became of one file, and what the backup's holds (None: it is damaged there, or a newer nemawashi's)."""
        data, path = self._archive.read(name), self._home / name
        try:
            item = shelf.decode(data, path.stem, name)
        except (UnsoundError, NewerFormat):
            item = None
        try:
            found = shelf.read(path.stem, held=True)
        except NewerFormat:
            return ("equal" if shelf.raw(path.stem) == data else "left"), item
        except Damaged:  # set aside, and no good version was left
            found = None
        if found is None:
            shelf.write(path, data, None)
            return "brought", item
        if found.data == data or (item is not None and alike(found.item, item)):
            return "equal", item
        if item is None or not (self._replace or self._grew_from(path.stem, found.data)):
            return "left", item
        shelf.write(path, over(item, found.item), found.data)
        return "replaced", item

    def _grew_from(self, owner: str, have: bytes) -> bool:
        """Whether the backup holds a text that could not be saved, and the library still what it grew from."""
        if self._archive.manifest.unsaved is None:
            return False
        digest = hashlib.sha256(have).hexdigest()
        versions = (self._archive.manifest.files[name] for name in self._versions.get(owner, ()))
        return any(version.sha256 == digest for version in versions)

    def _bring_goals_of(self, stored: Stored) -> None:
        """Goals that a preparation refers to come back with it, also into an organisation that is otherwise left."""
        organisation_id = stored.meta.organisation_id
        name = f"{ORGANISATIONS}/{organisation_id}.json"
        if name not in self._archive.manifest.files:
            return
        with suppress(UnsoundError, NewerFormat, Damaged):
            theirs = self._goals.decode(self._archive.read(name), organisation_id, name).organisation
            here = self._goals.read(organisation_id, held=True)
            if here is None:
                return
            ours = here.item.organisation
            alone = Dossier(preparation=stored.preparation, today=dt.date.min)
            wanted = {use.id for use in uses(alone) if GOALS in use.reference.targets}
            wanted -= {goal.id for goal in ours.goals}
            missing = tuple(goal for goal in theirs.goals if goal.id in wanted)
            if missing:
                whole = structs.replace(here.item, organisation=structs.replace(ours, goals=(*ours.goals, *missing)))
                self._goals.write(self._home / name, encode_organisation(whole), here.data)

    def _add_versions(self, owner: str) -> int:
        """Add the versions of one id that are missing, as far as none that is here has to go for them.

        How many the backup holds. Newest first: a deletion must be there before what was deleted.
        """
        given = [PurePosixPath(name).name for name in self._versions.pop(owner, ())]
        if not given:
            return 0
        here = frozenset(self._history.names(owner))
        times = {time_of(name) for name in here}
        kept = set(here)
        for name in sorted((one for one in given if time_of(one) not in times), reverse=True):
            if here and not here.isdisjoint(beyond(sorted({*kept, name}, reverse=True))):
                continue
            kept.add(name)
            target = self._history.folder / owner / name
            if kind_of(name) == DELETED and (self._home / PREPARATIONS / f"{owner}.json").exists():
                target = target.with_name(f"{name[:20]}{FOUND}.json")
            self._add(f"{HISTORY}/{owner}/{name}", target)
            self._done.versions += 1
        return len(given)

    def _add(self, name: str, path: Path) -> None:
        """Add a file that is neither preparation nor goals, unless one of that name is there."""
        if path.exists():
            return
        try:
            make_part(path.parent, self._home)
        except OSError as error:
            raise unusable(self._home, error) from error
        write_atomically(path, self._archive.read(name))


def _id_in(name: str) -> str:
    return PurePosixPath(name).stem


def _versions_by_owner(archive: Archive) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in archive.manifest.files:
        if name.startswith(f"{HISTORY}/"):
            found.setdefault(name.split("/")[1], []).append(name)
    return found
