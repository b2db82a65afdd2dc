"""The two models in two minutes: the picture first, then our own words."""

from __future__ import annotations

from textual.content import Content

from gtm_tui.model.vocabulary import BASIS
from gtm_tui.tui.screens.text_screen import Paragraph, TextScreen, paragraphs

_PICTURE = """\
 Aligned: one straight column            A zig-zag: effort is lost between them

              low    medium  high                     low    medium  high
 Marketing    .      [##]    .           Marketing    [##]   .       .
 Sales        .      [##]    .           Sales        .      .       x [##]
 Success      .      [##]    .           Success      x [##] .       .
 Money        .       ^      .           Money        .      .        ^
"""

TEXT: tuple[Paragraph, ...] = (
    ("accent", "1  Four groups, each with one job (the Essay)"),
    (
        "",
        "A go-to-market team works when four groups each do one thing and answer for one result. Titles and "
        "reporting lines do not matter; that somebody answers does.",
    ),
    ("", ""),
    ("row:26", "Inbound marketing\tlearns from buyers which problems are worth paying for; business case and roadmap"),
    ("row:26", "Outbound marketing\tearns the most from what can be sold today; go-to-market plan"),
    ("row:26", "Marketing communications\tmakes what moves buyers from step to step; marketing assets"),
    ("row:26", "Sales\tcloses individual deals; each deal"),
    ("", ""),
    (
        "",
        "One name for each result. Several are fine where each has a part of their own: an industry, a product, a "
        "region. In a small company one person may cover several groups. Marketing works on markets full of buyers; "
        "help on individual deals belongs with Sales, in time and in money. All four work from the same picture of the "
        "buyer, made from interviews with buyers and not only with customers.",
    ),
    ("accent", "2  Motions that fit each other and the money (the GTM Model)"),
    (
        "",
        "For each segment, two numbers decide: how many deals a year, and how much a new customer pays in the first "
        "year. The fewer and larger the deals, the more personal the way of working, in all three functions:",
    ),
    ("", ""),
    ("row:14", "Sales\tproduct-led, 1-stage, 2-stage, field, named accounts"),
    ("row:14", "Marketing\tto everyone, to many, to a few accounts, to one person at a time"),
    ("row:14", "Success\tcommunity, help desk, volume, segment, accounts"),
    ("", ""),
    (
        "",
        "Where all stand in one column, the set-up is aligned. Where they zig-zag, effort is lost between them: "
        "reps without the leads they need, or attention that the deal cannot pay for. Customers that start small and "
        "grow a lot move the whole column towards fewer, larger deals: then lifetime value counts, not the first deal.",
    ),
    ("", ""),
    (
        "",
        "One strategy first. A second is worth starting when the first is solid: won the same way ten times, with a "
        "known win rate, customers that stay, and without the founder.",
    ),
    ("accent", "The name trap"),
    (
        "",
        "Inbound and outbound mean different things in the two models. As groups they say who learns and who earns; as "
        "motions they say who speaks first. The wizard always shows a group with its job and the motion as "
        "Inbound, 1:everyone.",
    ),
    ("accent", "How sure a finding is"),
    *(("row:10", f"{basis.word}\t{basis.means}") for basis in BASIS.values()),
)


class PrimerScreen(TextScreen):
    """The primer."""

    def title_words(self) -> str:
        """What stands in the top line."""
        return "The two models in two minutes"

    def text(self) -> Content:
        """The picture, then the paragraphs."""
        return paragraphs([("picture", _PICTURE), *TEXT], self.text_width)
