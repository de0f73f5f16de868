"""What the two pages of a plan say, a module for each section."""
