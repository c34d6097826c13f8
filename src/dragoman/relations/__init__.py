"""Standing relations: who is a member, ally, partner, rival or neighbour of whom, and who holds what office."""
