"""The entities of a preparation as frozen structs; field names are those of the case format (format.md)."""
