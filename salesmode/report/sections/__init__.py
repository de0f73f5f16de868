"""The appendix of a plan: all that the two pages rest on."""
