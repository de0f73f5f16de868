"""Answers and knowledge in, one whole plan out."""
