"""Whether the model of a business holds together: quantities, identities with their units, forms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from salesmode.business.profile import specs
from salesmode.business.quantities import Form, Identity, Quantity, factor
from salesmode.business.units import unit_fault
from salesmode.business.vocabulary import NUMBERS
from salesmode.check.material import Material
from salesmode.knowledge.files import Finding


def model(material: Material) -> Iterator[Finding]:
    """Yield quantities read from no number, identities whose units do not agree, what names a quantity nobody knows."""
    quantities: Mapping[str, Quantity] = material.thing("quantities") or {}
    yield from _quantities(material, quantities)
    yield from _identities(material, quantities)
    yield from _forms(material, quantities)


def _quantities(material: Material, quantities: Mapping[str, Quantity]) -> Iterator[Finding]:
    for id, quantity in quantities.items():
        for place, read in enumerate(quantity.read):
            spec = specs().get(read.answer)
            if spec is None or spec.kind not in NUMBERS:
                what = f"'{read.answer}' is no answer that is a number"
                yield material.files["quantities"].finding((id, "read", place), "unknown-answer", what)


def _identities(material: Material, quantities: Mapping[str, Quantity]) -> Iterator[Finding]:
    identities: tuple[Identity, ...] = material.thing("identities") or ()
    seen: set[str] = set()
    for place, identity in enumerate(identities):
        for rule, what in _faults(identity, quantities, seen):
            yield material.files["identities"].finding((place,), rule, what)
        seen.add(identity.id)


def _faults(identity: Identity, quantities: Mapping[str, Quantity], seen: set[str]) -> Iterator[tuple[str, str]]:
    if identity.id in seen:
        yield "identity", f"two identities are called '{identity.id}'"
    if bool(identity.product) == bool(identity.sum):
        yield "identity", "an identity is a product or a sum"
        return
    named = [part.quantity for part in map(factor, (identity.of, *identity.terms)) if part.quantity is not None]
    unknown = [id for id in named if id not in quantities]
    for id in unknown:
        yield "unknown-quantity", f"no quantity '{id}'"
    if not unknown and (fault := unit_fault(identity, quantities)) is not None:
        yield "units", fault


def _forms(material: Material, quantities: Mapping[str, Quantity]) -> Iterator[Finding]:
    forms: tuple[Form, ...] = material.thing("forms") or ()
    for place, form in enumerate(forms):
        for key, named in (("defined", form.defined), ("assumed", form.assumed)):
            for id in named:
                if id not in quantities:
                    what = f"no quantity '{id}'"
                    yield material.files["forms"].finding((place, key, id), "unknown-quantity", what)
        for answer in form.worked.answers:
            if answer not in specs():
                what = f"no answer '{answer}'"
                yield material.files["forms"].finding((place, "worked", "answers", answer), "unknown-answer", what)
