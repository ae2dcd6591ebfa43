"""What the public press pages show: released words only, in one language at a time."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar


@dataclass(frozen=True, kw_only=True)
class LanguageLink:
    code: str
    words: str
    url: str
    current: bool = False


@dataclass(frozen=True, kw_only=True)
class Released:
    """A statement as it was released; `sources` are those of the claims it quotes."""

    number: int
    url: str
    title: str
    paragraphs: tuple[str, ...]
    released_on: date
    counted_on: date
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PressPage:
    template: ClassVar[str] = "press/statements.html"

    organisation: str
    language: str
    direction: str
    style_url: str
    languages: tuple[LanguageLink, ...]
    statements: tuple[Released, ...]


@dataclass(frozen=True, kw_only=True)
class PressStatementPage:
    template: ClassVar[str] = "press/statement.html"

    organisation: str
    language: str
    direction: str
    style_url: str
    languages: tuple[LanguageLink, ...]
    statement: Released
    all_url: str
