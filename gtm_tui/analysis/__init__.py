"""What follows from findings: ways out, what-if, differences between sessions, several respondents, many companies."""
