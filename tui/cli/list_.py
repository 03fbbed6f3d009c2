"""``nemawashi list``: the preparations of the library, last saved first."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from prep.words import Message
from tui.cli.command import subcommand
from tui.cli.parameters import json_option, ui_option
from tui.cli.session import Session, one_line

if TYPE_CHECKING:
    from prep.library.protocol import Summary

SHORTEST_ID = 8


@subcommand("list", [json_option(), ui_option()])
def command(session: Session, as_json: bool) -> int:
    """One line a preparation; an empty library says on stderr what to do first."""
    with session.library() as library, session.progress() as progress:
        summaries = library.summaries(progress.count)
    if as_json:
        session.out(json.dumps([_row(summary) for summary in summaries], ensure_ascii=False, indent=2))
    elif summaries:
        _print(session, summaries)
    else:
        session.say(Message("command.list.empty"))
    return 0


def _row(summary: Summary) -> dict[str, str | int | bool]:
    return {
        "id": summary.id,
        "title": summary.title,
        "language": summary.language,
        "stage": summary.stage,
        "updated": summary.updated.isoformat(),
        "ready": summary.ready,
        "score": summary.score,
    }


def _print(session: Session, summaries: Sequence[Summary]) -> None:
    """Columns apart by a tab, each id as short as still names one preparation only."""
    length = _id_length([summary.id for summary in summaries])
    for summary in summaries:
        updated = f"{summary.updated.astimezone():%Y-%m-%d %H:%M}"
        columns = (summary.id[:length], updated, *_told(session, summary), summary.title)
        session.out("\t".join(one_line(column) for column in columns))


def _told(session: Session, summary: Summary) -> tuple[str, str, str]:
    """Language, stage and verdict; of a file that only a later nemawashi opens, nothing but that is known."""
    if summary.newer:
        return "", "", session.text("command.list.newer")
    ready = session.text("command.list.ready" if summary.ready else "command.list.not_ready")
    return summary.language, session.text(f"common.stage.{summary.stage}"), f"{summary.score:3d} {ready}"


def _id_length(ids: Sequence[str]) -> int:
    longest = max(len(name) for name in ids)
    return next((n for n in range(SHORTEST_ID, longest) if len({name[:n] for name in ids}) == len(ids)), longest)
