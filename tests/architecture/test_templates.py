import re
from pathlib import Path

from tests.architecture.tracked import files_under, lines_matching

# A style attribute or an inline script would need a hole in the content security policy; `safe`
# would let somebody's words become markup.
INLINE_STYLE = re.compile(r"\sstyle\s*=|<style\b", re.IGNORECASE)
INLINE_SCRIPT = re.compile(
    r"\son(click|load|submit|change|input|error|focus|blur|key\w+|mouse\w+)\s*="
    r"|javascript:|<script(?![^>]*\bsrc=)[^>]*>",
    re.IGNORECASE,
)
UNESCAPED = re.compile(r"\|\s*safe(seq)?\b|\{%\s*autoescape\s+off")


def templates() -> list[Path]:
    return files_under("src/corridor", suffix=".html")


def test_no_template_carries_a_style() -> None:
    assert lines_matching(INLINE_STYLE, templates()) == []


def test_no_template_carries_a_script() -> None:
    assert lines_matching(INLINE_SCRIPT, templates()) == []


def test_no_template_lets_words_become_markup() -> None:
    assert lines_matching(UNESCAPED, templates()) == []
