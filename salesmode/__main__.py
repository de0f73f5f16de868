"""`python -m salesmode`, and what the installed command calls."""

from __future__ import annotations

import sys
from typing import NoReturn

INTERRUPTED = 130


def main() -> NoReturn:
    """Run the command line and exit with its code."""
    try:
        from salesmode.cli import run  # Ctrl-C during start-up is an interruption too

        run(sys.argv[1:])
    except KeyboardInterrupt:
        raise SystemExit(INTERRUPTED) from None


if __name__ == "__main__":
    main()
