"""Widgets of the wizard: Textual's own with a twist, and the few that Textual has nothing for."""
