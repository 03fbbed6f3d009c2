"""What the marketer touches: the terminal app and the command."""
