"""The pictures in `docs/images/`, drawn anew from samples: `python -m tests.docs.pictures`.

`wizard.svg` is a page of the wizard, `results.svg` its results, `grid.svg` what `report --format svg` writes.
"""

from __future__ import annotations

import asyncio
import html
import os
import re
import tempfile
from pathlib import Path
from unittest import mock

from gtm_tui.cli.main import main as gtm_tui
from gtm_tui.tui.app import WizardApp
from tests.tui.screen_text import press

ROOT = Path(__file__).resolve().parents[2]
IMAGES = ROOT / "docs" / "images"
SAMPLES = ROOT / "sample_sessions"
COLOURED = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "NO_COLOR": ""}
FONTS = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace"
FONT_FILES = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)
PADDED_TEXT = re.compile(
    r'x="(?P<x>[\d.]+)" y="(?P<y>[\d.]+)" textLength="(?P<length>[\d.]+)"(?P<rest>[^>]*)>'
    r"(?P<left>(?:&#160;)*)(?P<text>[^<]+?)(?P<right>(?:&#160;)*)</text>"
)


async def screenshot(sample: str, *keys: str, title: str, size: tuple[int, int] = (120, 36)) -> str:
    """The wizard on a copy of a sample after some keys, as SVG that fetches nothing."""
    with tempfile.TemporaryDirectory() as folder:
        own = {f"XDG_{name}_HOME": folder for name in ("STATE", "CONFIG", "DATA", "CACHE")}
        file = Path(folder, f"{sample}.toml")
        file.write_bytes((SAMPLES / file.name).read_bytes())
        with mock.patch.dict(os.environ, {**COLOURED, **own}):
            app = WizardApp(file)
            async with app.run_test(size=size) as pilot:
                await press(pilot)
                for key in keys:
                    await press(pilot, key)
                picture = app.export_screenshot(title=title)
    picture = FONT_FILES.sub("", picture)
    picture = re.sub(r"font-family: (Fira Code, monospace|arial)", f"font-family: {FONTS}", picture)
    return PADDED_TEXT.sub(without_padding, picture)


def without_padding(found: re.Match[str]) -> str:
    """The same text without spaces at its ends, which some programs draw too narrow."""
    left, text, right = (found[name] for name in ("left", "text", "right"))
    cells = len(html.unescape(left + text + right))
    cell = float(found["length"]) / cells
    start = float(found["x"]) + cell * len(html.unescape(left))
    length = cell * len(html.unescape(text))
    return f'x="{start:g}" y="{found["y"]}" textLength="{length:g}"{found["rest"]}>{text}</text>'


async def screenshots() -> dict[str, str]:
    """Every picture of the wizard by its file name."""
    return {
        "wizard.svg": await screenshot(
            "northgate", "f6", "'global groups: mot", "enter", title="gtm-tui northgate.toml"
        ),
        "results.svg": await screenshot("northgate", "ctrl+r", title="gtm-tui northgate.toml"),
    }


def main() -> None:
    """Write every picture."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    for name, text in asyncio.run(screenshots()).items():
        (IMAGES / name).write_text(text, encoding="utf-8")
    if status := gtm_tui(["report", str(SAMPLES / "northgate.toml"), "-o", str(IMAGES / "grid.svg")]):
        raise SystemExit(status)
    print(*(path.relative_to(ROOT) for path in sorted(IMAGES.glob("*.svg"))), sep="\n")


if __name__ == "__main__":
    main()
