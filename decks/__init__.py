"""What executives and staff receive: decks as plain values, laid out and written to files."""
