"""What a person wrote into a session file by hand stays where it stands: comments, line ends, order and layout."""

from __future__ import annotations

import difflib
import random
import tomllib
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gtm_tui.model.session import Session
from gtm_tui.questions import QUESTIONS, AnswerError, question_for
from gtm_tui.store.journal import Journal
from gtm_tui.store.paths import Folders
from gtm_tui.store.recovery import find_crashed, restore
from gtm_tui.store.session_codec import layout
from gtm_tui.store.session_codec.encode import encode_session
from gtm_tui.store.session_codec.layout import keep_layout
from gtm_tui.store.sessions import STAMPS, open_session, save_session
from gtm_tui.store.toml_positions import comments_by_section
from tests.support.cli_tools import SAMPLES, gtm

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
LATER = datetime(2027, 3, 1, 13, tzinfo=UTC)

BY_HAND = """# what Ines and I agreed on
format = 2
dont_know = ["company.arr"] # to be asked

[company]
recurring_revenue = true    # of course
# asked on the phone
name = 'Paperkite'  # legal name differs

# --- groups ---
[groups.sales]
people = [
    "Sol",  # since May
    # to be replaced
    "Ida",
]

[session] # the order is mine
name = "Autumn"
created = 2026-10-01T09:00:00+00:00
saved = 2026-10-02T09:00:00Z

[handovers.plan]   # a later version knows this
agreed  =  true

[[plan.steps]]
set = { "company.arr" = 3 } # one
[[plan.steps]]
done = false # two

# to do: ask about renewals
"""


def where(folder: Path) -> Folders:
    return Folders(state=folder / "state", config=folder / "config")


def saved(file: Path, change: Session | None = None, now: datetime = NOON) -> bytes:
    """Save the file with the session changed, and return what it holds then."""
    opened = open_session(file, where=where(file.parent), mark=False)
    save_session(opened, change or opened.session, now=now)
    return file.read_bytes()


def session_in(file: Path) -> Session:
    return open_session(file, where=where(file.parent), mark=False).session


def changed_lines(before: bytes, after: bytes) -> tuple[list[str], list[str]]:
    """The lines that are gone, and those that are new, with their ends."""
    old, new = (data.decode().splitlines(keepends=True) for data in (before, after))
    steps = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    steps = [step for step in steps if step[0] != "equal"]
    gone = [line for _, start, end, _, _ in steps for line in old[start:end]]
    return gone, [line for _, _, _, start, end in steps for line in new[start:end]]


def comments_in(data: bytes) -> Counter[str]:
    return Counter(comment for _, comment in comments_by_section(data.decode().replace("\r\n", "\n")))


def made(folder: Path, text: str = BY_HAND, ends: str = "\n") -> Path:
    """A file by hand that has been saved once, so that its results are those of today."""
    file = folder / "kite.toml"
    file.write_bytes(text.replace("\n", ends).encode())
    saved(file)
    return file


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_one_changed_answer_changes_its_line_alone(tmp_path: Path, ends: str) -> None:
    file = made(tmp_path, ends=ends)
    before = file.read_bytes()
    after = saved(file, session_in(file).with_answer("company.name", "Kites"), LATER)
    gone, new = changed_lines(before, after)
    assert gone == [f"name = 'Paperkite'  # legal name differs{ends}", f"saved = 2027-03-01T12:00:00Z{ends}"]
    assert new == [f'name = "Kites"  # legal name differs{ends}', f"saved = 2027-03-01T13:00:00Z{ends}"]


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_the_first_save_of_a_file_by_hand_adds_and_takes_nothing_else(tmp_path: Path, ends: str) -> None:
    file = tmp_path / "kite.toml"
    file.write_bytes(BY_HAND.replace("\n", ends).encode())
    gone, new = changed_lines(BY_HAND.replace("\n", ends).encode(), saved(file))
    assert gone == [f"saved = 2026-10-02T09:00:00Z{ends}"]
    assert all(line.endswith(ends) for line in new)
    assert [line.rstrip() for line in new[:4]] == [
        "saved = 2027-03-01T12:00:00Z",
        "[model]",
        'version = "1.0"',
        "",
    ] or ("[results]\n" in [line.replace(ends, "\n") for line in new])
    assert file.read_bytes().decode().splitlines()[-1] == "# to do: ask about renewals"


def test_a_mark_at_the_start_and_a_missing_last_line_end_stay(tmp_path: Path) -> None:
    file = tmp_path / "kite.toml"
    file.write_bytes(b"\xef\xbb\xbf" + BY_HAND.rstrip("\n").encode())
    for _ in range(2):
        after = saved(file, session_in(file).with_answer("company.gtm_headcount", len(file.read_bytes())))
        assert after.startswith(b"\xef\xbb\xbf# what Ines")
        assert after.count(b"\xef\xbb\xbf") == 1
        assert after.endswith(b"\n\n# to do: ask about renewals")


def test_a_table_is_put_behind_a_list_that_ends_the_file(tmp_path: Path) -> None:
    file = tmp_path / "kite.toml"
    file.write_bytes(b'format = 2\n[company]\nname = "A"\n[groups.sales]\npeople = [ # all\n "Sol",\n]')
    after = saved(file)
    assert b'people = [ # all\n "Sol",\n]\n\n[results]\n' in after


def test_a_comment_whose_key_is_gone_moves_to_the_head_of_its_table(tmp_path: Path) -> None:
    file = made(tmp_path)
    after = saved(file, session_in(file).without_answer("company.name"), LATER).decode()
    assert "[company]\n# asked on the phone\n# legal name differs\nrecurring_revenue = true    # of course\n" in after


def test_a_comment_of_a_table_that_is_gone_stays_in_the_file(tmp_path: Path) -> None:
    text = 'format = 2\n[segments.a]\nname = "A"\n\n# about B\n[segments.b] # second\nname = "B" # its name\n'
    file = made(tmp_path, text)
    after = saved(file, session_in(file).without_segment("b"), LATER).decode()
    assert "[segments.b]" not in after
    assert all(comment in after for comment in ("# about B", "# second", "# its name"))
    assert tomllib.loads(after)["segments"] == {"a": {"name": "A"}}


def test_a_new_key_stands_where_the_questionnaire_has_it(tmp_path: Path) -> None:
    text = 'format = 2\n[company]\nname = "A" # one\n# two\ngtm_headcount = 3\n\n[team]\nroles_agreed = true # three\n'
    file = made(tmp_path, text)
    session = session_in(file).with_answer("company.arr", 5).with_answer("groups.sales.people", ("Sol",))
    after = saved(file, session, LATER).decode()
    assert (
        'name = "A" # one\narr = 5\n# two\ngtm_headcount = 3\n\n[groups.sales]\npeople = ["Sol"]\n\n[team]\n' in after
    )


def test_comments_in_a_list_stay_with_the_items_that_stay(tmp_path: Path) -> None:
    file = made(tmp_path)
    after = saved(file, session_in(file).with_answer("groups.sales.people", ("Sol", "Max")), LATER).decode()
    assert '    "Sol",  # since May\n    # to be replaced\n    "Max",\n]' in after


def test_comments_within_the_results_do_not_vanish(tmp_path: Path) -> None:
    file = tmp_path / "harbor.toml"
    text = SAMPLES["harbor-ledger"].read_text(encoding="utf-8")
    text = text.replace("[results]", "# above\n[results] # behind").replace(
        "[[results.warnings]]", "# w\n[[results.warnings]]"
    )
    file.write_text(text.replace("critical = 0", "critical = 0 # none"), encoding="utf-8")
    before = comments_in(file.read_bytes())
    session = session_in(file).with_answer("groups.outbound_marketing.time_on_single_deals", 0)
    after = saved(file, session.with_answer("measures.deal_to_renewal_measured", True))
    assert comments_in(after) == before


def test_a_line_that_names_a_schema_which_is_not_there_goes(tmp_path: Path) -> None:
    text = "#:schema ./gtm-session.schema.json\n# mine\n" + BY_HAND
    assert b"#:schema" not in saved(_written(tmp_path / "a.toml", text))
    (tmp_path / "gtm-session.schema.json").write_text("{}")
    assert saved(_written(tmp_path / "b.toml", text)).startswith(b"#:schema ./gtm-session.schema.json\n# mine\n")


def _written(file: Path, text: str) -> Path:
    file.write_text(text, encoding="utf-8")
    return file


def test_what_cannot_be_laid_out_is_written_plainly_with_every_comment(monkeypatch: pytest.MonkeyPatch) -> None:
    written = encode_session(Session().with_answer("company.name", "Kites"))
    monkeypatch.setattr(layout, "_laid_out", lambda old, wanted: None)
    data = keep_layout(BY_HAND.replace("\n", "\r\n").encode(), written, schema=False)
    assert data.startswith(written.replace(b"\n", b"\r\n"))
    assert tomllib.loads(data.decode()) == tomllib.loads(written.decode())
    assert comments_in(data) >= comments_in(BY_HAND.encode())


def test_a_layout_that_would_say_something_else_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    written = encode_session(Session().with_answer("company.name", "Kites"))
    monkeypatch.setattr(layout, "_update", lambda table, before, after: None)
    assert tomllib.loads(keep_layout(BY_HAND.encode(), written, schema=False).decode()) == tomllib.loads(
        written.decode()
    )


# -- every way to save ------------------------------------------------------------------------------------


def test_every_command_that_saves_keeps_the_comments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))

    def kept(file: Path) -> bool:
        return comments_in(file.read_bytes()) == comments_in(BY_HAND.encode())

    filled = made(tmp_path)
    gtm("fill", filled, "--answers", "-", stdin="company.gtm_headcount = 12")
    assert session_in(filled).get("company.gtm_headcount") == 12
    assert kept(filled)
    gtm("ask", filled, stdin="Spring\n")
    assert session_in(filled).get("session.name") == "Spring"
    assert kept(filled)
    gtm("whatif", filled, "--set", "company.gtm_headcount=13", "--apply")
    assert session_in(filled).get("company.gtm_headcount") == 13
    assert kept(filled)
    older = _written(tmp_path / "older.toml", BY_HAND.replace("format = 2", "format = 1"))
    ended = gtm("migrate", older)
    assert "-# " not in ended.out
    assert gtm("migrate", "--write", older).status == 0
    assert kept(older)


def test_what_is_recovered_keeps_the_comments_in_the_file_and_in_a_copy(tmp_path: Path) -> None:
    file = made(tmp_path)
    base = file.read_bytes()
    for foreign in (b"", b"# theirs\n"):
        journal = Journal(where(tmp_path).journal, str(file), base, gather=0)
        journal.put("answers:company.name", {"f": "answers", "k": "company.name", "v": "Kites"})
        assert journal.flush()
        journal.close(discard=False)
        file.write_bytes(base + foreign)
        (found,) = find_crashed(where(tmp_path).journal, file)
        written = restore(found, where(tmp_path)).opened.path
        assert (written == file) is not bool(foreign)
        assert 'name = "Kites"  # legal name differs\n' in written.read_text(encoding="utf-8")


# -- properties -------------------------------------------------------------------------------------------


def sprinkled(text: str, chance: random.Random, ends: str) -> bytes:
    """A file of the program with comments and blank lines put into it at random, outside its results."""
    lines = text.splitlines()
    last = lines.index("[results]")
    share = chance.choice((0.02, 0.2, 0.7))
    out: list[str] = []
    for number, line in enumerate(lines):
        if number < last and chance.random() < share:
            out.extend(chance.choice((["# above"], [f"# above {number}"], ["", f"\t# on {number}", ""], [""], ["#"])))
        behind = line and number < last and not line.startswith("#") and chance.random() < share
        out.append(line + chance.choice(("# near", f"  # behind {number}", "\t#", "   ")) if behind else line)
    if chance.random() < 0.5:
        out.extend(["", "# at the end"])
    return (ends.join(out) + ends).encode()


def edits(session: Session, chance: random.Random) -> tuple[str, Session]:
    """One answer of the session changed to another value, taken away, or given where there was none."""
    while True:
        segments = session.segments or ("first",)
        open_keys = [
            question.key_for(chance.choice(segments)) for question in QUESTIONS if question.collection != "budget"
        ]
        keys = open_keys if chance.random() < 0.3 else [*session.answers]
        key = chance.choice([key for key in keys if key not in STAMPS])
        if key in session.answers and chance.random() < 0.25 and not key.endswith((".name", ".label")):
            return key, session.without_answer(key)
        question = question_for(key)
        assert question is not None
        for raw in chance.sample([True, False, 7, 30, "Kites", ["Ida"], *question.values], 6):
            try:
                value = question.check(raw)
            except AnswerError:
                continue
            if value != session.get(key):
                return key, session.with_answer(key, value)


def before_results(data: bytes) -> bytes:
    return data.partition(b"[results]")[0]


def is_of_its_table(line: str, key: str, gone: bool) -> bool:
    """Whether a line belongs to a table that comes or goes with a key, or is a comment of a key that is gone."""
    table = key.rpartition(".")[0] if not key.startswith("accountable.") else key
    header = f"[{table}]"
    return not line or line.startswith(header) or (gone and line.startswith("#")) or (table == key and " = " in line)


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(sorted(SAMPLES)), st.integers(0, 2**32), st.sampled_from(["\n", "\r\n"]))
def test_comments_anywhere_survive_and_nothing_else_changes(
    tmp_path_factory: pytest.TempPathFactory, sample: str, seed: int, ends: str
) -> None:
    chance = random.Random(seed)
    file = tmp_path_factory.mktemp("kite") / "kite.toml"
    file.write_bytes(sprinkled(SAMPLES[sample].read_text(encoding="utf-8"), chance, ends))
    before = saved(file)
    key, changed = edits(session_in(file), chance)
    after = saved(file, changed, LATER)
    assert comments_in(after) == comments_in(before)
    assert after.count(b"\n") == after.count(ends.encode())
    assert session_in(file).answers.items() >= {k: v for k, v in changed.answers.items() if k not in STAMPS}.items()
    gone, new = changed_lines(before_results(before), before_results(after))
    own = (f"{key.rpartition('.')[2]} =", "saved =")
    for line in (*gone, *new):
        assert line.strip().startswith(own) or is_of_its_table(line.strip(), key, key not in changed.answers), line
    assert saved(file, now=LATER) == after


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(sorted(SAMPLES)), st.integers(0, 2**32))
def test_a_layout_of_the_program_s_own_is_kept_as_the_program_writes_it(sample: str, seed: int) -> None:
    """What is laid out by the old file equals what is written anew, where nobody wrote in the old file."""
    text = SAMPLES[sample].read_text(encoding="utf-8")
    session = _session_of(text)
    _, changed = edits(session, random.Random(seed))
    written = encode_session(changed)
    assert keep_layout(encode_session(session), written, schema=False).decode() == written.decode()


def _session_of(text: str) -> Session:
    from gtm_tui.store.session_codec.decode import decode_document

    return decode_document(tomllib.loads(text))


@pytest.mark.parametrize(
    "text",
    [
        "#\n" * 50_000,
        " \n" * 50_000 + "# x\n",
        "# x\n" + "".join(f"a.b.k{n} = 1\n" for n in range(2_000)),
        "# x\n" + "".join(f"[a.t{n}]\nx = 1 # {n}\n[b.t{n}]\n" for n in range(1_000)),
        "a = [ # x\n" + "1,\n" * 10_000 + "]\n",
        "# x\na = {" + ",".join(f"k{n} = 1" for n in range(5_000)) + "}\n",
    ],
    ids=["comments", "blank lines", "dotted keys", "tables", "list", "inline table"],
)
def test_large_files_keep_what_they_hold(tmp_path: Path, text: str) -> None:
    """One of a step for each line and line before it would take minutes over these."""
    file = _written(tmp_path / "kite.toml", "format = 2\n" + text + "\n[company]\nname = 'A'\n")
    before = file.read_bytes()
    after = saved(file)
    assert comments_in(after) == comments_in(before)
    assert not Counter(before.splitlines()) - Counter(after.splitlines())
