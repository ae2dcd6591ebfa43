"""What a statement's page shows: the words in each language, their figures, what to settle."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from corridor.web.desk.forms.statement import ClaimForm, WordsForm
from corridor.web.desk.pages.common import EmptyState, Link, MarkedLine
from corridor.web.desk.pages.shell import Shell
from corridor.web.ui.marks import Pill


class Tie(StrEnum):
    """What a piece of text hangs on. The values are style sheet classes."""

    WORDS = ""
    FIGURE = "fig"
    CLAIM = "fig claim"
    UNSETTLED = "fig no"


@dataclass(frozen=True, kw_only=True)
class Piece:
    """Words of a sentence; tied ones lead to the row that counts them."""

    words: str
    tie: Tie = Tie.WORDS
    row: str = ""


@dataclass(frozen=True, kw_only=True)
class Text:
    """The statement in one language, sentence by sentence."""

    language: str
    name: str
    title: str
    paragraphs: tuple[tuple[Piece, ...], ...]
    direction: str = "ltr"


@dataclass(frozen=True, kw_only=True)
class FigureRow:
    """`count` is None for a claim: somebody else's figure is never our count.

    `take_back` is what a button sends to take a claim back, while the draft is open.
    """

    row: str
    words: str
    count: int | None
    unit: str
    as_of: date
    wording: str
    next_change: str
    take_back: str = ""

    @property
    def is_claim(self) -> bool:
        return self.count is None


@dataclass(frozen=True, kw_only=True)
class Refused:
    """A figure that a statement may not carry, with the reason."""

    name: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Check:
    """One thing that must hold before it goes out, and where to settle it when it does not."""

    line: MarkedLine
    settle: Link | None = None


@dataclass(frozen=True, kw_only=True)
class Outlet:
    icon: str
    words: str
    detail: str = ""


@dataclass(frozen=True, kw_only=True)
class NextStep:
    """The one button forward. `waits` says what is missing; then the button does nothing."""

    words: str
    do: str
    waits: str = ""


@dataclass(frozen=True, kw_only=True)
class StatementUrls:
    drafts: str
    act: str
    words: str
    claim: str
    as_reader: str = ""


@dataclass(frozen=True, kw_only=True)
class StatementPage:
    template: ClassVar[str] = "desk/statement.html"

    shell: Shell
    number: int
    day: date
    state: Pill
    urls: StatementUrls
    texts: tuple[Text, ...]
    figures: tuple[FigureRow, ...]
    refused: tuple[Refused, ...]
    checks: tuple[Check, ...]
    checks_said: str
    outlets: tuple[Outlet, ...]
    version: int
    words_form: WordsForm | None = None
    claim_form: ClaimForm | None = None
    next_step: NextStep | None = None
    may_discard: bool = False


@dataclass(frozen=True, kw_only=True)
class StatementRow:
    number: int
    url: str
    title: str
    language: str
    state: Pill
    day: date
    by: str


@dataclass(frozen=True, kw_only=True)
class StatementsPage:
    template: ClassVar[str] = "desk/statements.html"

    shell: Shell
    rows: tuple[StatementRow, ...]
    empty: EmptyState
    draft_url: str = ""
