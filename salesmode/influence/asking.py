"""Which answers the arithmetic looked for and did not find."""

from __future__ import annotations

from typing import Any, Final

from salesmode.profile import ANSWERS, Profile

_ANSWERS: Final = frozenset(ANSWERS)


class Asking(Profile):
    """A profile that remembers which answers it was asked for and could not give; built by `of`."""

    @classmethod
    def of(cls, profile: Profile) -> Asking:
        """Return `profile` as one that remembers."""
        asking = cls.model_construct(None, **profile.__dict__)
        object.__setattr__(asking, "_missed", set())
        object.__setattr__(asking, "_looked", set())
        return asking

    @property
    def missed(self) -> frozenset[str]:
        """Ids of the answers that were asked for and are not known."""
        return frozenset(object.__getattribute__(self, "_missed"))

    @property
    def looked(self) -> frozenset[str]:
        """Ids of the answers that were asked for, known or not."""
        return frozenset(object.__getattribute__(self, "_looked"))

    def __getattribute__(self, name: str) -> Any:
        value = object.__getattribute__(self, name)
        if name in _ANSWERS:
            object.__getattribute__(self, "_looked").add(name)
            if value is None:
                object.__getattribute__(self, "_missed").add(name)
        return value
