"""What the pages of public wording show: languages, their sentences, who wrote and who read."""

from dataclasses import dataclass
from typing import ClassVar

from corridor.web.desk.forms.wording import LanguageForm, SentenceForm
from corridor.web.desk.pages.common import CountedLink, Link, Pager
from corridor.web.desk.pages.shell import Shell
from corridor.web.ui.marks import Pill


@dataclass(frozen=True, kw_only=True)
class LanguageRow:
    """One language: how much is left to do, and by whom what stands was written and read."""

    code: str
    name: str
    own_name: str
    direction: str
    url: str
    state: Pill
    missing: int
    stale: int
    waiting: int
    written_by: str
    reviewed_by: str


@dataclass(frozen=True, kw_only=True)
class WordingPage:
    template: ClassVar[str] = "desk/wording.html"

    shell: Shell
    url: str
    rows: tuple[LanguageRow, ...]
    form: LanguageForm


@dataclass(frozen=True, kw_only=True)
class SentenceCard:
    """One sentence: its English, what is said now, what was written, and a place to write.

    `was` is the English that older words were written for.
    """

    name: str
    place: str
    english: tuple[str, ...]
    slots: tuple[str, ...]
    state: Pill
    seen: int
    said: tuple[str, ...] = ()
    said_in_english: bool = False
    written: tuple[str, ...] = ()
    written_by: str = ""
    reviewed_by: str = ""
    was: str = ""
    form: SentenceForm | None = None
    may_read: bool = False
    may_go_back: bool = False
    may_keep: bool = False


@dataclass(frozen=True, kw_only=True)
class TonguePage:
    """`offer_url` and `hold_back_url` are empty where that cannot be done, or not by them."""

    template: ClassVar[str] = "desk/tongue.html"

    shell: Shell
    row: LanguageRow
    all_url: str
    url: str
    views: tuple[CountedLink, ...]
    cards: tuple[SentenceCard, ...]
    previews: tuple[Link, ...]
    pager: Pager
    places: tuple[CountedLink, ...] = ()
    left: str = ""
    offer_url: str = ""
    hold_back_url: str = ""
    unfinished: bool = False

    @property
    def forms(self) -> tuple[SentenceForm, ...]:
        return tuple(card.form for card in self.cards if card.form is not None)
