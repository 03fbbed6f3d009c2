"""Runs writers and kills them at random moments; prints as JSON what was lost. Run by test_kills.py.

A process of its own with one thread, so that forking it is safe; each fork is a real process. The writer says through
a pipe what it is about to do, and again when the library acknowledged it: whatever was acknowledged must be found, and
what it was killed in must be done wholly or not at all.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import filelock  # noqa: F401 (imported before the first fork, which otherwise would pay for it)
from doings import opened, titled, with_goal

import prep.words
from prep.intake.case import Case, read_case
from prep.library.protocol import Kept
from prep.library.tiny import TinyLibrary

CHECKED = 10
"""After so many kills every file and version is read."""

Step = dict[str, str]
"""What a writer did: "act" save, goal, delete, restore or add; "id" of the preparation; "title" it has then; "goal"."""


@dataclass
class Expected:
    """What was acknowledged: titles by id (None: deleted), the goals by id, and every version that was ever current."""

    titles: dict[str, str | None] = field(default_factory=dict)
    goals: set[str] = field(default_factory=set)
    newest: dict[str, list[str]] = field(default_factory=dict)

    def take(self, step: Step) -> None:
        if "goal" in step:
            self.goals.add(step["goal"])
        if step["act"] == "delete":
            self.titles[step["id"]] = None
        elif "id" in step:
            self.titles[step["id"]] = step["title"]
            self.newest.setdefault(step["id"], []).append(step["title"])


def _slow_disk() -> None:
    """Writes arrive in small pieces, so that most kills fall into the middle of one."""
    write = os.write

    def slowly(handle: int, data: bytes | memoryview) -> int:
        time.sleep(0.0001)
        return write(handle, data[:1024])

    os.write = slowly  # type: ignore[assignment]


def _work_until_killed(home: Path, ids: list[str], case: Case, number: int, telling: int) -> None:
    write = os.write
    _slow_disk()
    library = opened(home)
    draw = random.Random(number)

    def tell(said: str, step: Step) -> None:
        write(telling, json.dumps({"said": said, **step}).encode() + b"\n")

    tell("ready", {})
    while True:
        number += 1
        for step in _one_step(library, draw.choice(ids), case, number, draw):
            tell("done" if step.pop("done", "") else "begins", step)


def _one_step(
    library: TinyLibrary, preparation_id: str, case: Case, number: int, draw: random.Random
) -> Iterator[Step]:
    """Do one thing; yields it before, and again with "done" after it was acknowledged."""
    deleted = {version.id: version for version in library.history()}
    if preparation_id in deleted:
        step = {"act": "restore", "id": preparation_id, "title": deleted[preparation_id].title}
        yield dict(step)
        library.restore(deleted[preparation_id])
        yield {**step, "done": "yes"}
        return
    kept = library.get(preparation_id)
    act = draw.choices(("save", "goal", "delete", "restore", "add"), (70, 10, 7, 8, 5))[0]
    versions = library.history(preparation_id) if act == "restore" else ()
    if act == "restore" and not versions:
        act = "save"
    step = {"act": act, "id": preparation_id, "title": str(number)}
    if act == "goal":
        step["goal"] = f"g{number}"
    elif act == "restore":
        step["title"] = versions[-1].title
    elif act == "add":
        step = {"act": "add"}
    yield dict(step)
    added = _do(library, kept, step, case)
    yield {**step, **added, "done": "yes"}


def _do(library: TinyLibrary, kept: Kept, step: Step, case: Case) -> Step:
    """The step as a call of the library; what only its answer tells: the id of what was added."""
    match step["act"]:
        case "save":
            library.put(titled(kept.dossier, step["title"]), kept.etag)
        case "goal":
            library.put(with_goal(titled(kept.dossier, step["title"]), step["goal"], step["title"]), kept.etag)
        case "delete":
            library.delete(step["id"], kept.etag)
        case "restore":
            library.restore(library.history(step["id"])[-1])
        case "add":
            new = library.add(case.organisation, case.preparations[:1], None).preparation_ids[0]
            return {"id": new, "title": case.preparations[0].title}
    return {}


def _kill_one(home: Path, ids: list[str], case: Case, number: int, moment: random.Random) -> list[Step]:
    """Start a writer, kill it; what it said."""
    reading, writing = os.pipe()
    writer = os.fork()
    if writer == 0:
        os.close(reading)
        try:
            _work_until_killed(home, ids, case, number, writing)
        finally:
            os._exit(1)  # an error ends the writer, and shows as one that did nothing
    os.close(writing)
    # Counted lines first (ready, begins, done, begins …), so that writers are killed at work on a slow machine, too.
    wanted, said = 2 + 2 * moment.randrange(3), b""
    while said.count(b"\n") < wanted and (piece := os.read(reading, 4096)):
        said += piece
    time.sleep(moment.uniform(0, 0.015))
    os.kill(writer, signal.SIGKILL)
    os.waitpid(writer, 0)
    while piece := os.read(reading, 65536):
        said += piece
    os.close(reading)
    return [json.loads(line) for line in said.splitlines()]


def _wrong(home: Path, expected: Expected, step: Step | None) -> Iterator[str]:
    """What of the expected is not current; ``step`` is what the writer was killed in, None: nothing."""
    library = opened(home)
    rows = {row.id: row.title for row in library.summaries()}
    for preparation_id, title in expected.titles.items():
        allowed = {title}
        if step is not None and step.get("id") == preparation_id:
            allowed.add(None if step["act"] == "delete" else step["title"])
        if rows.get(preparation_id) not in allowed:
            yield f"lost: {preparation_id} is {rows.get(preparation_id)} and not {title}"
    for preparation_id, title in rows.items():
        dossier = library.get(preparation_id).dossier
        goals = {goal.id for goal in dossier.organisation.goals}
        if dossier.preparation.title != title or not goals.issuperset(dossier.preparation.why.goal_ids):
            yield "unfit"
        if not goals.issuperset(expected.goals):
            yield "lost: goals"
    yield from (f"damaged: {one.kind}" for one in library.findings() if one.kind not in ("swept", "index"))


def _wrong_beneath(home: Path, expected: Expected) -> Iterator[str]:
    """What is wrong with versions and files; whatever it is, it stays, so that not every kill has to be followed."""
    library = opened(home)
    findings = library.check().findings
    yield from (f"damaged: {one.kind}" for one in findings if one.kind not in ("swept", "index"))
    if any(home.rglob(".tmp-*")):
        yield "left over"
    rows = {row.id for row in library.summaries()}
    buried = {version.id for version in library.history()}
    for preparation_id, titles in expected.newest.items():
        versions = {version.title for version in library.history(preparation_id)}
        if not versions.issuperset(titles[-20:-1]):
            yield "lost: a version"
        if preparation_id not in rows | buried:
            yield "lost: a deleted preparation"


def main(home: Path, kills: int, seed: int) -> None:
    case = read_case(Path(prep.words.__file__).parent / "samples" / "case-ja.json")
    library = opened(home)
    ids = list(library.add(case.organisation, case.preparations[:1] * 2, None).preparation_ids)
    expected = Expected()
    for number, preparation_id in enumerate(ids):
        kept = library.get(preparation_id)
        library.put(titled(kept.dossier, str(number)), kept.etag)
        expected.take({"act": "save", "id": preparation_id, "title": str(number)})
    moment, number = random.Random(seed), 0
    wrong: Counter[str] = Counter()
    done: Counter[str] = Counter()
    midway: Counter[str] = Counter()
    for kill in range(1, kills + 1):
        said = _kill_one(home, ids, case, number, moment)
        for step in (step for step in said if step["said"] == "done"):
            expected.take(step)
            done[step["act"]] += 1
        last = said[-1] if said and said[-1]["said"] == "begins" else None
        if last is not None:
            midway[last["act"]] += 1
        wrong.update(_wrong(home, expected, last))
        if kill % CHECKED == 0 or kill == kills:
            wrong.update(_wrong_beneath(home, expected))
        number += 100_000
        _agree(home, expected, last)
    print(json.dumps({"wrong": wrong, "done": done, "midway": midway, "kills": kills}))


def _agree(home: Path, expected: Expected, step: Step | None) -> None:
    """What the writer was killed in may have been done: go on from what is there. Added ones go, to stay quick."""
    library = opened(home)
    rows = {row.id: row.title for row in library.summaries()}
    if step is not None and step.get("id") in expected.titles:
        expected.titles[step["id"]] = rows.get(step["id"])
    for preparation_id in rows.keys() - dict.fromkeys(list(expected.titles)[:2]).keys():
        library.delete(preparation_id, library.get(preparation_id).etag)
        library.erase(preparation_id)
        expected.titles.pop(preparation_id, None)
        expected.newest.pop(preparation_id, None)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
