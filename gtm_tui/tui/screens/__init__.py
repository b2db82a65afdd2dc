"""The screens of the wizard; each is imported when it is first shown."""
