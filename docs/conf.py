"""How the documents are built: `make docs`."""

from corridor import __version__

project = "Corridor"
author = "The Corridor maintainers"
copyright = "the Corridor maintainers, AGPL-3.0-or-later"  # noqa: A001 - the name Sphinx reads
release = __version__

extensions = ["myst_parser"]
myst_enable_extensions = ["colon_fence", "deflist", "fieldlist", "substitution"]
myst_heading_anchors = 3
nitpicky = True

html_theme = "furo"
html_title = "Corridor"
html_show_sphinx = False
html_copy_source = False
