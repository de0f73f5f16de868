"""The papers of the kit: what they say, that any business gets them filled, and what becomes of an edited one."""

from __future__ import annotations

import errno
import itertools
import json
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from helpers.commands import called, refused
from helpers.libraries import EXAMPLES, LIBRARIES, LIBRARY, Raw, build, example, text
from helpers.moves import firm, library_of, raw_move
from helpers.profiles import REPR, SOME, profiles
from hypothesis import given

from salesmode.business.profile import Profile
from salesmode.check import papers as checked
from salesmode.check.material import Material
from salesmode.engine.plan import make_plan
from salesmode.errors import OutputError
from salesmode.knowledge.build import typed
from salesmode.knowledge.files import KnowledgeFile, Where
from salesmode.knowledge.library import LANGS, Lang, Library
from salesmode.report.formats import FORMATS, Report
from salesmode.report.kit import write_kit
from salesmode.report.kit.keeping import MANIFEST, Sheet, keep
from salesmode.report.kit.pages import Writer, kit_pages
from salesmode.report.kit.papers import START_NAME, Used, papers_used
from salesmode.report.outlines import words_for

FOLDER = Path(__file__).parent / "expected" / "kit"
PAPERS = tuple(LIBRARY.worksheets)
START_FILE = f"{START_NAME}.md"


class Case(NamedTuple):
    """A paper of an example in a language, kept as a file."""

    example: str
    lang: Lang
    paper: str

    @property
    def name(self) -> str:
        """The name of the file."""
        return f"{self.example}.{self.paper}.md"


CASES = [
    Case("industrial-robots", "en", "bid_card"),
    Case("industrial-robots", "en", "business_case"),
    Case("hospital-system", "zh", "stages"),
    Case("hospital-system", "zh", "icp_scorecard"),
]


def filled(profile: Profile, lang: Lang, *papers: str) -> list[str]:
    """Return papers filled for a business, whether or not its plan uses them."""
    library = LIBRARIES[lang]
    writer = Writer(make_plan(profile, library), library)
    return [writer.page(Used(library.worksheets[paper], 1, ())) for paper in papers]


def page(profile: Profile, lang: Lang, paper: str) -> str:
    """Return one paper filled for a business."""
    return filled(profile, lang, paper)[0]


def made(case: Case) -> str:
    """Return what the file should hold, without the library's hash."""
    return page(example(case.example), case.lang, case.paper).replace(LIBRARY.hash, "0" * len(LIBRARY.hash))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_whole_paper_is_as_expected(case: Case) -> None:
    """Every line is as a person last read it; `make expected` renews it."""
    assert made(case) == (FOLDER / case.name).read_text(encoding="utf-8")


def test_the_figures_of_a_business_case_are_those_worked_by_hand() -> None:
    """Price 620,000, own cost 15%, upkeep 31,000 a year, benefit six tenths of all cost: 806,000 x 0.6 = 483,600.

    Value: 483,600 x 2.48685 - (713,000 + 31,000 x 2.48685) = 412,549; payback 12 x 713,000 / 452,600 = 18.9 months.
    """
    text = page(example("industrial-robots"), "en", "business_case")
    assert "| EUR 484k | EUR 413k | 52.2% | 18.9 |" in text


def test_the_figures_of_a_bid_card_are_those_worked_by_hand() -> None:
    """An order leaves 620,000 x 31% = 192,200: a bid that costs 12,400 pays from a chance of 6.5% on.

    A cut of 5% takes 31,000, which is 16.1% of that, and asks for 5 / 26 = 19.2% more orders.
    """
    text = page(example("industrial-robots"), "en", "bid_card")
    assert "| 2% | EUR 12.4k | 6.5% |" in text
    assert "costs EUR 31k on the typical order, 16.1% of what it leaves, and needs 19.2% more orders" in text


# ------------------------------------------------------------------------------------------------- any business


def faults_of(text: str) -> list[str]:
    """Return what is wrong with a page as Markdown: headings, tables, lines, Python showing through."""
    lines = text.splitlines()
    found = [line for line in lines if REPR.search(line.replace("inf\\", ""))]
    found += ["not one title"] if sum(line.startswith("# ") for line in lines) != 1 else []
    found += [f"trailing space: {line}" for line in lines if line != line.rstrip()]
    found += [f"no empty line before: {line}" for before, line in itertools.pairwise(lines)
              if line.startswith("#") and before]  # fmt: skip
    found += ["three empty lines"] if "\n\n\n" in text else []
    for block in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE):
        rows = [len(re.findall(r"(?<!\\)\|", row)) for row in block.splitlines()]
        found += [f"uneven table: {block[:60]}"] if len(set(rows)) > 1 else []
        if len(rows) < 3 or not re.fullmatch(r"\|(?: -{3,}:? \|)+", block.splitlines()[1]):
            found.append(f"no table: {block[:60]}")
    for before, line in itertools.pairwise(lines):
        if line.startswith("|") and before and not before.startswith("|"):
            found.append(f"a table in the middle of a paragraph: {line}")
    return found


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", EXAMPLES)
def test_every_paper_is_well_formed_for_every_example(name: str, lang: Lang) -> None:
    """One title, tables with as many cells in each row, no figure that reads as Python prints it."""
    assert [fault for text in filled(example(name), lang, *PAPERS) for fault in faults_of(text)] == []


@SOME
@given(profiles())
def test_every_paper_can_be_filled_for_any_business(profile: Profile) -> None:
    """Whatever is known or not, in both languages; a second filling is the same to the letter."""
    plain = profile.replaced({"name": None, "offer": None})
    for lang, library in LIBRARIES.items():
        assert [fault for text in filled(plain, lang, *PAPERS) for fault in faults_of(text)] == []
        plan = make_plan(plain, library)
        pages = kit_pages(plan, library)
        assert [fault for one in pages for fault in faults_of(one.text)] == []
        assert kit_pages(plan, library) == pages


def test_what_is_not_known_is_asked_for_with_its_formula() -> None:
    """No figure is made up: without margin and price the card asks for both."""
    text = page(build(buyer="organization", buying_steps=("tender",)), "en", "bid_card")
    assert "[ ____ : cut / (margin - cut) ]" in text
    assert "[ ____ : share x order value ]" in text


def test_an_answer_cannot_break_the_page() -> None:
    """A name full of Markdown stands as it was typed."""
    text = page(build(name="# A | *b* <script> [x](y)", buyer="individual"), "en", "start_here")
    assert r"\# A \| \*b\* &lt;script> \[x\](y):" in text


def test_a_law_of_another_country_is_not_cited() -> None:
    """A Chinese shop reads of Chinese law alone, a business of unknown country of every law."""
    chinese = page(example("cosmetics"), "zh", "loyalty")
    assert "cn.pipl.consent" in chinese
    assert "eu.gdpr.marketing" not in chinese
    assert "eu.gdpr.marketing" in page(build(buyer="individual"), "en", "loyalty")


def test_papers_come_in_the_order_in_which_they_are_wanted() -> None:
    """The page that introduces them first; it links to each and says from which week on."""
    library = library_of(a=raw_move(needs=[{"move": "b2b.crm.b"}], kit=["icp_scorecard"]), b=raw_move(kit=["stages"]))
    first, *others = kit_pages(make_plan(firm(), library), library)
    assert first.file == START_FILE
    papers = first.text.partition("## The papers")[2]
    links = re.findall(r"^\| Week (\d+) .*?\]\((\w+\.md)\)", papers, re.MULTILINE)
    assert {("1", "stages.md"), ("2", "icp_scorecard.md")} <= set(links)
    assert [file for _, file in links] == [one.file for one in others]
    assert [int(week) for week, _ in links] == sorted(int(week) for week, _ in links)


def files_of(profile: Profile, library: Library) -> list[str]:
    """Return the files of a plan's kit behind the page that introduces them."""
    return [one.file for one in kit_pages(make_plan(profile, library), library)[1:]]


def test_papers_follow_the_moves_that_are_made() -> None:
    """The page says from which week on, and for which move; the weekly half hour alone comes with every plan."""
    library = library_of(a=raw_move(kit=["bid_card"]), b=raw_move(kit=["bid_card"]))
    plan = make_plan(firm(buying_steps={"tender"}), library)
    used = {used.paper.id: used for used in papers_used(plan, library.worksheets)}
    assert set(used) == {"bid_card", "weekly_review"}
    assert (used["bid_card"].week, [one.id for one in used["bid_card"].moves]) == (1, ["b2b.crm.a", "b2b.crm.b"])
    assert files_of(firm(), library_of(a=raw_move())) == ["weekly_review.md"]


def test_a_paper_about_what_the_business_lacks_is_left_out() -> None:
    """A firm that sells to firms gets no page about people who buy for themselves, though a move names it."""
    library = library_of(a=raw_move(kit=["loyalty"]))
    assert "loyalty.md" not in files_of(firm(), library)
    assert "loyalty.md" not in Writer(make_plan(firm(), library), library).kit()[0].text


def test_no_paper_repeats_the_steps_of_a_move() -> None:
    """They stand in the plan, and nowhere else."""
    steps = [text(f"a step that nobody else takes {number}") for number in (1, 2, 3)]
    library = library_of(a=raw_move(steps=steps))
    pages = kit_pages(make_plan(firm(), library), library)
    assert [page.file for page in pages if "a step that nobody else takes" in page.text] == []


SENTENCE = re.compile(r"[^.!?。！？|]{12,}[.!?。！？]")


def sentences(markdown: str) -> set[str]:
    """Return the whole sentences of a page that are no titles and no stamp, without what is drawn bold or numbered."""
    lines = [line for line in markdown.splitlines() if not line.startswith(("#", "`"))]
    plain = (re.sub(r"^(?:\d+\.|[->]) ?(?:\[ \] )?|\*\*", "", line) for line in lines)
    return {said.strip().lower() for line in plain for said in SENTENCE.findall(line)}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", EXAMPLES)
def test_no_paper_repeats_a_sentence_of_the_plan(name: str, lang: Lang) -> None:
    """Its steps, words, checks and what to do on Monday stand in the plan alone; titles and figures may return."""
    library = LIBRARIES[lang]
    plan = make_plan(example(name), library)
    told = sentences(FORMATS["md"](Report(plan, words_for(plan, library))))
    kit = "\n".join(page.text.replace("**", "").lower() for page in kit_pages(plan, library))
    assert [said for said in told if said in kit] == []


# ------------------------------------------------------------------------------------------ a folder one works in


def text_of(folder: Path, name: str) -> str:
    """Return a file of the folder."""
    return (folder / name).read_text(encoding="utf-8")


def test_a_second_run_renews_what_nobody_edited(tmp_path: Path) -> None:
    """In place, without a word."""
    keep([Sheet("a.md", b"one\n")], str(tmp_path))
    kept = keep([Sheet("a.md", b"two\n")], str(tmp_path))
    assert (kept.written, kept.beside, kept.edited) == (("a.md",), (), ())
    assert text_of(tmp_path, "a.md") == "two\n"


def test_an_edited_paper_is_left_and_the_new_one_goes_beside_it(tmp_path: Path) -> None:
    """Once; a third run with the same page has nothing to offer, and neither is touched."""
    keep([Sheet("a.md", b"one\n")], str(tmp_path))
    (tmp_path / "a.md").write_text("mine\n", encoding="utf-8")
    assert keep([Sheet("a.md", b"one\n")], str(tmp_path)).edited == ("a.md",)
    kept = keep([Sheet("a.md", b"two\n")], str(tmp_path))
    assert (kept.written, kept.beside) == (("a.new.md",), (("a.md", "a.new.md"),))
    assert (text_of(tmp_path, "a.md"), text_of(tmp_path, "a.new.md")) == ("mine\n", "two\n")
    assert keep([Sheet("a.md", b"two\n")], str(tmp_path)).edited == ("a.md",)
    (tmp_path / "a.new.md").unlink()
    assert keep([Sheet("a.md", b"two\n")], str(tmp_path)).written == ()


def test_an_edited_new_one_is_spared_too(tmp_path: Path) -> None:
    """Whatever a person wrote into stays."""
    keep([Sheet("a.md", b"one\n")], str(tmp_path))
    (tmp_path / "a.md").write_text("mine\n", encoding="utf-8")
    keep([Sheet("a.md", b"two\n")], str(tmp_path))
    (tmp_path / "a.new.md").write_text("mine as well\n", encoding="utf-8")
    assert keep([Sheet("a.md", b"three\n")], str(tmp_path)).written == ("a.new2.md",)
    assert text_of(tmp_path, "a.new.md") == "mine as well\n"


@pytest.mark.parametrize("manifest", [None, "", "{", "[]", '{"files": 3}'])
def test_a_file_of_unknown_origin_is_never_overwritten(tmp_path: Path, manifest: str | None) -> None:
    """Also where the list of what was written is lost or spoilt."""
    (tmp_path / "a.md").write_bytes(b"mine \xff\n")
    if manifest is not None:
        (tmp_path / MANIFEST).write_text(manifest, encoding="utf-8")
    assert keep([Sheet("a.md", b"one\n")], str(tmp_path)).written == ("a.new.md",)
    assert (tmp_path / "a.md").read_bytes() == b"mine \xff\n"


def test_a_paper_that_was_deleted_comes_back_and_an_unused_one_stays(tmp_path: Path) -> None:
    """What the plan uses is there; what it uses no more is left and named."""
    keep([Sheet("a.md", b"one\n"), Sheet("b.md", b"one\n")], str(tmp_path))
    (tmp_path / "a.md").unlink()
    kept = keep([Sheet("a.md", b"one\n")], str(tmp_path))
    assert (kept.written, kept.unused) == (("a.md",), ("b.md",))
    assert text_of(tmp_path, "b.md") == "one\n"


def test_what_was_written_before_a_failure_is_known_to_be_ours(tmp_path: Path) -> None:
    """The next run renews it in place."""
    (tmp_path / "b.md").mkdir()
    with pytest.raises(OutputError):
        keep([Sheet("a.md", b"one\n"), Sheet("b.md", b"one\n")], str(tmp_path))
    (tmp_path / "b.md").rmdir()
    assert keep([Sheet("a.md", b"two\n"), Sheet("b.md", b"two\n")], str(tmp_path)).written == ("a.md", "b.md")
    assert set(json.loads(text_of(tmp_path, MANIFEST))["files"]) == {"a.md", "b.md"}


def test_files_are_called_the_same_in_both_languages(tmp_path: Path) -> None:
    """A kit in another language renews the papers, and adds none."""
    profile, folder = example("hospital-system"), str(tmp_path / "new" / "folder")
    kits = [write_kit(make_plan(profile, library), library, folder) for library in LIBRARIES.values()]
    assert kits[0].written == kits[1].written
    assert kits[1].beside == ()


# ----------------------------------------------------------------------------------------------- the command

HOSPITAL = str(LIBRARY.folder / "examples" / "hospital-system.yaml")


def test_the_command_prints_the_files_it_wrote(tmp_path: Path) -> None:
    """One a line on stdout, the page to begin with first; the folder is made."""
    folder = tmp_path / "a" / "kit"
    ran = called("kit", "-a", HOSPITAL, "-o", str(folder), "--start", "2027-01-04", "--lang", "en")
    assert (ran.code, ran.err) == (0, "")
    paths = [Path(line) for line in ran.out.splitlines()]
    assert paths[0] == folder / START_FILE
    assert {path.name for path in paths} | {MANIFEST} == {path.name for path in folder.iterdir()}
    assert "Week 1 (2027-01-04)" in paths[0].read_text(encoding="utf-8")


def test_the_command_says_what_it_left_alone(tmp_path: Path) -> None:
    """On stderr: which paper was edited and where the new one lies, and which is no longer used."""
    assert called("kit", "-a", HOSPITAL, "-o", str(tmp_path)).code == 0
    (tmp_path / "bid_card.md").write_text("mine\n", encoding="utf-8")
    again = called("kit", "-a", HOSPITAL, "-o", str(tmp_path), "--deal-value", "2m")
    assert "bid_card.md was edited and is left as it is; the new one is bid_card.new.md" in again.err
    assert str(tmp_path / "bid_card.new.md") in again.out.splitlines()
    other = called("kit", "--buyer", "individual", "-o", str(tmp_path))
    assert "business_case.md is no part of this kit any more; it is left as it is" in other.err
    assert (tmp_path / "bid_card.md").read_text(encoding="utf-8") == "mine\n"


def test_a_plan_without_moves_still_gives_a_page_to_begin_with(tmp_path: Path) -> None:
    """Where nobody has an hour it says what to answer first."""
    ran = called("kit", "-o", str(tmp_path), "--team", "[{role: sales, people: 1, plan_hours: 0}]")
    assert ran.code == 0
    assert "Answer these and run it again" in (tmp_path / START_FILE).read_text(encoding="utf-8")


def test_bad_folders_are_told_with_what_to_type(tmp_path: Path) -> None:
    """Missing, a file, inside a file, or a file of the kit that is a folder."""
    missing = ["kit: the folder for the papers is missing", "Name one: -o DIR"]
    assert refused("kit", "-a", HOSPITAL).splitlines() == missing
    file = tmp_path / "file"
    file.touch()
    assert refused("kit", "-a", HOSPITAL, "-o", str(file)).splitlines()[0].endswith("this is a file, not a folder")
    assert "Name another folder: -o DIR" in refused("kit", "-a", HOSPITAL, "-o", str(file / "in"))
    (tmp_path / "kit" / "bid_card.md").mkdir(parents=True)
    assert "bid_card.md: this is no ordinary file" in refused("kit", "-a", HOSPITAL, "-o", str(tmp_path / "kit"))


def test_a_full_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit 2, naming the file and another folder; nothing is left half written."""

    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("salesmode.atomic.os.write", full)
    said = refused("kit", "-a", HOSPITAL, "-o", str(tmp_path))
    assert f"{START_FILE}: the disk is full" in said
    assert list(tmp_path.iterdir()) == []
    assert "Name another folder: -o DIR" in said


# ----------------------------------------------------------------------------------------------- what check finds

PAPER = {
    "title": {"en": "T", "zh": "题"},
    "purpose": {"en": "P", "zh": "用"},
    "role": "sales",
    "minutes": 5,
    "use": [{"en": "U", "zh": "用"}, {"en": "U", "zh": "用"}],
    "done_when": {"en": "D", "zh": "完"},
    "sources": ["judgement"],
    "reviewed": "2026-11-25",
}


def material(paper: Raw, lines: Mapping[Where, int]) -> Material:
    """Return a library of one paper, as the check sees it."""
    file = KnowledgeFile("worksheets/x.yaml", paper, lines)
    return Material({file.id: file}, {lang: {file.id: typed(file, lang).thing} for lang in LANGS})


@pytest.mark.parametrize(
    ("english", "chinese", "line", "what"),
    [
        ("one\n{{ nobody }}\n", "一\n", 12, "'nobody' is no name"),
        ("one\n\n{{ facts.price }}\n", "一\n", 13, "no answer and no figure 'price'"),
        ("{{ say('deal_vale') }}\n", "一\n", 11, "'deal_vale'"),
        ("{{ calc.magic(1) }}\n", "一\n", 11, "no formula 'magic'"),
        ("{% if %}\n", "一\n", 11, "Expected an expression"),
        ("{{ 'a' | upper }}\n", "一\n", 11, "upper"),
        ("{{ say('deal_value') }}\n", "一\n", 10, "in one language only: deal_value"),
    ],
)
def test_a_faulty_template_is_named_with_its_line(english: str, chinese: str, line: int, what: str) -> None:
    """Line of the file, and what is wrong in it."""
    body = {"en": english, "zh": chinese}
    lines: dict[Where, int] = {("body",): 10, ("body", "en"): 10, ("body", "zh"): 20}
    (found,) = checked.templates(material({**PAPER, "body": body}, lines))
    assert (found.line, found.rule) == (line, "paper-template")
    assert what in found.what


def test_a_paper_that_nothing_uses_is_found() -> None:
    """No move names it, and it has no `week`."""
    bare = {**PAPER, "body": {"en": "a", "zh": "一"}}
    assert list(checked.used(material({**bare, "week": 1}, {}))) == []
    (found,) = checked.used(material(bare, {}))
    assert found.rule == "unused-paper"


def renew() -> None:
    """Write every expected paper anew."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for case in CASES:
        (FOLDER / case.name).write_text(made(case), encoding="utf-8", newline="\n")
    sys.stdout.write(f"{len(CASES)} files in {FOLDER} are renewed\n")


if __name__ == "__main__":
    renew()
