"""Write the results of the example sessions anew after rules or texts changed: `python tests/resave_samples.py`.

Each file keeps its answers and its times, and is assessed as of the day it was saved.
"""

from pathlib import Path

from gtm_tui.rules import Assessment, assess
from gtm_tui.store.loading import load_session
from gtm_tui.store.samples import sample_paths
from gtm_tui.store.sessions import session_bytes


def as_saved(path: str | Path) -> tuple[Assessment, bytes]:
    """The assessment of an example as of the day it was saved, and the file it makes."""
    session = load_session(path).session
    saved = session.answers["session.saved"]
    assessment = assess(session, today=saved.date())  # type: ignore[union-attr]
    return assessment, session_bytes(session, assessment, saved)  # type: ignore[arg-type]


if __name__ == "__main__":
    for sample in sample_paths().values():
        Path(sample).write_bytes(as_saved(sample)[1])
