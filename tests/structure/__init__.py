"""An own checker of decks: it reads files with zipfile and lxml alone, and shares no code with what writes them."""
