"""Compiles the catalogues: the build hook of the wheel and of editable installs, and a command for developers.

``python -m prep.words.build_catalogues`` compiles every .po whose .mo is missing or older.
"""

from __future__ import annotations

from pathlib import Path

LOCALE_DIR = Path(__file__).parent / "locale"


def compile_catalogues(folder: Path = LOCALE_DIR) -> list[Path]:
    """Write the .mo beside every .po below ``folder`` that needs it; the paths of all .mo files."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = []
    for source in sorted(folder.rglob("*.po")):
        target = source.with_suffix(".mo")
        compiled.append(target)
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        with source.open("rb") as file:
            catalogue = read_po(file, locale=source.parent.parent.name, abort_invalid=True)
        part = target.with_suffix(".part")
        with part.open("wb") as out:
            write_mo(out, catalogue)
        part.replace(target)
    return compiled


try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # an installed nemawashi has no hatchling and needs none
    pass
else:

    class CatalogueHook(BuildHookInterface):  # type: ignore[type-arg]
        """Compiles the catalogues before hatchling collects the files."""

        PLUGIN_NAME = "custom"

        def initialize(self, version: str, build_data: dict[str, object]) -> None:
            """Called by hatchling for wheels and editable installs alike; ``version`` says which."""
            compile_catalogues(Path(self.root) / "prep" / "words" / "locale")


if __name__ == "__main__":
    for _path in compile_catalogues():
        pass
