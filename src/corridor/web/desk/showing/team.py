"""The team page: handles, the keys that they really hold, and what waits for a second one."""

from collections.abc import Iterator
from typing import Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from corridor.base.ids import MemberId
from corridor.domain.policy import Act, Role
from corridor.domain.roster import (
    Change,
    CompartmentKeyed,
    Member,
    MemberEnded,
    MemberEnrolled,
    MemberRestored,
    RolesChanged,
)
from corridor.domain.roster import Proposal as Waiting
from corridor.domain.rostering import reasons_at
from corridor.services.desk import Desk
from corridor.services.members import is_recovery
from corridor.services.rotating import holding
from corridor.web.desk.entry import Visit
from corridor.web.desk.forms.team import (
    COMPARTMENTS,
    ROLES,
    AddMemberForm,
    ChangeMemberForm,
    EndMemberForm,
    RestoreMemberForm,
)
from corridor.web.desk.pages.common import Link, MarkedLine
from corridor.web.desk.pages.shell import Section
from corridor.web.desk.pages.team import (
    Departure,
    MemberPage,
    MemberRow,
    Proposal,
    StewardRow,
    TeamPage,
    TeamUrls,
)
from corridor.web.desk.shells import member_mark, shell_of
from corridor.web.desk.showing.common import day_words
from corridor.web.ui.forms import Choices
from corridor.web.ui.marks import Mark, MarkKind
from corridor.web.ui.marks import Member as MemberMark

_SHOWN: Final = tuple(COMPARTMENTS)[1:]
_DEPARTURES: Final = 3


def team_page(
    visit: Visit,
    *,
    add_form: AddMemberForm | None = None,
    end_form: EndMemberForm | None = None,
) -> TeamPage:
    desk = visit.desk
    steward = desk.may(Act.MANAGE_MEMBERS)
    roster = desk.roster
    return TeamPage(
        shell=shell_of(visit, Section.TEAM),
        working=len(roster.present),
        compartments=tuple(str(COMPARTMENTS[slug]) for slug in _SHOWN),
        members=tuple(_row(desk, one) for one in _ordered(desk)),
        proposals=tuple(_proposal(desk, one) for one in roster.proposals),
        stewards=tuple(
            StewardRow(member=member_mark(desk, one.member), is_you=one.member == desk.me)
            for one in roster.stewards
        ),
        urls=TeamUrls(
            add=reverse("add-member"),
            end=reverse("end-member"),
            recovery=reverse("recovery"),
        ),
        departures=tuple(_departures(desk)),
        add_form=(add_form or AddMemberForm()) if steward else None,
        end_form=(end_form or EndMemberForm(members=leavers(desk))) if steward else None,
    )


def leavers(desk: Desk) -> Choices:
    return [(str(one.member), one.handle) for one in desk.roster.present]


def _ordered(desk: Desk) -> list[Member]:
    return sorted(desk.roster.members, key=lambda one: (not one.here, one.handle))


def roles_words(roles: tuple[Role, ...]) -> str:
    return ", ".join(str(ROLES[role]) for role in roles)


def _row(desk: Desk, member: Member) -> MemberRow:
    ended = member.keys.to_at
    open_now = holding(desk, member) if member.here else frozenset()
    url = reverse("member", kwargs={"member": member.member})
    words = gettext("Change") if member.here else gettext("Restore")
    return MemberRow(
        member=member_mark(desk, member.member),
        roles=roles_words(member.roles),
        holds=tuple(slug in open_now for slug in _SHOWN),
        change=Link(words=words, url=url) if desk.may(Act.MANAGE_MEMBERS) else None,
        ended_on=None if ended is None else timezone.localtime(ended).date(),
    )


def _proposal(desk: Desk, waiting: Waiting) -> Proposal:
    asked_by = member_mark(desk, waiting.by)
    said = gettext("Asked by %(handle)s on %(day)s.") % {
        "handle": asked_by.handle,
        "day": day_words(timezone.localtime(waiting.at).date()),
    }
    reason = gettext("Reason: %(reason)s") % {"reason": waiting.reason}
    member, words = next(_said(desk, waiting), (asked_by, gettext("A change of keys")))
    return Proposal(
        member=member,
        words=words,
        detail=f"{said} {reason}" if waiting.reason else said,
        url=reverse("second-proposal", kwargs={"height": waiting.height}),
        may_agree=_may_agree(desk, waiting),
        may_decline=desk.may(Act.MANAGE_MEMBERS),
        waits=_waits(desk, waiting),
    )


def _may_agree(desk: Desk, waiting: Waiting) -> bool:
    another = desk.may(Act.MANAGE_MEMBERS) and waiting.by != desk.me
    return another and not is_recovery(desk.roster, waiting)


def _waits(desk: Desk, waiting: Waiting) -> str:
    """Where the second turn is taken, for whoever finds no button to agree."""
    if is_recovery(desk.roster, waiting):
        return gettext("The second turn is taken where the recovery was begun")
    return "" if _may_agree(desk, waiting) else gettext("Another steward has to agree")


def _said(desk: Desk, waiting: Waiting) -> Iterator[tuple[MemberMark, str]]:
    """What a proposal does to people, in words; the keys that follow go without saying."""
    for change in waiting.changes:
        words = _change_words(desk, change)
        if words:
            yield words


def _change_words(desk: Desk, change: Change) -> tuple[MemberMark, str] | None:
    match change:
        case MemberEnrolled():
            said = {"handle": change.handle, "roles": roles_words(change.roles)}
            words = gettext("Let in %(handle)s: %(roles)s") % said
            return MemberMark(handle=change.handle), words
        case MemberEnded():
            return _about(desk, change.member, gettext("End the access of %(handle)s"))
        case MemberRestored():
            return _about(desk, change.member, gettext("Restore %(handle)s with new keys"))
        case RolesChanged():
            words = gettext("Roles of %(handle)s: %(roles)s")
            return _about(desk, change.member, words, roles=roles_words(change.roles))
        case _:
            return None


def _about(desk: Desk, member: MemberId, words: str, **more: str) -> tuple[MemberMark, str]:
    mark = member_mark(desk, member)
    return mark, words % {"handle": mark.handle, **more}


def _departures(desk: Desk) -> Iterator[Departure]:
    gone = [one for one in desk.roster.members if one.keys.to_at is not None]
    gone.sort(key=lambda one: one.keys.to_height or 0, reverse=True)
    for member in gone[:_DEPARTURES]:
        at = member.keys.to_at
        day = "" if at is None else day_words(timezone.localtime(at).date())
        yield Departure(
            heading=gettext("After %(handle)s left, %(day)s")
            % {"handle": member.handle, "day": day},
            lines=tuple(_left_behind(desk, member)),
            reason=_why(desk, member),
        )


def _why(desk: Desk, member: Member) -> str:
    if not desk.may(Act.MANAGE_MEMBERS):
        return ""
    reasons = " ".join(reasons_at(desk.roster, member.keys.to_height or 0))
    return gettext("Reason: %(reason)s") % {"reason": reasons} if reasons else ""


def _left_behind(desk: Desk, member: Member) -> Iterator[MarkedLine]:
    done = Mark(kind=MarkKind.OK, meaning=gettext("Done:"))
    height = member.keys.to_height or 0
    act = desk.roster.timeline[height].act
    renewed = sum(
        isinstance(record.fact, CompartmentKeyed)
        for record in desk.roster.timeline
        if record.act == act
    )
    words = ngettext(
        "%(count)s compartment has a new key", "%(count)s compartments have new keys", renewed
    )
    yield MarkedLine(mark=done, words=gettext("Sessions ended"))
    yield MarkedLine(mark=done, words=words % {"count": renewed})
    yield MarkedLine(
        mark=Mark(kind=MarkKind.OFF, meaning=gettext("Later:")),
        words=gettext("Each case has a new key at its next entry"),
    )


def member_page(
    visit: Visit, member: Member, form: ChangeMemberForm | RestoreMemberForm
) -> MemberPage:
    desk = visit.desk
    held = holding(desk, member) if member.here else frozenset()
    yes = Mark(kind=MarkKind.OK, meaning=gettext("Yes:"))
    return MemberPage(
        shell=shell_of(visit, Section.TEAM),
        member=member_mark(desk, member.member),
        team_url=reverse("team"),
        action=reverse("member", kwargs={"member": member.member}),
        holds=tuple(
            MarkedLine(mark=yes, words=str(COMPARTMENTS[slug]))
            for slug in _SHOWN
            if slug in held
        ),
        change_form=form if isinstance(form, ChangeMemberForm) else None,
        restore_form=form if isinstance(form, RestoreMemberForm) else None,
    )
