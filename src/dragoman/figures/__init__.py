"""The parts of the figures stage: words, amounts, what is counted, its role, and whose it is."""
