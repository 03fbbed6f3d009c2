"""``nemawashi open ID|FILE``: open one preparation; a case file is imported first."""

from __future__ import annotations

import datetime as dt

from tui.actions.importing import import_files, notices
from tui.actions.opening import FileTarget, file_target, full_id
from tui.cli.command import subcommand
from tui.cli.parameters import on_option, target_argument, ui_option
from tui.cli.screen import need_terminal, open_app
from tui.cli.session import Session


@subcommand("open", [target_argument(), on_option(), ui_option()])
def command(session: Session, target: str, on: dt.date | None) -> int:
    """Import when a file is named, then hand over to the app."""
    need_terminal()
    file = file_target(target)
    if file is not None:
        return open_app(session, _imported(session, file), on or session.on)
    with session.library() as library:
        preparation_id = full_id(library, target)
    return open_app(session, preparation_id, on or session.on)


def _imported(session: Session, file: FileTarget) -> str:
    """The new id of the preparation that ``file`` names, all of the file being imported."""
    from prep.intake.case import read_case
    from tui.actions.opening import from_file

    case_id = from_file(file, None).preparation.id  # refuses an unknown #id before anything is imported
    place = [preparation.id for preparation in read_case(file.path).preparations].index(case_id)
    with session.library() as library:
        imported = import_files(library, [file.path])[0]
    for notice in notices(imported):
        session.say(notice)
    return imported.preparation_ids[place]
