"""The journal in words: who opened what and when, never what it said."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from itertools import groupby
from typing import Final, NamedTuple

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from corridor.domain.journal import (
    BackupMade,
    DeskRestored,
    Exported,
    Granted,
    JournalFact,
    Locked,
    LoggedIn,
    LoggedOut,
    LogInFailed,
    NameShown,
    NoticeSent,
    Opened,
    Opening,
    OpeningRefused,
    RightsChanged,
)
from corridor.domain.records import Recorded, Unknown
from corridor.services.desk import Desk
from corridor.web.desk.entry import Visit
from corridor.web.desk.pages.common import CountedLink, EmptyState, Link, Pager
from corridor.web.desk.pages.journal import Filter, JournalDay, JournalLine, JournalPage
from corridor.web.desk.pages.journeys import Tally
from corridor.web.desk.pages.shell import Section
from corridor.web.desk.shells import member_mark, shell_of
from corridor.web.desk.showing.common import day_heading
from corridor.web.ui.marks import Pill, Tone

AT_ONCE: Final = 50
Records = Sequence[Recorded[JournalFact]]


class Kind(StrEnum):
    ALL = "all"
    OPENINGS = "openings"
    SIGN_INS = "sign-ins"
    RIGHTS = "rights"
    REFUSED = "refused"


_KINDS: Final[Mapping[Kind, tuple[Promise, tuple[type, ...]]]] = {
    Kind.ALL: (_("Everything"), ()),
    Kind.OPENINGS: (_("Openings"), (Opened, NameShown)),
    Kind.SIGN_INS: (_("Sign-ins"), (LoggedIn, LoggedOut, Locked)),
    Kind.RIGHTS: (_("Rights and exports"), (RightsChanged, Granted, Exported)),
    Kind.REFUSED: (_("Refused"), (LogInFailed, OpeningRefused)),
}


class _Said(NamedTuple):
    kind: Promise
    what: Promise
    tone: Tone = Tone.PLAIN


_SAID: Final[Mapping[type, _Said]] = {
    LoggedIn: _Said(_("Sign-in"), _("Signed in"), Tone.OK),
    LoggedOut: _Said(_("Sign-in"), _("Signed out")),
    Locked: _Said(_("Sign-in"), _("Locked the desk")),
    LogInFailed: _Said(
        _("Refused"),
        _("Not opened. Which of the three was wrong is not kept"),
        Tone.BAD,
    ),
    Opened: _Said(_("Opened"), _("Opened it")),
    OpeningRefused: _Said(_("Refused"), _("Asked for it and got nothing"), Tone.BAD),
    NameShown: _Said(_("Opened"), _("A name was shown"), Tone.WARN),
    Granted: _Said(_("Rights"), _("Gave a compartment its key"), Tone.WARN),
    Exported: _Said(_("Export"), _("Took it out of the desk"), Tone.WARN),
    RightsChanged: _Said(_("Rights"), _("Changed what somebody may open"), Tone.WARN),
    BackupMade: _Said(_("Machine"), _("A backup was written")),
    DeskRestored: _Said(_("Machine"), _("Restored from a backup: a new era"), Tone.WARN),
    NoticeSent: _Said(_("Notice"), _("A notice went out")),
}
_OPENINGS: Final[Mapping[Opening, Promise]] = {
    Opening.CASE: _("Case"),
    Opening.IDENTITY: _("Names"),
    Opening.DIALOGUE: _("Request"),
    Opening.JOURNEY: _("Journey"),
    Opening.STATEMENT: _("Statement"),
    Opening.ATTACHMENT: _("Attachment"),
    Opening.LIST: _("List"),
}
_UNREAD: Final = _Said(_("Other"), _("Written by a newer version"))


class Chosen(NamedTuple):
    """What the address asks for: a kind, one member by their id, and from which line on."""

    kind: Kind
    who: str
    skip: int

    def url(self, **changed: str | int) -> str:
        chosen = {**self._asdict(), **changed}
        said = {name: value for name, value in chosen.items() if value not in {"", 0, "all"}}
        return reverse("journal") + ("?" + urlencode(said) if said else "")


def journal_page(visit: Visit, records: Records, chosen: Chosen) -> JournalPage:
    """`records` are the newest lines that this page looks through."""
    desk = visit.desk
    found = [one for one in records if _fits(one, chosen)]
    shown = found[chosen.skip : chosen.skip + AT_ONCE]
    said = gettext("%(shown)s of %(all)s shown, newest first")
    return JournalPage(
        shell=shell_of(visit, Section.JOURNAL),
        tallies=_tallies(desk, records),
        tabs=_tabs(records, chosen),
        filters=(_who(desk, chosen),),
        chosen=_taken_back(desk, chosen),
        shown=said % {"shown": len(shown), "all": len(found)},
        days=tuple(_days(desk, shown)),
        pager=_pager(len(found), chosen),
        empty=EmptyState(
            heading=gettext("Nothing here"),
            words=gettext("Choose fewer filters."),
            icon="scroll-text",
        ),
    )


def _is(record: Recorded[JournalFact], kind: Kind) -> bool:
    kinds = _KINDS[kind][1]
    return not kinds or isinstance(record.fact, kinds)


def _fits(record: Recorded[JournalFact], chosen: Chosen) -> bool:
    return _is(record, chosen.kind) and chosen.who in {"", str(record.by)}


def _tallies(desk: Desk, records: Records) -> tuple[Tally, ...]:
    today = [one for one in records if timezone.localtime(one.at).date() == desk.today()]
    opened = [one for one in today if _is(one, Kind.OPENINGS)]
    by = len({one.by for one in opened})
    refused = sum(_is(one, Kind.REFUSED) for one in today)
    people = ngettext("By %(count)s person", "By %(count)s people", by) % {"count": by}
    return (
        Tally(
            count=len(opened),
            words=gettext("openings today"),
            url=f"{reverse('journal')}?kind={Kind.OPENINGS}",
            detail=people if opened else "",
        ),
        Tally(
            count=refused,
            words=gettext("refused today"),
            url=f"{reverse('journal')}?kind={Kind.REFUSED}",
            hot=bool(refused),
        ),
    )


def _tabs(records: Records, chosen: Chosen) -> tuple[CountedLink, ...]:
    return tuple(
        CountedLink(
            words=str(words),
            url=chosen.url(kind=kind.value, skip=0),
            count=sum(_is(one, kind) for one in records),
            current=kind is chosen.kind,
        )
        for kind, (words, _types) in _KINDS.items()
    )


def _who(desk: Desk, chosen: Chosen) -> Filter:
    return Filter(
        words=gettext("Who"),
        links=tuple(
            Link(
                words=one.handle,
                url=chosen.url(who=str(one.member), skip=0),
                current=str(one.member) == chosen.who,
            )
            for one in desk.roster.members
        ),
    )


def _taken_back(desk: Desk, chosen: Chosen) -> tuple[Link, ...]:
    url = chosen.url(who="", skip=0)
    return tuple(
        Link(words=one.handle, url=url)
        for one in desk.roster.members
        if str(one.member) == chosen.who
    )


def _days(desk: Desk, shown: Records) -> list[JournalDay]:
    days = groupby(shown, key=lambda one: timezone.localtime(one.at).date())
    return [
        JournalDay(
            heading=day_heading(day, today=desk.today()),
            lines=tuple(_line(desk, one) for one in lines),
        )
        for day, lines in days
    ]


def _line(desk: Desk, record: Recorded[JournalFact]) -> JournalLine:
    fact = record.fact
    said = _UNREAD if isinstance(fact, Unknown) else _SAID[type(fact)]
    return JournalLine(
        at=record.at,
        kind=Pill(words=str(said.kind), tone=said.tone),
        where=_where(desk, fact),
        what=str(said.what),
        who=member_mark(desk, record.by) if record.by else None,
        who_words="" if record.by else gettext("The machine"),
    )


def _where(desk: Desk, fact: JournalFact | Unknown) -> str:
    """A chain's first letters: who reads the journal opens no case by it."""
    match fact:
        case Opened():
            return f"{_OPENINGS[fact.what]} {str(fact.chain)[:8]}"
        case OpeningRefused() | NameShown() | Granted():
            return str(fact.chain)[:8]
        case Exported():
            return gettext("Figures") if fact.chain is None else str(fact.chain)[:8]
        case RightsChanged():
            return member_mark(desk, fact.subject).handle
        case _:
            door = isinstance(fact, LoggedIn | LoggedOut | Locked | LogInFailed)
            return gettext("The door") if door else gettext("This machine")


def _pager(many: int, chosen: Chosen) -> Pager:
    newer = max(0, chosen.skip - AT_ONCE)
    older = chosen.skip + AT_ONCE
    return Pager(
        words=gettext("Each line was signed by who wrote it, and all were checked just now."),
        newer=Link(words=gettext("Newer"), url=chosen.url(skip=newer)) if chosen.skip else None,
        older=Link(words=gettext("Older"), url=chosen.url(skip=older))
        if older < many
        else None,
    )
