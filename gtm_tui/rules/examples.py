"""For each rule one small session that raises it and one that clears it: answers by key, segment id `example`."""

from collections.abc import Mapping

from gtm_tui.model.session import Value
from gtm_tui.rules import examples_segments, examples_team

EXAMPLES: dict[str, tuple[Mapping[str, Value], Mapping[str, Value]]] = {
    **examples_segments.EXAMPLES,
    **examples_team.EXAMPLES,
}
