#!/usr/bin/env bash
# A command whose only option is a text makes Typer import Pydantic and build an adapter for it, at every start.
#
# A good engineer would guess: Typer hands a text on as Click parsed it, and Pydantic is there for the types that ask for
# it. It matters because a tool that validates its own input, and keeps Pydantic off its start for that reason, loads it
# again through its command line: about a quarter of the time such a tool takes to answer.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q typer==0.29.2 pydantic==2.14.3
cat > "$folder/hello.py" <<'PYTHON'
import sys

import typer
from typer.testing import CliRunner

app = typer.Typer()


@app.command()
def hello(name: str = "world") -> None:
    print(name)


before = "pydantic" in sys.modules
result = CliRunner().invoke(app, ["--name", "Ann"])
print("typer", typer.__version__, "| printed", result.output.strip())
print("pydantic imported: before the call", before, "| after it", "pydantic" in sys.modules)
from pydantic import TypeAdapter

built = []
original = TypeAdapter.__init__
TypeAdapter.__init__ = lambda self, *a, **k: (built.append(a[0] if a else k), original(self, *a, **k))[1]
CliRunner().invoke(app, ["--name", "Ann"])
print("adapters built in a second call:", len(built))
sys.exit(0 if not before and "pydantic" in sys.modules and built else 1)
PYTHON
"$folder/venv/bin/python" "$folder/hello.py"
