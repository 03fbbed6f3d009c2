"""The nemawashi command, one file a subcommand."""
