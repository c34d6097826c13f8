"""What the terminal shows: pure functions from values of the record to renderable text."""
