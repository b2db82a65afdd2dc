"""The pages of the questionnaire as drawn and operated: no Textual, so that they can be tested as plain text."""

from gtm_tui.tui.form.form import Form, Prompt
from gtm_tui.tui.form.item import Help, Item, Paper, Stop

__all__ = ["Form", "Help", "Item", "Paper", "Prompt", "Stop"]
