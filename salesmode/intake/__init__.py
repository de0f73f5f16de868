"""Answers in: read from files, flags, prompts; the questions themselves."""
