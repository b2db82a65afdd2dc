"""The wizard's three looks: dark, light, and one made of the terminal's own colours.

Every text reaches a contrast of 4.5:1 on its ground (WCAG 2.1, 1.4.3), also after a 256 colour terminal has
rounded the values: they are taken from its palette. tests/test_themes.py measures what is really drawn.
"""

from __future__ import annotations

from rich.terminal_theme import TerminalTheme
from textual.theme import Theme

#: Names for settings and the command palette.
DARK, LIGHT, HIGH_CONTRAST = "gtm-dark", "gtm-light", "gtm-contrast"

_DARK = Theme(
    name=DARK,
    dark=True,
    background="#121212",
    surface="#1c1c1c",
    panel="#262626",
    boost="#262626",
    foreground="#e4e4e4",
    primary="#5fafff",
    secondary="#5fd7d7",
    accent="#ffd75f",
    warning="#ffaf5f",
    error="#ff8787",
    success="#87d787",
    luminosity_spread=0.1,
    variables={
        "text": "#e4e4e4",
        "text-muted": "#b2b2b2",
        "text-disabled": "#9e9e9e",
        "text-primary": "#87d7ff",
        "text-secondary": "#87d7d7",
        "text-accent": "#ffd75f",
        "text-warning": "#ffaf5f",
        "text-error": "#ffafaf",
        "text-success": "#87d787",
        "primary-muted": "#00005f",
        "secondary-muted": "#00005f",
        "accent-muted": "#262626",
        "warning-muted": "#303030",
        "error-muted": "#5f0000",
        "success-muted": "#005f00",
        "foreground-muted": "#b2b2b2",
        "foreground-disabled": "#9e9e9e",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-background": "#000087",
        "block-cursor-blurred-foreground": "#ffffff",
        "block-cursor-blurred-background": "#303030",
        "block-hover-background": "#303030",
        "border-blurred": "#585858",
        "input-cursor-background": "#e4e4e4",
        "input-cursor-foreground": "#121212",
        "input-selection-background": "#005f87",
        "button-foreground": "#e4e4e4",
        "button-color-foreground": "#000000",
        "button-focus-text-style": "bold reverse",
        "footer-foreground": "#e4e4e4",
        "footer-background": "#262626",
        "footer-key-foreground": "#ffd75f",
        "footer-description-foreground": "#e4e4e4",
        "link-color": "#87d7ff",
        "link-color-hover": "#000000",
        "link-background-hover": "#5fafff",
    },
)

_LIGHT = Theme(
    name=LIGHT,
    dark=False,
    background="#eeeeee",
    surface="#e4e4e4",
    panel="#dadada",
    boost="#dadada",
    foreground="#1c1c1c",
    primary="#005faf",
    secondary="#005f5f",
    accent="#5f00af",
    warning="#5f5f00",
    error="#af0000",
    success="#005f00",
    luminosity_spread=0.1,
    variables={
        "text": "#1c1c1c",
        "text-muted": "#444444",
        "text-disabled": "#585858",
        "text-primary": "#00005f",
        "text-secondary": "#005f5f",
        "text-accent": "#5f00af",
        "text-warning": "#5f5f00",
        "text-error": "#870000",
        "text-success": "#005f00",
        "primary-muted": "#afd7ff",
        "secondary-muted": "#afd7d7",
        "accent-muted": "#d7d7ff",
        "warning-muted": "#ffffaf",
        "error-muted": "#ffd7d7",
        "success-muted": "#d7ffd7",
        "foreground-muted": "#444444",
        "foreground-disabled": "#585858",
        "block-cursor-foreground": "#000000",
        "block-cursor-background": "#d7d7ff",
        "block-cursor-blurred-foreground": "#000000",
        "block-cursor-blurred-background": "#d0d0d0",
        "block-hover-background": "#d0d0d0",
        "border-blurred": "#8a8a8a",
        "input-cursor-background": "#1c1c1c",
        "input-cursor-foreground": "#eeeeee",
        "input-selection-background": "#afd7ff",
        "button-foreground": "#1c1c1c",
        "button-color-foreground": "#ffffff",
        "button-focus-text-style": "bold reverse",
        "footer-foreground": "#1c1c1c",
        "footer-background": "#dadada",
        "footer-key-foreground": "#5f00af",
        "footer-description-foreground": "#1c1c1c",
        "link-color": "#005faf",
        "link-color-hover": "#ffffff",
        "link-background-hover": "#005faf",
    },
)

# Only the terminal's own foreground and background, set apart by bold, underline and reverse video: what the
# person chose for the terminal is what they get, on 16 colours as well as on none.
_OWN = "ansi_default"
_HIGH_CONTRAST = Theme(
    name=HIGH_CONTRAST,
    ansi=True,
    dark=True,
    primary=_OWN,
    secondary=_OWN,
    accent=_OWN,
    warning=_OWN,
    error=_OWN,
    success=_OWN,
    foreground=_OWN,
    background=_OWN,
    surface=_OWN,
    panel=_OWN,
    boost=_OWN,
    variables={
        "ansi-background": _OWN,
        "ansi-foreground": _OWN,
        **{f"text-{name}": _OWN for name in ("muted", "disabled", "primary", "secondary", "accent")},
        **{f"text-{name}": _OWN for name in ("warning", "error", "success")},
        **{
            f"{name}-muted": _OWN
            for name in ("primary", "secondary", "accent", "warning", "error", "success", "foreground", "background")
        },
        "block-cursor-foreground": _OWN,
        "block-cursor-background": _OWN,
        "block-cursor-text-style": "bold reverse",
        "block-cursor-blurred-text-style": "bold underline",
        "border": _OWN,
        "border-blurred": _OWN,
        "scrollbar": _OWN,
        "scrollbar-hover": _OWN,
        "scrollbar-active": _OWN,
        "scrollbar-background": _OWN,
        "scrollbar-background-hover": _OWN,
        "scrollbar-background-active": _OWN,
        "link-color": _OWN,
        "link-color-hover": _OWN,
        "link-background-hover": _OWN,
        "link-style-hover": "reverse",
        "footer-key-foreground": _OWN,
        "input-cursor-text-style": "reverse",
        "input-selection-background": _OWN,
        "input-selection-text-style": "reverse",
        "screen-selection-background": _OWN,
        "screen-selection-foreground": _OWN,
        **{f"markdown-h{level}-color": _OWN for level in range(1, 7)},
    },
)


def _terminal_theme(ground: str, ink: str, colours: str) -> TerminalTheme:
    parts = [_rgb(name) for name in (ink, *colours.split(), ink)]
    return TerminalTheme(_rgb(ground), _rgb(ink), parts, parts)


def _rgb(name: str) -> tuple[int, int, int]:
    return int(name[1:3], 16), int(name[3:5], 16), int(name[5:7], 16)


#: What red, green, yellow, blue, magenta and cyan are where a table names them, on a dark and on a light ground.
NAMED_ON_DARK = _terminal_theme("#121212", "#e4e4e4", "#ff8787 #87d787 #ffd75f #87d7ff #d7afff #5fd7d7")
NAMED_ON_LIGHT = _terminal_theme("#eeeeee", "#1c1c1c", "#870000 #005f00 #5f5f00 #00005f #5f00af #005f5f")

THEMES = (_DARK, _LIGHT, _HIGH_CONTRAST)
