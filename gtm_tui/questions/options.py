"""Options made of the vocabulary: a term's wording, its definition, and the words a sentence needs."""

from collections.abc import Callable, Mapping

from gtm_tui.model.vocabulary import Motion, Term
from gtm_tui.questions.question import Option


def options(terms: Mapping[str, Term]) -> tuple[Option, ...]:
    """Terms as options: plain words first, the model's term in brackets."""
    return tuple(Option(value=t.id, label=t.wording, definition=t.definition) for t in terms.values())


def motions(motions: Mapping[str, Motion], short: Callable[[Motion], str], never_tried: str = "") -> tuple[Option, ...]:
    """Motions as options, each with its short form in a sentence; `never_tried` is no way out of any finding."""
    return tuple(
        Option(
            value=m.id,
            label=m.wording,
            definition=m.definition,
            short=short(m),
            tried_from=() if m.id == never_tried else None,
        )
        for m in motions.values()
    )


def label_of(motion: Motion) -> str:
    """A motion by its label."""
    return motion.label


def word_of(motion: Motion) -> str:
    """A motion as it stands in the middle of a sentence."""
    return motion.word
