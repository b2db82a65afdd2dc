"""Ways from the results to the questions and to what can be done about a finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gtm_tui.tui.app import WizardApp


def go_to_question(app: WizardApp, key: str) -> bool:
    """Leave everything above the questionnaire and stand on a question; False where it is asked nowhere."""
    from gtm_tui.tui.screens.questionnaire import QuestionnaireScreen

    form = next((s for s in reversed(app.screen_stack) if isinstance(s, QuestionnaireScreen)), None)
    if form is None or form.interview.page_for(key) is None:
        return False
    while app.screen is not form:
        app.pop_screen()
    form.show_question(key)
    return True
