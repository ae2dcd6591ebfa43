"""Sealed referrals: where they arrive, who may send them, and what waits for a decision."""

from dataclasses import dataclass
from typing import ClassVar

from corridor.web.desk.pages.common import Notice
from corridor.web.desk.pages.shell import Shell


@dataclass(frozen=True, kw_only=True)
class WaitingRow:
    """A referral whose signer nobody knows. The words are those of the key that signed it."""

    when: str
    words: str
    is_known_now: bool
    take_url: str
    throw_url: str


@dataclass(frozen=True, kw_only=True)
class PartnerRow:
    name: str
    words: str
    key: str


@dataclass(frozen=True, kw_only=True)
class ReferralsPage:
    template: ClassVar[str] = "desk/referrals.html"

    shell: Shell
    card_words: str
    card_words_here: str
    card_url: str
    partners: tuple[PartnerRow, ...]
    waiting: tuple[WaitingRow, ...] = ()
    send_url: str = ""
    add_url: str = ""
    drop_url: str = ""
    trouble: str = ""
    done: Notice | None = None
