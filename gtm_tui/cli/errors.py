"""How a command ends when it cannot go on: one sentence and an exit status."""

FINE = 0
FINDINGS = 1
UNUSABLE = 2
INTERNAL = 70
INTERRUPTED = 130
PIPE_CLOSED = 141


class CommandError(Exception):
    """Ends the command with a sentence on standard error; `status` is 2 for wrong usage or unusable input."""

    def __init__(self, sentence: str, status: int = UNUSABLE) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.status = status


class UsageError(CommandError):
    """A command line that cannot be understood; `usage` is the line that says what would be."""

    def __init__(self, sentence: str, usage: str = "") -> None:
        super().__init__(sentence)
        self.usage = usage
