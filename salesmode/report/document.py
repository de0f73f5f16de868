"""What a plan is made of before it is drawn: sections of a few kinds of block, every text plain and with an id."""

from msgspec import Struct


class Paragraph(Struct, frozen=True):
    """A paragraph; `label` stands before it and stands out."""

    text: str
    label: str = ""
    id: str = ""


class Quote(Struct, frozen=True):
    """The very words to say or write."""

    text: str
    label: str = ""
    id: str = ""


class Items(Struct, frozen=True):
    """A list; `numbered` where the order matters. Each item is a paragraph."""

    items: tuple[Paragraph, ...]
    numbered: bool = False
    label: str = ""


class Table(Struct, frozen=True):
    """Rows under headings; `right` are the columns of figures, `ids` one for each row.

    `drawn` are columns drawn with characters, which a format that has charts leaves out.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: frozenset[int] = frozenset()
    ids: tuple[str, ...] = ()
    drawn: frozenset[int] = frozenset()


class Heading(Struct, frozen=True):
    """A heading inside a section; `depth` 1 is under the section's own, 2 under that."""

    text: str
    depth: int = 1
    id: str = ""


Block = Paragraph | Quote | Items | Table | Heading


class Section(Struct, frozen=True):
    """A part of the plan in reading order."""

    id: str
    title: str
    blocks: tuple[Block, ...]


class Outline(Struct, frozen=True):
    """A whole plan, ready to draw; `colon` stands between a label and what it labels.

    `stamp` says what it was made from, `byline` for whom, on which day and by whom; either may be empty.
    """

    title: str
    stamp: str
    colon: str
    sections: tuple[Section, ...]
    byline: str = ""
