"""Where dossiers are kept, safely (storage.md)."""
