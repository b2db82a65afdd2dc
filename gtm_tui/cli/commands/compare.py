"""`gtm-tui compare FILE FILE...`: the answers of two to eight people of one company side by side."""

from __future__ import annotations

import argparse

from gtm_tui.cli.arguments import add_format, add_model, add_today, calibration_of, day_of, rules_asked_for
from gtm_tui.cli.errors import FINE, CommandError
from gtm_tui.cli.output import put, put_json, say, wrapped
from gtm_tui.text.plural import counted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from gtm_tui.analysis.perception_gaps import Comparison, Disagreement, Gap
    from gtm_tui.model.session import Session

ABOUT = """Put the answers of two to eight people of one company side by side: what they see differently, with a
question to ask in the room; what they agree on is only counted. Answers are not averaged, and no one's answer
wins by default."""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = subparsers.add_parser("compare", help="put the answers of several people side by side", description=ABOUT)
    parser.add_argument("files", nargs="+", metavar="FILE", help="one session file for each person, two to eight")
    parser.add_argument("--agreed", action="store_true", help="also list what people agree on")
    add_format(parser)
    add_model(parser)
    add_today(parser)


def run(args: argparse.Namespace) -> int:
    """Print where the respondents differ."""
    comparison = compared(args, load_all(args, args.files))
    if args.format == "json":
        put_json(as_json(comparison, args.files))
        if args.calibration:
            say(f"Judged by {_judged_by(comparison)}.")
    else:
        for line in as_text(comparison, args.agreed):
            put(line)
    return FINE


def load_all(args: argparse.Namespace, paths: Sequence[str]) -> list[tuple[str, Session]]:
    """The sessions of all files with their short names; raises CommandError for the first that cannot be read."""
    from os.path import basename

    from gtm_tui.cli.session_files import load_or_refuse

    if list(paths).count("-") > 1:
        raise CommandError("standard input can be read only once: give - once")
    return [(basename(path).removesuffix(".toml"), load_or_refuse(args, path).session) for path in paths]


def compared(args: argparse.Namespace, files: Sequence[tuple[str, Session]]) -> Comparison:
    """The comparison of sessions as the options say; raises CommandError unless there are two to eight."""
    from gtm_tui.analysis.perception_gaps import compare

    try:
        return compare(files, calibration_of(args), day_of(args), rules_asked_for(args).version)
    except ValueError as error:
        raise CommandError(str(error)) from None


def as_json(comparison: Comparison, paths: Sequence[str]) -> dict[str, Any]:
    """Respondents, perception gaps, disagreements in order, and the keys that are agreed or answered by one."""
    from gtm_tui.text.sanitise import sanitise_tree

    people = zip(comparison.respondents, comparison.assessments, paths, strict=True)
    return sanitise_tree(
        {
            "notices": list(_notices(comparison)),
            "respondents": [
                {"label": person.label, "group": person.group or None, "path": path, **assessment.counts}
                for person, assessment, path in people
            ],
            "gaps": [_gap(gap) for gap in comparison.gaps],
            "disagreements": [disagreement_json(d) for d in comparison.disagreements],
            "agreed": list(comparison.agreed),
            "alone": list(comparison.alone),
        }
    )[0]


def _judged_by(comparison: Comparison) -> str:
    from gtm_tui.rules.judged_by import judged_by

    assessment = comparison.assessments[0]
    return judged_by(assessment.rule_set.version, assessment.calibration.name)


def _notices(comparison: Comparison) -> Iterator[str]:
    """Whose file names another model than the one used."""
    from gtm_tui.rules.judged_by import judged_otherwise
    from gtm_tui.text.sanitise import shown

    for person, assessment in zip(comparison.respondents, comparison.assessments, strict=True):
        model, calibration = assessment.rule_set.version, assessment.calibration.name
        sentence = judged_otherwise(assessment.session, model, calibration, f"The file of {shown(person.label)}")
        if sentence:
            yield sentence


def _gap(gap: Gap) -> dict[str, Any]:
    return {
        "code": gap.code,
        "name": gap.name,
        "subject": gap.subject,
        "severity": gap.severity,
        "basis": "ours",
        "title": gap.title,
        "message": gap.message,
        "question": gap.question,
        "keys": list(gap.keys),
    }


def disagreement_json(difference: Disagreement) -> dict[str, Any]:
    """One disagreement with what each respondent said, as data."""
    from gtm_tui.questions import question_for

    question = question_for(difference.key)
    said = [
        {
            "respondent": said.label,
            "state": said.state,
            "value": question.raw(said.value) if question is not None and said.value is not None else None,
        }
        for said in difference.said
    ]
    return {
        "key": difference.key,
        "label": difference.label,
        "said": said,
        "changes": list(difference.changes),
        "codes": list(difference.codes),
        "question": difference.question,
    }


def as_text(comparison: Comparison, agreed: bool = False) -> Iterator[str]:
    """The same in lines of at most 76 columns where words allow it; agreement folded unless asked for."""
    yield wrapped(f"Respondents: {', '.join(person.label for person in comparison.respondents)}", "    ", first="")
    yield _judged_by(comparison)
    yield from (wrapped(notice) for notice in _notices(comparison))
    for gap in comparison.gaps:
        yield ""
        yield wrapped(f"{gap.code} {gap.title} ({gap.severity})", "    ", first="")
        yield wrapped(gap.message, "    ")
        yield wrapped(f"Ask: {gap.question}", "    ")
    deciding = [d for d in comparison.disagreements if d.changes]
    others = [d for d in comparison.disagreements if not d.changes]
    for title, differences in (
        ("Disagreements that change a finding", deciding),
        ("Other disagreements", others),
    ):
        yield ""
        yield f"{title} ({len(differences)})"
        for difference in differences:
            yield from _lines(difference)
    yield ""
    alone = f"; {counted(len(comparison.alone), 'question')} answered by one person only"
    yield f"Agreed: {counted(len(comparison.agreed), 'question')}{alone if comparison.alone else ''}."
    if agreed:
        yield from (f"  {key}" for key in comparison.agreed)


def _lines(difference: Disagreement) -> Iterator[str]:
    yield wrapped(f"{difference.label} ({difference.key})", "      ", first="  ")
    for said in difference.said:
        yield wrapped(f"{said.label}: {said.words}", "        ", first="    ")
    if difference.changes:
        yield wrapped(f"Changes: {', '.join(difference.changes)}", "        ", first="    ")
    if not difference.codes:
        yield wrapped(f"Ask: {difference.question}", "        ", first="    ")
