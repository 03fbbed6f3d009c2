"""The nemawashi command, one file a subcommand. This file stays light: --version answers before anything is loaded."""

import atexit
import gc
import sys


def main() -> int:
    """Run the command line of this process; its exit code (design.md, the command)."""
    arguments = sys.argv[1:]
    if arguments == ["--version"]:
        from prep import __version__

        sys.stdout.write(f"nemawashi {__version__}\n")
        return 0
    from tui.waste import look_rarely

    look_rarely()
    atexit.register(gc.freeze)  # it does not look through all of it when the process is about to end anyway
    try:
        from tui.cli.run import run

        return run(arguments)
    except KeyboardInterrupt:  # while it was being loaded
        return 130
