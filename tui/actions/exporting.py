"""Giving a preparation back as a case file. It holds private notes: whoever asks is told so."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tui.actions.files import check_out, write_out

if TYPE_CHECKING:
    from prep.model.dossier import Dossier


def export_case(dossier: Dossier) -> bytes:
    """The case file of a dossier: organisation, the preparation and those it follows, with their case ids."""
    from prep.intake.case import write_case

    return write_case(dossier)


def write_export(dossier: Dossier, out: Path, force: bool) -> Path:
    """Write the case file to ``out``, readable by its owner only; InputError when it exists without ``force``."""
    check_out(out, force)
    write_out(out, export_case(dossier), force, private=True)
    return out
