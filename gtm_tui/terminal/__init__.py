"""How the wizard lives in a terminal: what it finds there, and what it does when the terminal fails.

`detect`, `glyphs`, `paste`, `writer`, `watch` and `crash` use the standard library only and may be imported without
Textual; `guard`, `thrift`, `display` and `base` build on Textual; `run` puts them together.
"""
