"""What the wizard is made of: Textual's own widgets, keys and styles, within bounds, and no private name of Textual."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest
from textual.dom import DOMNode

import gtm_tui

ROOT = Path(gtm_tui.__file__).parent
WIZARD = ROOT / "tui"

MOST_LINES_OF_CODE = 7_000
#: The only widgets that draw rows themselves: Textual has none for what they show.
OWN_PICTURES = ("strip", "map", "bowtie", "matrix")
DRAWING = {"render_line", "render_lines", "Strip", "Segment"}
#: Private by name only: `NamedTuple` documents them.
OF_NAMED_TUPLES = ("_replace", "_asdict", "_fields")
KEY_DISPATCH = {"on_event", "_on_key", "dispatch_key", "check_bindings", "_check_bindings", "forward_event"}


@cache
def trees() -> dict[str, ast.Module]:
    """Every module of the wizard by its path below `tui/`."""
    return {
        path.relative_to(WIZARD).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(WIZARD.rglob("*.py"))
    }


def names_in(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every name that is defined, imported or looked up, with its line."""
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.alias(name=name):
                yield node.lineno, name.rpartition(".")[2]
            case ast.Name(id=name) | ast.Attribute(attr=name):
                yield node.lineno, name


def private_names_of_others(tree: ast.Module) -> Iterator[str]:
    """Private attributes of anything but `self` and `cls`, and those of `self` that no class of the module defines."""
    defined = set(defined_in(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and is_private(node.attr) and node.attr not in defined:
            yield f"{node.lineno}: {ast.unparse(node)}"
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("textual"):
            private = [alias.name for alias in node.names if is_private(alias.name)]
            if private or any(is_private(part) for part in (node.module or "").split(".")):
                yield f"{node.lineno}: {ast.unparse(node)}"


def defined_in(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield name
            case ast.Attribute(attr=name, ctx=ast.Store(), value=ast.Name(id="self" | "cls")):
                yield name


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__") and name not in OF_NAMED_TUPLES


def classes() -> Iterator[type[DOMNode]]:
    """Every screen and widget of the wizard, and its application."""
    for name in trees():
        module = import_module("gtm_tui.tui." + name.removesuffix(".py").replace("/", "."))
        for value in vars(module).values():
            if isinstance(value, type) and issubclass(value, DOMNode) and value.__module__ == module.__name__:
                yield value


@cache
def private_names_of(known: type) -> frozenset[str]:
    """The private names that a class of Textual has or gives its instances."""
    return frozenset(filter(is_private, re.findall(r"\b(?:self\.|def )(_\w+)", inspect.getsource(known))))


def own_names(known: type[DOMNode]) -> set[str]:
    (tree,) = ast.parse(inspect.getsource(known)).body
    return {name for name in defined_in(tree) if is_private(name)}


def test_no_private_name_of_textual_is_used() -> None:
    found = [f"{name}:{place}" for name, tree in trees().items() for place in private_names_of_others(tree)]
    assert found == []


def test_what_is_defined_here_hides_no_private_name_of_textual() -> None:
    """A private attribute of our own never has the name of one that a Textual class has."""
    found = [
        f"{known.__qualname__}.{name} is one of {above.__qualname__}"
        for known in classes()
        for above in known.__mro__[1:]
        if above.__module__.startswith("textual.")
        for name in own_names(known) & private_names_of(above)
    ]
    assert found == []


def test_rows_are_drawn_by_the_four_pictures_only() -> None:
    found = [
        f"{module}:{line} {name}"
        for module, tree in trees().items()
        if not Path(module).stem.startswith(OWN_PICTURES)
        for line, name in names_in(tree)
        if name in DRAWING
    ]
    assert found == []


def test_keys_are_dispatched_by_textual() -> None:
    found = [
        f"{module}:{line} {name}"
        for module, tree in trees().items()
        for line, name in names_in(tree)
        if name in KEY_DISPATCH
    ]
    assert found == []


def lines_of_code(path: Path) -> int:
    """The lines of a module that are neither blank nor comment nor docstring."""
    text = path.read_text(encoding="utf-8")
    told = {
        line
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }
    lines = enumerate(text.splitlines(), start=1)
    return sum(bool(line.strip()) and not line.strip().startswith("#") and at not in told for at, line in lines)


def test_the_wizard_is_small() -> None:
    assert 2_000 < sum(map(lines_of_code, WIZARD.rglob("*.py"))) <= MOST_LINES_OF_CODE


def test_styles_stand_in_files_beside_their_screens() -> None:
    named = {
        ((WIZARD / module).parent / value).resolve()
        for module, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign | ast.AnnAssign) and "CSS_PATH" in ast.unparse(node)
        for value in re.findall(r"[\w/.]+\.tcss", ast.unparse(node))
    }
    assert named == set(WIZARD.resolve().rglob("*.tcss"))


@pytest.mark.parametrize("path", sorted(WIZARD.rglob("*.tcss")), ids=lambda path: path.name)
def test_colours_are_those_of_the_theme(path: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    colours = re.findall(r"(?:color|background|border[\w-]*|tint):[^;]*", text)
    assert [value for value in colours if re.search(r"#[0-9a-fA-F]{3,8}\b|rgba?\(|hsla?\(", value)] == []
