"""The list of journeys: overdue first, then by the next sign of life. Hours stay here."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from corridor.base.ids import AlarmId, ChainId
from corridor.domain.journey_cards import JourneyCard
from corridor.domain.journeys import JourneyState
from corridor.domain.policy import Act
from corridor.domain.settings import Wording
from corridor.services.desk import Desk
from corridor.services.listing import case_index
from corridor.web.desk.entry import Visit
from corridor.web.desk.pages.areas import area_name
from corridor.web.desk.pages.common import CountedLink, EmptyState, Notice, say_people
from corridor.web.desk.pages.journeys import JourneyRow, JourneysPage, Strays, Tally
from corridor.web.desk.pages.shell import Section
from corridor.web.desk.shells import member_mark, shell_of
from corridor.web.desk.showing.common import wording_of
from corridor.web.ui.marks import Pill, Tone

Listed = Sequence[tuple[ChainId, JourneyCard]]


class Kind(StrEnum):
    OPEN = "open"
    ENDED = "ended"


def journeys_page(
    visit: Visit,
    listed: Listed,
    *,
    kind: Kind,
    strays: Sequence[AlarmId] = (),
    notices: tuple[Notice, ...] = (),
) -> JourneysPage:
    desk, now = visit.desk, visit.desk.clock()
    ended = [one for one in listed if _is_over(one[1])]
    going = [one for one in listed if not _is_over(one[1])]
    shown = going if kind is Kind.OPEN else ended
    ordered = sorted(shown, key=lambda one: _order(one[1], now))
    wording = wording_of(desk)
    return JourneysPage(
        shell=shell_of(visit, Section.JOURNEYS, notices=notices),
        tallies=_tallies(going, now),
        tabs=_tabs(len(going), len(ended), kind),
        rows=tuple(_row(desk, chain, card, wording) for chain, card in ordered),
        zone=zone_words(desk),
        empty=EmptyState(
            heading=gettext("Nobody on the way"),
            words=gettext("A journey is planned from its case."),
            icon="route",
        ),
        strays=_strays(strays) if strays and desk.may(Act.TAKE_ALARM) else None,
    )


def _strays(alarms: Sequence[AlarmId]) -> Strays:
    words = ngettext(
        "%(count)s alarm rings without a journey: its planning was cut short.",
        "%(count)s alarms ring without a journey: their planning was cut short.",
        len(alarms),
    )
    return Strays(
        words=words % {"count": len(alarms)},
        button=gettext("Stop the notices"),
        url=reverse("clear-strays"),
        alarms=tuple(str(one) for one in alarms),
    )


def zone_words(desk: Desk) -> str:
    return gettext("Times of %(zone)s.") % {"zone": desk.settings.zone}


def _is_over(card: JourneyCard) -> bool:
    """A way that has ended stays among the open ones until its last sign of life came."""
    return card.state == JourneyState.OVER and card.due is None


def is_alarming(card: JourneyCard, now: datetime) -> bool:
    return card.worrying or (card.late_from is not None and now >= card.late_from)


def state_pill(state: JourneyState, *, alarming: bool) -> Pill:
    if alarming:
        return Pill(words=gettext("Overdue"), tone=Tone.BAD, icon="triangle-alert")
    return {
        JourneyState.PLANNED: Pill(words=gettext("Planned"), tone=Tone.WAIT),
        JourneyState.UNDER_WAY: Pill(words=gettext("On the way"), tone=Tone.WARN, icon="clock"),
        JourneyState.OVER: Pill(words=gettext("Ended")),
    }[state]


def name_of(desk: Desk, case: ChainId) -> str:
    """The case's code name, from the cards that this member's keys open."""
    listed = case_index(desk).cases.get(case)
    return gettext("A case") if listed is None else listed.card.name


def way_words(origin: str, goal: str, wording: Wording) -> str:
    return gettext("%(origin)s to %(goal)s") % {
        "origin": area_name(origin, wording),
        "goal": area_name(goal, wording),
    }


def _order(card: JourneyCard, now: datetime) -> tuple[bool, float, str]:
    due = card.due.timestamp() if card.due else float("inf")
    return (not is_alarming(card, now), due, card.number)


def _row(desk: Desk, chain: ChainId, card: JourneyCard, wording: Wording) -> JourneyRow:
    alarming = is_alarming(card, desk.clock())
    return JourneyRow(
        number=card.number,
        name=name_of(desk, card.case),
        url=reverse("journey", kwargs={"journey": chain}),
        state=state_pill(JourneyState(card.state), alarming=alarming),
        way=way_words(card.origin, card.goal, wording),
        people=say_people(card.people),
        next_where=card.where,
        next_due=card.due,
        overdue=alarming,
        taken_by=member_mark(desk, card.taken_by) if card.taken_by and alarming else None,
    )


def _tabs(going: int, ended: int, kind: Kind) -> tuple[CountedLink, ...]:
    there = reverse("journeys")
    return (
        CountedLink(words=gettext("Open"), url=there, count=going, current=kind is Kind.OPEN),
        CountedLink(
            words=gettext("Ended"),
            url=f"{there}?show={Kind.ENDED}",
            count=ended,
            current=kind is Kind.ENDED,
        ),
    )


def _tallies(going: Listed, now: datetime) -> tuple[Tally, ...]:
    cards = [card for _chain, card in going]
    late = [card for card in cards if is_alarming(card, now)]
    moving = sum(card.state == JourneyState.UNDER_WAY for card in cards)
    untaken = sum(card.taken_by is None for card in late)
    there = reverse("journeys")
    return (
        Tally(
            count=len(late),
            words=gettext("overdue"),
            url=there,
            detail=ngettext("%(count)s not taken", "%(count)s not taken", untaken)
            % {"count": untaken}
            if late
            else "",
            hot=bool(untaken),
        ),
        Tally(count=moving, words=gettext("on the way"), url=there),
        Tally(
            count=sum(card.state == JourneyState.PLANNED for card in cards),
            words=gettext("planned"),
            url=there,
        ),
    )
