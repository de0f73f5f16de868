"""A plan as one page: no script, nothing fetched, the same sections as every other format, and charts."""

from salesmode.report.formats.html.page import html

__all__ = ["html"]
