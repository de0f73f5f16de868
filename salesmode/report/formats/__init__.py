"""The formats a plan can be drawn in: functions of the plan, the library and the language that return text."""
