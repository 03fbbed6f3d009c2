"""The nemawashi command, one file a subcommand. This file stays light: --version answers before anything is loaded."""

import atexit
import gc
import sys

RARELY = 100_000
"""How many objects come before Python looks for waste: what a command loads, it keeps."""


def main() -> int:
    """Run the command line of this process; its exit code (design.md, the command)."""
    arguments = sys.argv[1:]
    if arguments == ["--version"]:
        from prep import __version__

        sys.stdout.write(f"nemawashi {__version__}\n")
        return 0
    gc.set_threshold(RARELY)
    atexit.register(gc.freeze)  # nor does it look through all of it when the process is about to end anyway
    try:
        from tui.cli.run import run

        return run(arguments)
    except KeyboardInterrupt:  # while it was being loaded
        return 130
