"""One business: its answers, what conditions may ask of it, its money."""
