"""`gtm-tui merge FILE FILE...`: settle the answers of several people into one consensus session, unattended."""

from __future__ import annotations

import argparse

from gtm_tui.cli.arguments import add_format, add_model, add_today, calibration_of, day_of, rules_asked_for
from gtm_tui.cli.errors import FINE, CommandError
from gtm_tui.cli.output import put, put_json, say, wrapped
from gtm_tui.text.plural import counted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from gtm_tui.analysis.consensus import Reveal

ABOUT = """Combine the answers of two to eight people into one consensus session. It takes what they agree on,
what only one person answered, and what --take chooses. No one's answer wins by default: other questions
stay open and are listed. Differing answers are kept in the file."""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = subparsers.add_parser(
        "merge", help="combine the answers of several people into one session", description=ABOUT
    )
    parser.add_argument("files", nargs="+", metavar="FILE", help="one session file for each person, two to eight")
    parser.add_argument(
        "--take",
        action="append",
        default=[],
        metavar="KEY=FILE",
        help="use the answer in this file, or of the person named, for this question; repeatable",
    )
    parser.add_argument(
        "--output", "-o", metavar="FILE", help="write the consensus here (a new file); without it nothing is written"
    )
    add_format(parser)
    add_model(parser)
    add_today(parser)


def run(args: argparse.Namespace) -> int:
    """Settle what is asked, list what is open, and write the consensus where asked to."""
    from gtm_tui.analysis.consensus import Reveal
    from gtm_tui.cli.commands.compare import compared, load_all

    reveal = Reveal(comparison=compared(args, load_all(args, args.files)))
    for text in args.take:
        reveal = _take(reveal, text, args)
    if args.output:
        _write(reveal, args)
    if args.format == "json":
        put_json(as_json(reveal, args.output))
    else:
        _put_text(reveal, args.output)
    return FINE


def _take(reveal: Reveal, text: str, args: argparse.Namespace) -> Reveal:
    from gtm_tui.text.sanitise import shown

    key, equals, source = (part.strip() for part in text.partition("="))
    if not equals or not key or not source:
        raise CommandError(f"--take: found {shown(text)}, expected KEY=FILE")
    people = reveal.comparison.respondents
    labels = [p.label for p, path in zip(people, args.files, strict=True) if source in (path, p.label)]
    if not labels:
        known = ", ".join((*args.files, *(person.label for person in people)))
        raise CommandError(f"--take {shown(key)}: found {shown(source)}, expected one of: {shown(known)}")
    if reveal.comparison.disagreement(key) is None:
        from difflib import get_close_matches

        near = get_close_matches(key, [d.key for d in reveal.differences], n=1)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise CommandError(f"--take {shown(key)}: there is no disagreement on this question{hint}")
    try:
        return reveal.settle_as(key, labels[0])
    except KeyError:
        raise CommandError(f"--take {shown(key)}: {shown(labels[0])} gave no answer to it") from None


def as_json(reveal: Reveal, output: str | None) -> dict[str, Any]:
    """The counts, what was settled from whom, and what is still open."""
    from gtm_tui.cli.commands.compare import disagreement_json
    from gtm_tui.questions import question_for
    from gtm_tui.text.sanitise import sanitise_tree

    settled = []
    for key, settlement in reveal.settled.items():
        question = question_for(key)
        value = question.raw(settlement.value) if question else settlement.value
        settled.append({"key": key, "value": value, "taken_from": list(settlement.taken_from)})
    preview = reveal.preview()
    counts = {name: getattr(preview, name) for name in ("agreed", "alone", "dissent")}
    still = [disagreement_json(difference) for difference in reveal.open]
    return sanitise_tree({"output": output, **counts, "settled": settled, "open": still})[0]


def _put_text(reveal: Reveal, output: str | None) -> None:
    preview = reveal.preview()
    put(
        f"{counted(preview.agreed, 'question')} agreed, {preview.alone} answered by one person, "
        f"{preview.settled} settled, {preview.open} open; "
        f"{counted(preview.dissent, 'question')} with a differing answer kept."
    )
    if reveal.open:
        put("")
        put("Still open")
        for difference in reveal.open:
            put(wrapped(f"{difference.label} ({difference.key})", "      ", first="  "))
            for said in difference.said:
                put(wrapped(f"{said.label}: {said.words}", "        ", first="    "))
    put("")
    put(f"Written to {output}." if output else "Nothing was written: give --output FILE.")


def _write(reveal: Reveal, args: argparse.Namespace) -> None:
    """Write the consensus as a new file; raises CommandError."""
    from gtm_tui.cli.session_files import data_folder
    from gtm_tui.rules import assess
    from gtm_tui.store.sessions import SaveError, UnreadableFile, open_session, save_session
    from gtm_tui.text.sanitise import shown

    try:
        opened = open_session(args.output, create=True, data=data_folder(args), mark=False)
    except UnreadableFile as error:
        raise CommandError(error.sentence) from None
    try:
        if not opened.new:
            raise CommandError(f"{shown(args.output)} exists already; nothing was written")
        session = reveal.result()
        assessment = assess(session, calibration_of(args), day_of(args), rules_asked_for(args).version)
        saved = save_session(opened, session, assessment=assessment)
    except SaveError as error:
        raise CommandError(str(error)) from None
    finally:
        opened.close()
    for notice in saved.notices:
        say(notice)
