"""``nemawashi doctor``: is the library well, and what was repaired or set aside."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from prep.words import render
from tui.actions.health import described, examine
from tui.cli.command import subcommand
from tui.cli.parameters import json_option, ui_option
from tui.cli.session import Session, one_line

if TYPE_CHECKING:
    from prep.library.protocol import Finding
    from tui.actions.health import Report

NOT_WELL = 3


@subcommand("doctor", [json_option(), ui_option()])
def command(session: Session, as_json: bool) -> int:
    """Exit code 0 when all is well or was repaired, 3 when something is left that the user must see to."""
    with session.library() as library, session.progress() as progress:
        report = examine(library, progress.count)
    if as_json:
        session.out(json.dumps(_document(session, report), ensure_ascii=False, indent=2))
    else:
        _print(session, report)
    return 0 if report.well else NOT_WELL


def _document(session: Session, report: Report) -> dict[str, object]:
    from prep.settings import library_home

    return {
        "home": str(library_home()),
        "ok": report.well,
        "checked": report.checked,
        "repaired": [_row(session, finding) for finding in report.repaired],
        "quarantined": [_row(session, finding) for finding in report.quarantined],
        "untouched": [_row(session, finding) for finding in report.untouched],
    }


def _row(session: Session, finding: Finding) -> dict[str, str]:
    why = render(described(finding), session.language)
    return {"kind": finding.kind, "file": finding.file, "detail": finding.detail, "why": why}


def _print(session: Session, report: Report) -> None:
    session.out(session.text("command.doctor.checked", n=report.checked))
    for finding in (*report.quarantined, *report.repaired, *report.untouched):
        session.out(f"  {one_line(render(described(finding), session.language))}")
    session.out(session.text("command.doctor.well" if report.well else "command.doctor.not_well"))
