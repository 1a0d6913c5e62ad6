"""How the site is built: `make site` writes it to `dist/site`, and needs no network for it."""

from __future__ import annotations

import groundplan

project = "Groundplan"
copyright = "the Groundplan maintainers"  # noqa: A001 - Sphinx wants this name
release = version = groundplan.__version__

extensions = ["myst_parser"]
myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 4
# A picture of Mermaid is drawn by the forge; on the site its text is shown.
myst_fence_as_directive: list[str] = []
suppress_warnings = ["myst.header", "misc.highlighting_failure"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["recipes", "_build", "schemas"]
nitpicky = True
highlight_language = "none"

html_theme = "furo"
html_title = "Groundplan"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_extra_path = ["schemas", "../llms.txt"]
html_copy_source = False
html_show_sourcelink = False
html_theme_options = {
    # Contrast of 4.5 and more on both grounds (WCAG AA).
    "light_css_variables": {"color-brand-primary": "#0b5394", "color-brand-content": "#0b5394"},
    "dark_css_variables": {"color-brand-primary": "#8ab4f8", "color-brand-content": "#8ab4f8"},
}
