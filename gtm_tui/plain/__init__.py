"""The questionnaire line by line, for screen readers, serial consoles and scripts."""
