"""Private names of Textual are used in terminal/ only, and each that is used there stands here with its reason."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import textual
from textual._styles_cache import StylesCache
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.screen import Screen
from textual.widgets import OptionList
from textual.worker import Worker

import gtm_tui.terminal
import gtm_tui.tui

#: Every private name of Textual in terminal/, where it is found there, and what it is needed for.
USED: dict[str, tuple[object, str]] = {
    "_app": (LinuxDriver, "the application behind the driver"),
    "_auto_restart": (LinuxDriver, "whether a stop was asked for by the application"),
    "_close_messages_no_wait": (App, "end after an error without printing it"),
    "_debug": (LinuxDriver, "handed on to the parser"),
    "_driver": (App, "forgetting what the terminal shows; the cursor"),
    "_exception": (App, "the first error is the one reported"),
    "_exception_event": (App, "tests wait for it"),
    "_file": (LinuxDriver, "what is written to"),
    "_in_band_window_resize": (LinuxDriver, "the terminal reports its size itself"),
    "_index_to_line": (OptionList, "the row of the highlight, for the terminal's cursor"),
    "_loop": (LinuxDriver, "calls from other threads"),
    "_mouse": (LinuxDriver, "whether the mouse is wanted"),
    "_mouse_pixels": (LinuxDriver, "a mode to be switched off"),
    "_return_code": (App, "the honest exit status"),
    "_running": (App, "nothing is handed on after the end"),
    "_thread_worker": (Worker, "threads hold up no key"),
    "_timeout_time": (XTermParser, "whether the parser waits for more of a sequence"),
}
#: Methods and attributes of Textual that classes of terminal/ replace.
REPLACED = {
    "GuardedApp": {"_handle_exception", "_fatal_error", "_set_pointer_shape"},
    "GuardedDriver": {
        *("_writer_thread", "_enable_mouse_support", "_disable_mouse_support", "_get_terminal_size"),
        *("_run_input_thread", "_sigtstp_application", "_sigcont_application"),
    },
}


def modules(package: object) -> Iterator[object]:
    """Every module of a package."""
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):  # type: ignore[attr-defined]
        yield importlib.import_module(found.name)


def sources(package: object) -> list[ast.Module]:
    """Every module of a package as a tree."""
    return [ast.parse(Path(module.__file__).read_text()) for module in modules(package)]  # type: ignore[attr-defined]


def private(name: str) -> bool:
    """Whether a name is private and no special name."""
    return name.startswith("_") and not name.startswith("__")


def foreign_names(package: object) -> set[str]:
    """Private attributes that are used in a package and given a value or a definition nowhere in gtm_tui."""
    trees = sources(package)
    nodes = [node for tree in trees for node in ast.walk(tree)]
    used = {node.attr for node in nodes if isinstance(node, ast.Attribute) and private(node.attr)}
    own = {node.name for node in nodes if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))}
    for node in nodes:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        for target in targets:
            for part in ast.walk(target) if target is not None else ():
                if isinstance(part, ast.Attribute):
                    own.add(part.attr)
                elif isinstance(part, ast.Name):
                    own.add(part.id)
    textual_ones = set().union(*(names_of(part) for part, _ in USED.values()))
    return {name for name in used - PYTHONS if name not in own or name in textual_ones & USED.keys()}


def names_of(part: object) -> set[str]:
    """Every private name that a class of Textual or its bases define or set."""
    found: set[str] = set()
    for base in inspect.getmro(part):  # type: ignore[arg-type]
        if base.__module__.startswith("textual"):
            found |= {name for name in vars(base) if private(name)}
            tree = ast.parse(Path(inspect.getfile(base)).read_text())
            for node in ast.walk(tree):
                if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and private(node.attr):
                    found.add(node.attr)
    return found


def replaced(package: object) -> dict[str, set[str]]:
    """Private methods of Textual that classes of a package define anew."""
    found: dict[str, set[str]] = {}
    for module in modules(package):
        for _, made in inspect.getmembers(module, inspect.isclass):
            if made.__module__ == module.__name__:  # type: ignore[attr-defined]
                bases = [base for base in inspect.getmro(made)[1:] if base.__module__.startswith("textual")]
                theirs = {name for base in bases for name in vars(base)}
                if names := {name for name in vars(made) if private(name) and name in theirs and name not in IMPLIED}:
                    found[made.__name__] = names
    return found


PYTHONS = {"_replace", "_fields", "_asdict", "_exit"}
#: What Python and Textual put into every class by themselves.
IMPLIED = (
    {"_abc_impl", "_default_focused"}
    | {name for name in vars(type("Plain", (App,), {})) if private(name)}
    | {name for name in vars(type("Plainer", (Screen,), {})) if private(name)}
)


def test_the_wizard_uses_no_private_name_of_textual() -> None:
    assert foreign_names(gtm_tui.tui) == set()
    assert replaced(gtm_tui.tui) == {}


def test_each_private_name_in_the_terminal_base_is_known() -> None:
    assert foreign_names(gtm_tui.terminal) == USED.keys()


@pytest.mark.parametrize("name", USED)
def test_the_name_is_still_there(name: str) -> None:
    assert name in names_of(USED[name][0])


def test_each_method_that_is_replaced_is_known_and_still_there() -> None:
    found = replaced(gtm_tui.terminal)
    assert found.pop("GuardedDriver") | {"_writer_thread"} == REPLACED["GuardedDriver"]
    assert found == {"GuardedApp": REPLACED["GuardedApp"]}
    assert "_writer_thread" in names_of(LinuxDriver)


def test_the_guard_is_used_with_the_textual_it_was_written_for() -> None:
    assert textual.__version__.startswith("8.2.")
    source = Path(inspect.getfile(LinuxDriver)).read_text()
    assert "self._writer_thread = WriterThread(self._file)" in source
    assert StylesCache.get_inner_outer.cache_info().maxsize == 4
