"""What a person set for the wizard: the look and the keys, in `config.toml` of the configuration folder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gtm_tui.text.sanitise import shown

NAME = "config.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The settings in force.

    `theme` is a Textual theme by name ('' = the wizard's own dark one); `keys` maps the id of a binding to its keys,
    commas between (`next = "f8,ctrl+n"`); `problem` says what is wrong with the file ('' = nothing).
    """

    theme: str = ""
    keys: Mapping[str, str] = field(default_factory=dict)
    problem: str = ""


def read_config(folder: Path) -> Config:
    """The settings of a configuration folder; a file that cannot be used gives the defaults and the reason."""
    import tomli

    try:
        document = tomli.loads((folder / NAME).read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        return Config()
    except (OSError, ValueError) as error:
        return Config(problem=f"{NAME} is not used: {error}")
    theme, keys = document.get("theme", ""), document.get("keys", {})
    wrong = []
    if not isinstance(theme, str):
        wrong.append("theme must be the name of a theme in quotes")
        theme = ""
    if not isinstance(keys, dict):
        wrong.append('keys must be a table of lines such as next = "f8,ctrl+n"')
        keys = {}
    bad = [name for name, value in keys.items() if not isinstance(value, str) or not value.strip()]
    if bad:
        wrong.append(f"no key is given for {', '.join(map(shown, bad))} in [keys]")
    return Config(
        theme=theme,
        keys={name: _keys(value) for name, value in keys.items() if name not in bad},
        problem=f"{NAME}: {'; '.join(wrong)}" if wrong else "",
    )


def _keys(written: str) -> str:
    """Keys by Textual's names: `F8, ^S` is written like that too."""
    names = [name.strip() for name in written.split(",") if name.strip()]
    names = [f"ctrl+{name[1:]}" if name.startswith("^") and len(name) == 2 else name for name in names]
    return ",".join(name.lower() if len(name) > 1 else name for name in names)


def unknown_names(config: Config, themes: Iterable[str]) -> str:
    """What is named in the settings and does not exist, with what may have been meant; '' = everything is known.

    To know every key that can be changed, the modules of all screens are loaded.
    """
    wrong = []
    if config.theme and config.theme not in themes:
        wrong.append(f"there is no theme {shown(config.theme)}{_meant(config.theme, themes)}")
    if config.keys:
        known = binding_ids()
        wrong += [
            f"[keys] has no action {shown(name)}{_meant(name, known)}" for name in config.keys if name not in known
        ]
    return f"{NAME}: {'; '.join(wrong)}." if wrong else ""


def _meant(name: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, list(known), n=1)
    return f"; {near[0]} is the nearest" if near else ""


def binding_ids() -> set[str]:
    """The ids of every binding of the wizard."""
    import pkgutil
    from importlib import import_module

    from textual.binding import Binding

    import gtm_tui.tui

    modules = (import_module(found.name) for found in pkgutil.walk_packages(gtm_tui.tui.__path__, "gtm_tui.tui."))
    classes = {value for module in modules for value in vars(module).values() if isinstance(value, type)}
    found = (Binding.make_bindings(kind.__dict__.get("BINDINGS", ())) for kind in classes)
    return {binding.id for bindings in found for binding in bindings if binding.id}


def remember_theme(folder: Path, theme: str) -> str:
    """Write the look into `config.toml`, everything else in it kept; returns what went wrong, or ''."""
    import tomli
    import tomli_w

    from gtm_tui.store.atomic_write import write_atomically
    from gtm_tui.store.paths import make_private
    from gtm_tui.store.save_target import SaveError

    path = folder / NAME
    try:
        text = path.read_bytes().decode("utf-8-sig") if path.exists() else ""
        document: dict[str, Any] = tomli.loads(text)
    except (OSError, ValueError) as error:
        return f"{NAME} is not changed: {error}"
    if document.get("theme") == theme:
        return ""
    line = tomli_w.dumps({"theme": theme})
    rest = "".join(row for row in text.splitlines(keepends=True) if not row.startswith(("theme ", "theme=")))
    try:
        make_private(folder)
        write_atomically(path, (line + rest).encode())
    except (OSError, SaveError) as error:
        return f"{NAME} is not changed: {error}"
    return ""
