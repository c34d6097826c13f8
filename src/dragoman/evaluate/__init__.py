"""Scores against annotations made by people."""
