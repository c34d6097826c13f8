"""The parts of the time stage: names, calendar arithmetic, patterns, tense, resolution."""
