"""`python -m salesmode`, and what the installed command calls."""

from __future__ import annotations

import gc
import sys
from typing import NoReturn

INTERRUPTED = 130
# A plan makes fewer objects than that, and they go with the process: nobody has to look through them.
FEW_OBJECTS = 200_000


def main() -> NoReturn:
    """Run the command line and exit with its code."""
    gc.set_threshold(FEW_OBJECTS)
    try:
        from salesmode.cli import run  # Ctrl-C during start-up is an interruption too

        run(sys.argv[1:])
    except KeyboardInterrupt:
        raise SystemExit(INTERRUPTED) from None
    finally:
        gc.freeze()  # else the interpreter looks through all of them once more on its way out


if __name__ == "__main__":
    main()
