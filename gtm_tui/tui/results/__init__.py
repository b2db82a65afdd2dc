"""Results as drawn and operated: the grid, the findings, what can be done about them. No Textual in here."""
