"""The command line: one table of commands, one module per command, and the conventions they share."""
