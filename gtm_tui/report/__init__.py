"""One report as data, and the writers that draw it: text, Markdown, HTML, SVG, CSV, JSON."""
