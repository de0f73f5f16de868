#!/usr/bin/env bash
# scipy's beta-binomial likelihood rises without end where it should level out at the binomial: its probabilities of one
# count sum to 1.01 at a + b = 2e12, and to more than 30 at 2e15.
#
# A good engineer would guess: with a and b large it is the binomial, to some digits. It matters where one fits how much
# groups differ: if they do not, the likeliest a + b is infinite, an optimiser goes there, and differences of betaln, whose
# values are large and nearly equal, are noise of one sign. A likelihood-ratio test then finds a difference in groups that
# are exactly alike.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q scipy==1.17.1
cat > "$folder/fit.py" <<'PYTHON'
import sys

import numpy as np
from scipy.stats import betabinom, binom

won, cases, groups = 100, 200, 85  # each group wins exactly half: nothing differs
alike = groups * binom.logpmf(won, cases, 0.5)
for size in (1e6, 1e9, 1e12, 1e15):
    ratio = 2 * (groups * betabinom.logpmf(won, cases, size, size) - alike)
    total = betabinom.pmf(np.arange(cases + 1), cases, size, size).sum()
    print(f"a = b = {size:.0e}: probabilities sum to {total:.6f}, likelihood ratio over the binomial {ratio:9.3f}")
print("more than 2.71 would be called a difference at one in twenty")
sys.exit(0 if ratio > 2.71 and total > 2 else 1)
PYTHON
"$folder/venv/bin/python" "$folder/fit.py"
