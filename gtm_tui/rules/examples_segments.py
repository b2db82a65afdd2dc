"""Small sessions that raise and clear each rule, for explaining it."""

from collections.abc import Mapping

from gtm_tui.model.session import Value

Answers = Mapping[str, Value]
EXAMPLES: dict[str, tuple[Answers, Answers]] = {}
