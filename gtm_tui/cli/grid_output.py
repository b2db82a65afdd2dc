"""The GTM grid on standard output: with styles on a terminal that shows them, plain where it goes elsewhere."""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from gtm_tui.rules import Assessment


def put_grid(assessment: Assessment) -> None:
    """Print the grid of all segments, as the wizard and the styled report show it."""
    from rich.console import Console

    from gtm_tui.report.grid import grid
    from gtm_tui.report.grid_table import grid_view

    console = Console(file=sys.stdout, highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        console.width = 100
    console.print(grid_view(grid(assessment), console.options.ascii_only))
