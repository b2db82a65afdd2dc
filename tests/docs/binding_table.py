"""The ids under which `[keys]` of `config.toml` gives other keys, with the keys they have, made from the wizard."""

from __future__ import annotations

from tests.support.wizard_bindings import bindings


def binding_table() -> str:
    """A Markdown table: id, keys as the settings file writes them, what they do."""
    keys: dict[str, list[str]] = {}
    words: dict[str, str] = {}
    for _, binding in bindings():
        if binding.id:
            known = keys.setdefault(binding.id, [])
            if binding.key not in known:
                known.append(binding.key)
            words[binding.id] = words.get(binding.id) or binding.tooltip or binding.description
    rows = [f"| `{id}` | `{','.join(names)}` | {words[id][:1].upper()}{words[id][1:]} |" for id, names in keys.items()]
    return "\n".join(["| Id | Keys | Does |", "| --- | --- | --- |", *rows]) + "\n"
