"""A plan made readable: sections, formats, papers."""
