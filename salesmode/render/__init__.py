"""The formats a plan can be drawn in. A format is a function of the plan, the library and the language, and returns text."""
