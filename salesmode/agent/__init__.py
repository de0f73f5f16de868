"""The same for agents: five tools that a program which talks to a person may call. Needs the extra `agent`."""
