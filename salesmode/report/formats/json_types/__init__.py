"""The JSON of a plan, typed: builders are held to it, and docs/schema is generated from it.

For type checkers and for `schemas`; no command imports these modules, which need Pydantic. What a field means stands
below it; in a base, of which Pydantic does not pass that on, in its `Field`.
"""
