#!/usr/bin/env bash
# msgspec allows no bound on "a whole number or a fraction": Meta(ge=0) on `int | float` is refused when the decoder is
# built, while the same bound on each of the two alone works and Pydantic takes it on the union.
#
# A good engineer would guess: a bound that is valid for every member of a union is valid for the union. It matters where
# one set of types serves both libraries, as for amounts that a YAML file writes as 5 or 0.5: the bound has to be written
# once for each member, or the type has to be `float`, which turns 5 into 5.0 and changes what is printed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q msgspec==0.23.0 pydantic==2.14.3 annotated-types
cat > "$folder/bounds.py" <<'PYTHON'
import sys
from typing import Annotated

import msgspec
from annotated_types import Ge
from pydantic import TypeAdapter, ValidationError

print("msgspec", msgspec.__version__)
print("float alone:", msgspec.convert(5, Annotated[float, msgspec.Meta(ge=0)]))
try:
    msgspec.convert(5, Annotated[int | float, msgspec.Meta(ge=0)])
    refused = False
except TypeError as error:
    refused = True
    print("union:", error)
each = msgspec.convert(5, Annotated[int, msgspec.Meta(ge=0)] | Annotated[float, msgspec.Meta(ge=0)])
print("union of two bounded:", repr(each))
print("pydantic on the union:", repr(TypeAdapter(Annotated[int | float, Ge(0)]).validate_python(5)))
try:
    TypeAdapter(Annotated[int | float, Ge(0)]).validate_python(-5)
except ValidationError:
    print("pydantic holds the bound")
sys.exit(0 if refused else 1)
PYTHON
"$folder/venv/bin/python" "$folder/bounds.py"
