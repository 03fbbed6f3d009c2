"""The list of preparations and what changed in it, kept by stamps: only changed files are read again."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from prep.errors import Damaged, LibraryError, NewerFormat
from prep.library.home import reach, unusable
from prep.library.index import Row, Stamp, load_rows, row_of, save_rows, stamp_of, stamps
from prep.library.opened import Opened
from prep.library.organisations import Organisations
from prep.library.protocol import Finding, Progress, Summary
from prep.library.shelf import Shelf
from prep.library.tables import Stored, StoredOrganisation

_WORTH_SAVING = 200
"""Rows read anew after which the cache is written at once, and not only when the library closes."""


class Listing:
    """The rows in memory, true to the folder whenever they are asked for."""

    def __init__(
        self,
        shelf: Shelf[Stored],
        goals: Shelf[StoredOrganisation],
        organisations: Organisations,
        cache: Path,
        told: Callable[[Finding], None],
    ) -> None:
        self._shelf = shelf
        self._goals = goals
        self._organisations = organisations
        self._cache = cache
        self._told = told
        self._rows: dict[str, Row] | None = None
        self._listed: dict[str, tuple[Row, Summary]] = {}
        self._unsaved = 0
        self._opened: Opened | None = Opened.of(shelf.folder)
        self._seen = self._stamps(shelf.folder, {})
        self._seen_goals = self._stamps(goals.folder, {})

    def summaries(self, progress: Progress | None) -> list[Summary]:
        """All preparations, last saved first."""
        rows = self.refresh(progress)
        names = self._names(rows.values())
        before, self._listed = self._listed, {}
        for item_id, row in rows.items():
            name = names.get(row.organisation_id, "")
            kept = before.get(item_id)
            if kept is None or kept[0] is not row or kept[1].organisation != name:
                kept = (row, _summary(item_id, row, name))
            self._listed[item_id] = kept
        listed = [summary for _, summary in self._listed.values()]
        return sorted(listed, key=lambda summary: (summary.updated, summary.id), reverse=True)

    def known_ids(self) -> frozenset[str]:
        """The ids of all files that are there."""
        return frozenset(self._stamps(self._shelf.folder, self._seen))

    def changes(self) -> Sequence[str]:
        """Ids whose file, or whose organisation's file, is not as it was at the last call."""
        now = self._stamps(self._shelf.folder, self._seen, gently=True)
        goals_now = self._stamps(self._goals.folder, self._seen_goals)
        names = now.keys() | self._seen.keys() if now != self._seen else ()
        changed = {item_id for item_id in names if _differ(now, self._seen, item_id)}
        moved = {
            name for name in goals_now.keys() | self._seen_goals.keys() if _differ(goals_now, self._seen_goals, name)
        }
        if moved:
            changed |= {item_id for item_id, row in self.refresh(None).items() if row.organisation_id in moved}
        self._seen, self._seen_goals = now, goals_now
        return sorted(changed)

    def refresh(self, progress: Progress | None, *, held: bool = False) -> dict[str, Row]:
        """The rows, after reading what changed since they were made; ``held``: the caller holds the lock."""
        rows = self._loaded()
        opened, self._opened = self._opened, None
        still = opened is not None and opened.holds(self._shelf.folder)
        now = self._seen if still else self._stamps(self._shelf.folder, self._seen)
        stale = [item_id for item_id, stamp in now.items() if item_id not in rows or rows[item_id].stamp != stamp]
        for item_id in rows.keys() - now.keys():
            del rows[item_id]
            self._unsaved += 1
            back = self._put_back(item_id, held)
            if back is not None:
                rows[item_id] = back
        for done, item_id in enumerate(stale, start=1):
            row = self._row(item_id, now[item_id], held)
            rows.pop(item_id, None)
            if row is not None:
                rows[item_id] = row
            self._unsaved += 1
            if progress is not None:
                progress(done, len(stale))
        if self._unsaved >= _WORTH_SAVING:
            self.save()
        return rows

    def save(self) -> None:
        """Write the cache if it is behind."""
        if self._rows is not None and self._unsaved:
            save_rows(self._cache, self._rows)
            self._unsaved = 0

    def forget(self) -> bool:
        """Drop the rows so that they are made anew; whether the cache on disk could be trusted."""
        _, trusted = load_rows(self._cache)
        self._rows = {}
        self._unsaved = 1
        return trusted

    def _loaded(self) -> dict[str, Row]:
        if self._rows is None:
            self._rows, trusted = load_rows(self._cache)
            if not trusted:
                self._unsaved += 1
                self._told(Finding("index", self._cache.name))
        return self._rows

    def _row(self, item_id: str, stamp: Stamp, held: bool) -> Row | None:
        try:
            found = self._shelf.read(item_id, held=held)
            return None if found is None else row_of(found.item, stamp)
        except NewerFormat as newer:
            version = str(newer.message.args["version"])
            self._told(Finding("newer", f"{self._shelf.folder.name}/{item_id}.json", version))
            saved = dt.datetime.fromtimestamp(stamp[0] / 1e9, dt.UTC)
            title = _title_in(self._shelf.raw(item_id), item_id)
            return Row(stamp=stamp, title=title, updated=saved, newer=int(version))
        except Damaged:  # set aside, and told by the shelf
            return None
        except LibraryError as error:
            reach(self._shelf.folder.parent)
            detail = str(error.message.args.get("reason", ""))
            self._told(Finding("unreadable", f"{self._shelf.folder.name}/{item_id}.json", detail))
            return None

    def _put_back(self, item_id: str, held: bool) -> Row | None:
        """The row of a file that vanished although nobody deleted it, from its newest good version; None: no row."""
        path = self._shelf.path(item_id)
        try:
            if path is None or not self._shelf.history.lost(item_id):
                return None
            found = self._shelf.read(item_id, held=held)
            return None if found is None else row_of(found.item, stamp_of(path.stat()))
        except (OSError, LibraryError):  # whoever opens it is told why
            return None

    def _names(self, rows: Iterable[Row]) -> dict[str, str]:
        """The names of all organisations by id, those whose files vanished put back first."""
        names = {organisation_id: organisation.name for organisation_id, organisation in self._organisations.all()}
        for organisation_id in {row.organisation_id for row in rows if row.organisation_id} - names.keys():
            with suppress(LibraryError):
                organisation = self._organisations.get(organisation_id)
                if organisation is not None:
                    names[organisation_id] = organisation.name
        return names

    def _stamps(self, folder: Path, known: Mapping[str, Stamp], *, gently: bool = False) -> dict[str, Stamp]:
        try:
            return stamps(folder, known, gently=gently)
        except OSError as error:
            raise unusable(folder.parent, error) from error


def _summary(item_id: str, row: Row, organisation: str) -> Summary:
    return Summary(
        id=item_id,
        title=row.title,
        language=row.language,
        stage=row.stage,
        organisation=organisation,
        updated=row.updated,
        ready=row.ready,
        score=row.score,
        newer=row.newer > 0,
        organisation_id=row.organisation_id,
    )


def _differ(now: dict[str, Stamp], before: dict[str, Stamp], name: str) -> bool:
    return now.get(name) != before.get(name)


def _title_in(data: bytes | None, otherwise: str) -> str:
    """The title in a file of a later format, if it still stands where it stands today."""
    try:
        title = json.loads(data or b"")["preparation"]["1"]["title"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return otherwise
    return title if isinstance(title, str) and title else otherwise
