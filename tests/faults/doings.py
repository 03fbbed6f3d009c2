"""What is done to a library while the power goes or the disk refuses: each doing prepares a folder and gives the act.

The act may be called again after it failed, and must then work. Titles tell versions apart.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from msgspec import structs

from builders import TODAY, a_dossier, a_preparation
from prep.errors import LibraryError, common_error
from prep.library.protocol import Finding, Kept
from prep.library.rescue import save_aside, take_up, waiting
from prep.library.tiny import TinyLibrary
from prep.model.dossier import Dossier
from prep.model.organisation import Goal, Organisation
from prep.model.preparation import Preparation

Doing = Callable[[Path], Callable[[], object]]


def opened(home: Path) -> TinyLibrary:
    """The library, without the rules: what they say of a preparation is not what is proven here."""
    return TinyLibrary(home, assess=lambda _: (False, 0))


def titled(dossier: Dossier, title: str) -> Dossier:
    """The dossier as another version of itself."""
    return structs.replace(dossier, preparation=structs.replace(dossier.preparation, title=title))


def with_goal(dossier: Dossier, goal_id: str, title: str) -> Dossier:
    """The dossier with one goal more, which its why refers to."""
    goals = (*dossier.organisation.goals, Goal(id=goal_id, title=title))
    why = structs.replace(dossier.preparation.why, goal_ids=(*dossier.preparation.why.goal_ids, goal_id))
    return structs.replace(
        dossier,
        organisation=structs.replace(dossier.organisation, goals=goals),
        preparation=structs.replace(dossier.preparation, why=why),
    )


def _dossier() -> Dossier:
    builder = a_dossier(preparation_id="p1", title="first").with_goal(title="Keep more customers")
    for number in range(6):
        builder = builder.with_stakeholder(name=f"Dana {number}").with_quote(text="声" * 40)
    return builder.build()


def _saved(home: Path, versions: int = 1) -> tuple[TinyLibrary, Kept]:
    """A library with another preparation in it, and ours: "second" and so on after "first"."""
    library = opened(home)
    dossier = _dossier()
    other = structs.replace(dossier, preparation=a_preparation("p2", title="other"))
    etag = library.put(dossier, None)
    library.put(other, None)
    dossier = library.get("p1", TODAY).dossier
    for number in range(1, versions):
        dossier = titled(dossier, f"version {number + 1}")
        etag = library.put(dossier, etag)
    kept = library.get("p1", TODAY)
    assert kept.etag == etag
    return library, kept


def first_save(home: Path) -> Callable[[], object]:
    opening: list[TinyLibrary] = []

    def act() -> None:
        if not opening:
            opening.append(opened(home))
        opening[0].put(_dossier(), None)

    return act


def save(home: Path) -> Callable[[], object]:
    library, kept = _saved(home)
    return lambda: library.put(titled(kept.dossier, "new"), kept.etag)


def save_with_goals(home: Path) -> Callable[[], object]:
    library, kept = _saved(home, 2)
    changed = with_goal(titled(kept.dossier, "new"), "g2", "a new goal")
    return lambda: library.put(changed, kept.etag)


def save_and_let_an_old_version_go(home: Path) -> Callable[[], object]:
    library, kept = _saved(home, 52)
    return lambda: library.put(titled(kept.dossier, "new"), kept.etag)


def save_goals_beside_another_window(home: Path) -> Callable[[], object]:
    library, kept = _saved(home)
    beside = opened(home)
    other = beside.get("p2", TODAY)
    beside.put(with_goal(other.dossier, "g7", "theirs"), other.etag)
    return lambda: library.put(with_goal(kept.dossier, "g8", "ours"), kept.etag)


def save_over_damage(home: Path) -> Callable[[], object]:
    library, kept = _saved(home, 2)
    _damage(home / "preparations" / "p1.json")
    return lambda: library.put(titled(kept.dossier, "new"), kept.etag)


def delete(home: Path) -> Callable[[], object]:
    library, kept = _saved(home, 2)
    return lambda: library.delete("p1", kept.etag)


def delete_what_was_saved_once(home: Path) -> Callable[[], object]:
    library, kept = _saved(home)
    return lambda: library.delete("p1", kept.etag)


def restore(home: Path) -> Callable[[], object]:
    library, _ = _saved(home, 3)
    (oldest,) = library.history("p1")[-1:]
    return lambda: library.restore(oldest)


def restore_what_was_deleted(home: Path) -> Callable[[], object]:
    library, kept = _saved(home, 2)
    version = library.delete("p1", kept.etag)
    return lambda: library.restore(version)


def restore_goals(home: Path) -> Callable[[], object]:
    library, kept = _saved(home)
    goals = (*kept.dossier.organisation.goals, Goal(id="g2", title="a new goal"))
    library.put(structs.replace(kept.dossier, organisation=Organisation(name="Kestrel", goals=goals)), kept.etag)
    (version,) = library.goal_versions(kept.dossier.organisation_id)[-1:]
    return lambda: library.restore(version)


def _case() -> tuple[Organisation, list[Preparation]]:
    organisation = Organisation(name="Kestrel", goals=(Goal(id="g5", title="from outside"),))
    later = a_preparation("c1", title="later attempt", follows="c0")
    later = structs.replace(later, why=structs.replace(later.why, goal_ids=("g5",)))
    return organisation, [later, a_preparation("c0", title="earlier attempt")]


def add(home: Path) -> Callable[[], object]:
    library, _ = _saved(home)
    organisation, preparations = _case()
    return lambda: library.add(organisation, preparations, dt.date(2026, 12, 15))


def add_to_an_empty_library(home: Path) -> Callable[[], object]:
    library = opened(home)
    organisation, preparations = _case()
    return lambda: library.add(organisation, preparations, None)


def _damage(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[:100] + b"\0" * 100 + data[200:])


def repair(home: Path) -> Callable[[], object]:
    library, _ = _saved(home, 2)
    _damage(home / "preparations" / "p1.json")
    return lambda: library.get("p1", TODAY)


def repair_by_check(home: Path) -> Callable[[], object]:
    library, kept = _saved(home, 2)
    library.put(with_goal(kept.dossier, "g2", "a new goal"), kept.etag)
    _damage(home / "preparations" / "p1.json")
    _damage(home / "organisations" / f"{kept.dossier.organisation_id}.json")
    return library.check


def check(home: Path) -> Callable[[], object]:
    library, _ = _saved(home, 2)
    return library.check


def keep_what_was_given_up(home: Path) -> Callable[[], object]:
    library, kept = _saved(home, 2)
    return lambda: library.keep(with_goal(titled(kept.dossier, "given up"), "g9", "given up, too"))


def erase(home: Path) -> Callable[[], object]:
    library, kept = _saved(home, 3)
    library.delete("p1", kept.etag)
    return lambda: library.erase("p1")


def put_aside(home: Path) -> Callable[[], object]:
    _, kept = _saved(home, 2)
    return lambda: save_aside(home, titled(kept.dossier, "not saved"), kept.etag)


def take_up_what_was_put_aside(home: Path) -> Callable[[], object]:
    library, kept = _saved(home, 2)
    save_aside(home, titled(kept.dossier, "not saved"), kept.etag)

    def act() -> None:
        if not take_up(library, home):
            raise LibraryError(common_error("save_failed", folder=str(home), reason="the text waits"))

    return act


DOINGS: Mapping[str, Doing] = {
    doing.__name__: doing
    for doing in (
        first_save,
        save,
        save_with_goals,
        save_and_let_an_old_version_go,
        save_goals_beside_another_window,
        save_over_damage,
        delete,
        delete_what_was_saved_once,
        restore,
        restore_what_was_deleted,
        restore_goals,
        add,
        add_to_an_empty_library,
        repair,
        repair_by_check,
        check,
        keep_what_was_given_up,
        erase,
        put_aside,
        take_up_what_was_put_aside,
    )
}


@dataclass(frozen=True)
class Seen:
    """What a window finds that opens the library: preparations, organisations, and the titles of versions by id."""

    preparations: Mapping[str, Preparation]
    organisations: Mapping[str, Organisation]
    versions: Mapping[str, frozenset[str]]
    aside: frozenset[tuple[str, str]]
    findings: tuple[Finding, ...]

    def said(self) -> frozenset[tuple[str, str]]:
        """Every version that can still be read, as id and title: the current ones, those of history, and put aside."""
        current = {(item_id, preparation.title) for item_id, preparation in self.preparations.items()}
        return frozenset(
            current | self.aside | {(item_id, title) for item_id, titles in self.versions.items() for title in titles}
        )

    def content(self) -> tuple[Mapping[str, Preparation], Mapping[str, Organisation]]:
        """What is current."""
        return self.preparations, self.organisations


def look(home: Path) -> Seen:
    """Open the library as the next window does, and read everything."""
    library = opened(home)
    rows = {row.id: row.title for row in library.summaries()}
    kept = {item_id: library.get(item_id, TODAY) for item_id in rows}
    for item_id, one in kept.items():
        assert one.dossier.preparation.title == rows[item_id]
        goals = {goal.id for goal in one.dossier.organisation.goals}
        assert goals.issuperset(one.dossier.preparation.why.goal_ids), "the preparation refers to goals that are lost"
    deleted = {version.id for version in library.history()}
    versions = {item_id: frozenset(one.title for one in library.history(item_id)) for item_id in rows.keys() | deleted}
    seen = Seen(
        preparations={item_id: one.dossier.preparation for item_id, one in kept.items()},
        organisations=dict(library.organisations()),
        versions=versions,
        aside=frozenset((one.path.stem[:-21], one.title) for one in waiting(home)),
        findings=tuple(library.findings()),
    )
    library.close()
    return seen
