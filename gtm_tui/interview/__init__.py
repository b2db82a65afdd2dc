"""The questionnaire as a state machine: pages, answers, progress, undo. No input or output, no widgets.

The wizard, the plain prompts and the answers file all go through `Interview`, so that the same answers give the
same session whichever way they were given.
"""

from gtm_tui.interview.interview import Interview
from gtm_tui.interview.loose_ends import LooseEnd
from gtm_tui.interview.pages import Field, PageRef

__all__ = ["Field", "Interview", "LooseEnd", "PageRef"]
