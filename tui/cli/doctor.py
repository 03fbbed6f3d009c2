"""``nemawashi doctor``: is the library well, and what was repaired or set aside."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from prep.words import Message, render
from tui.actions.health import described, examine
from tui.cli.command import subcommand
from tui.cli.parameters import json_option, ui_option
from tui.cli.session import Session, one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from prep.library.protocol import Finding
    from tui.actions.health import Report

NOT_WELL = 3


@subcommand("doctor", [json_option(), ui_option()])
def command(session: Session, as_json: bool) -> int:
    """Exit code 0 when all is well or was repaired, 3 when something is left that the user must see to."""
    from prep.settings import library_home

    home = library_home()
    with session.library() as library, session.progress() as progress:
        report = examine(library, progress.count, home)
    if as_json:
        session.out(json.dumps(_document(session, report, home), ensure_ascii=False, indent=2))
    else:
        _print(session, report, home)
    return 0 if report.well else NOT_WELL


def _document(session: Session, report: Report, home: Path) -> dict[str, object]:
    return {
        "home": one_line(str(home)),
        "ok": report.well,
        "checked": report.checked,
        "versions": report.versions,
        "repaired": [_row(session, report, finding) for finding in report.repaired],
        "quarantined": [_row(session, report, finding) for finding in report.quarantined],
        "untouched": [_row(session, report, finding) for finding in report.untouched],
        "rescued": [{"title": one.title, "where": one.where} for one in report.rescued],
    }


def _row(session: Session, report: Report, finding: Finding) -> dict[str, str | None]:
    return {
        "kind": finding.kind,
        "file": one_line(finding.file),
        "detail": one_line(finding.detail),
        "damage": finding.damage,
        "why": one_line(render(described(finding, report.titles), session.language)),
    }


def _print(session: Session, report: Report, home: Path) -> None:
    session.out(one_line(session.text("command.doctor.home", folder=str(home))))
    session.out(
        session.text(
            "command.doctor.read",
            files=Message("command.doctor.checked", {"n": report.checked}),
            versions=Message("command.doctor.versions", {"n": report.versions}),
        )
    )
    _list(session, "command.doctor.quarantined", [described(one, report.titles) for one in report.quarantined])
    _list(session, "command.doctor.repaired", [described(one, report.titles) for one in report.repaired])
    rescued = [Message(f"command.doctor.taken_up.{one.where}", {"title": one.title}) for one in report.rescued]
    _list(session, "command.doctor.rescued", rescued)
    _list(session, "command.doctor.untouched", [described(one, report.titles) for one in report.untouched])
    if report.lost:
        session.out(session.text("command.doctor.next_lost"))
    kept = _quarantined(home)
    if kept:
        folder = str(home / "quarantine")
        session.out(one_line(session.text("command.doctor.kept", n=kept, folder=folder)))
    session.out(session.text("command.doctor.well" if report.well else "command.doctor.not_well"))


def _list(session: Session, heading: str, said: Sequence[Message]) -> None:
    if said:
        session.out(session.text(heading))
        for message in said:
            session.out(f"  {one_line(render(message, session.language))}")


def _quarantined(home: Path) -> int:
    """How many damaged files lie set aside, those of earlier repairs included."""
    try:
        return sum(1 for _ in (home / "quarantine").glob("*.json"))
    except OSError:
        return 0
