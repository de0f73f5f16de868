"""What changes when answers change: choices side by side, and two sets of answers or plans held against each other."""
