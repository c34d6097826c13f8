"""What documents have to do with each other: which are copies, and which tell one story."""
