"""The screens of the wizard, each with its styles beside it; a screen is imported when it is first shown."""
