"""Assess a go-to-market team against two published models, in a terminal."""

__version__ = "1.0.0"
