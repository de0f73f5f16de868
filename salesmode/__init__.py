"""salesmode: answers about a business in, a reasoned sales plan out."""

from __future__ import annotations

__version__ = "0.1.0"
