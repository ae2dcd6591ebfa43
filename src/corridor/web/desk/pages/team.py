"""What the team page and its members' pages show: handles and keys, never a legal name."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from corridor.web.desk.forms.team import (
    AddMemberForm,
    ChangeMemberForm,
    EndMemberForm,
    RestoreMemberForm,
)
from corridor.web.desk.pages.common import Link, MarkedLine
from corridor.web.desk.pages.shell import Shell
from corridor.web.ui.marks import Member


@dataclass(frozen=True, kw_only=True)
class MemberRow:
    """`holds` answers for each compartment of the table, in its order."""

    member: Member
    roles: str
    holds: tuple[bool, ...]
    change: Link | None = None
    ended_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """What a steward asked for; only another one may agree, in the right place."""

    member: Member
    words: str
    detail: str
    url: str
    may_agree: bool
    may_decline: bool
    waits: str = ""


@dataclass(frozen=True, kw_only=True)
class StewardRow:
    member: Member
    is_you: bool = False


@dataclass(frozen=True, kw_only=True)
class Departure:
    """`reason` is for stewards alone."""

    heading: str
    lines: tuple[MarkedLine, ...]
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class TeamUrls:
    add: str
    end: str
    recovery: str


@dataclass(frozen=True, kw_only=True)
class TeamPage:
    """Forms are None for a reader who is no steward."""

    template: ClassVar[str] = "desk/team.html"

    shell: Shell
    working: int
    compartments: tuple[str, ...]
    members: tuple[MemberRow, ...]
    proposals: tuple[Proposal, ...]
    stewards: tuple[StewardRow, ...]
    urls: TeamUrls
    departures: tuple[Departure, ...] = ()
    add_form: AddMemberForm | None = None
    end_form: EndMemberForm | None = None


@dataclass(frozen=True, kw_only=True)
class MemberPage:
    """One member, to change or to restore; the other form is None."""

    template: ClassVar[str] = "desk/member.html"

    shell: Shell
    member: Member
    team_url: str
    action: str
    holds: tuple[MarkedLine, ...]
    change_form: ChangeMemberForm | None = None
    restore_form: RestoreMemberForm | None = None
