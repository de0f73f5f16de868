"""Answers from a business's own exports; what reads tables is the extra `data`, and is imported in this room alone."""
