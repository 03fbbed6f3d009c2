"""``nemawashi check ID|FILE``: is it ready, and what is missing where."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

from prep.words import Message, render
from tui.actions.checking import Kind, check, verdict
from tui.cli.command import subcommand
from tui.cli.parameters import json_option, kind_option, on_option, target_argument, ui_option
from tui.cli.session import Session, one_line

if TYPE_CHECKING:
    from prep.model.dossier import Dossier
    from prep.readiness.assessment import Assessment, Failure


@subcommand("check", [target_argument(), kind_option(), json_option(), on_option(), ui_option()])
def command(session: Session, target: str, kind: Kind, as_json: bool, on: dt.date | None) -> int:
    """Exit code 0 when ready for ``kind``, 1 when not."""
    dossier = session.dossier(target, on)
    assessment = check(dossier)
    if as_json:
        session.out(json.dumps(_document(session, dossier, assessment), ensure_ascii=False, indent=2))
    else:
        _print(session, dossier, assessment, kind)
    return 0 if verdict(assessment, kind).ready else 1


def _document(session: Session, dossier: Dossier, assessment: Assessment) -> dict[str, object]:
    preread, rollout = assessment.preread, assessment.rollout
    return {
        "id": dossier.preparation.id,
        "title": dossier.preparation.title,
        "ready": preread.ready,
        "score": preread.score,
        "failed": [_failure(session, failure) for failure in preread.failed],
        "dangling": list(assessment.dangling),
        "rollout": {"ready": rollout.ready, "failed": [_failure(session, failure) for failure in rollout.failed]},
    }


def _failure(session: Session, failure: Failure) -> dict[str, str]:
    why = render(failure.why, session.language)
    return {"id": failure.id, "level": failure.level, "why": why, "where": failure.place}


def _print(session: Session, dossier: Dossier, assessment: Assessment, kind: Kind) -> None:
    """The verdict, then what must hold, then the warnings, each with its place."""
    chosen = verdict(assessment, kind)
    title = dossier.preparation.title
    key = f"command.check.{kind}_{'ready' if chosen.ready else 'not_ready'}"
    session.out(one_line(session.text(key, title=title, score=str(chosen.score))))
    for level in ("must", "warning"):
        for failure in (failure for failure in chosen.failed if failure.level == level):
            mark = session.text(f"command.check.{level}")
            why = render(failure.why, session.language)
            session.out("  " + one_line(f"{mark} {failure.id}  {why}  [{failure.place}]"))
    for place in assessment.dangling:
        session.out(f"  {one_line(session.text('command.check.dangling', place=place))}")
    if chosen.ready and not chosen.failed:
        session.say(Message("command.check.nothing_missing"))
