"""``nemawashi check ID|FILE``: is it ready, and what is missing where."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

from prep.words import Message, render
from tui.actions.checking import Kind, check, verdict
from tui.actions.faults import deck_findings
from tui.actions.mending import place_of, sentence
from tui.cli.command import subcommand
from tui.cli.parameters import json_option, kind_option, on_option, target_argument, ui_option
from tui.cli.session import Session, one_line

if TYPE_CHECKING:
    from decks.lint import Finding
    from prep.model.dossier import Dossier
    from prep.readiness.assessment import Assessment, Failure


@subcommand("check", [target_argument(), kind_option(), json_option(), on_option(), ui_option()])
def command(session: Session, target: str, kind: Kind, as_json: bool, on: dt.date | None) -> int:
    """Exit code 0 when ready for ``kind``, 1 when not."""
    dossier = session.dossier(target, on)
    assessment = check(dossier)
    faults = deck_findings(dossier, assessment, kind)
    if as_json:
        document = _document(session, dossier, assessment)
        document["deck"] = None if faults is None else [_fault(session, one, dossier, kind) for one in faults]
        session.out(json.dumps(document, ensure_ascii=False, indent=2))
    else:
        _print(session, dossier, assessment, kind)
        _print_faults(session, _told(faults), dossier, kind)
        if not (faults or verdict(assessment, kind).failed):
            session.say(Message("command.check.nothing_missing"))
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


def _fault(session: Session, fault: Finding, dossier: Dossier, kind: Kind) -> dict[str, object]:
    return {
        "id": fault.id,
        "level": fault.level,
        "why": render(fault.why, session.language),
        "slides": list(fault.slides),
        "where": place_of(fault, dossier, kind),
    }


def _told(faults: tuple[Finding, ...] | None) -> tuple[Finding, ...]:
    """The faults as a person reads them: many alike in one line."""
    from decks.lint import gathered

    return gathered(faults or ())


def _print_faults(session: Session, faults: tuple[Finding, ...], dossier: Dossier, kind: Kind) -> None:
    """What a reader of the deck would complain of, with slide numbers."""
    if faults:
        session.out(session.text("command.check.deck", n=len(faults)))
    for fault in faults:
        why = render(sentence(fault), session.language)
        mark = session.text(f"command.check.{fault.level}")
        session.out("  " + one_line(f"{mark} {fault.id}  {why}  [{place_of(fault, dossier, kind)}]"))
