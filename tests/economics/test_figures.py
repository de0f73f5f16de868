"""A figure or the reason why there is none: reasons go through and have words, and rounding forgives floating point."""

from __future__ import annotations

from pathlib import Path

from salesmode.economics.figures import Undefined, ratio, rounded_up, times


def test_what_is_undefined_stays_so() -> None:
    """What is worked out from an undefined figure is undefined for the same reason."""
    nothing = Undefined("x")
    assert [ratio(nothing, 1, "y"), ratio(1, nothing, "y"), times(nothing, 2)] == [nothing] * 3


def test_a_quotient_beyond_all_numbers_is_none() -> None:
    """Nor is a quotient by nothing."""
    assert ratio(1e300, 1e-300, "y") == ratio(1, 0, "y") == Undefined("y")


def test_rounding_up_forgives_floating_point() -> None:
    """0.1 + 0.2 is not above 0.3."""
    assert rounded_up((0.1 + 0.2) / 0.3) == 1
    assert rounded_up(1.001) == 2


def test_every_reason_has_words() -> None:
    """No reason is given that nobody can read."""
    root = Path(__file__).resolve().parents[2]
    text = (root / "playbooks" / "program" / "calc.yaml").read_text(encoding="utf-8")
    assert all(f"\n  {because}:\n    en:" in text for because in sorted(reasons_named(root)))


def reasons_named(root: Path) -> set[str]:
    """Return every reason that the economics and the calculations give."""
    named: set[str] = set()
    for folder in ("economics", "calc"):
        for path in (root / "salesmode" / folder).glob("*.py"):
            words = path.read_text(encoding="utf-8").split('Undefined("')[1:]
            named |= {word.split('"', 1)[0] for word in words}
    return named - {"no_threshold"}
