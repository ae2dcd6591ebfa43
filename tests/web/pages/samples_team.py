"""Eight invented members, one who left, two proposals; the journal of a day."""

from datetime import date, datetime, timedelta, timezone

from corridor.web.desk.forms.team import (
    COMPARTMENTS,
    AddMemberForm,
    ChangeMemberForm,
    EndMemberForm,
    RestoreMemberForm,
)
from corridor.web.desk.pages.common import CountedLink, EmptyState, Link, MarkedLine, Pager
from corridor.web.desk.pages.journal import Filter, JournalDay, JournalLine, JournalPage
from corridor.web.desk.pages.journeys import Tally
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
from corridor.web.ui.marks import Mark, MarkKind, Member, Pill, Tone
from tests.web.pages.samples_shell import ALTAIR, LYRA, MIRA, NUNKI, VEGA, shell_at

_YES = Mark(kind=MarkKind.OK, meaning="Yes:")
_WAITING = Mark(kind=MarkKind.OFF, meaning="Waiting:")
_TABLE = tuple(str(name) for name in list(COMPARTMENTS.values())[1:10])


def _row(member: Member, roles: str, held: str) -> MemberRow:
    return MemberRow(
        member=member,
        roles=roles,
        holds=tuple(mark == "x" for mark in held),
        change=Link(words="Change", url="/member"),
    )


def _members() -> tuple[MemberRow, ...]:
    gone = MemberRow(
        member=Member(handle="Sirius"),
        roles="",
        holds=(False,) * len(_TABLE),
        change=Link(words="Restore", url="/member-restore"),
        ended_on=date(2017, 5, 9),
    )
    return (
        _row(LYRA, "Case manager", "xxxxx.x.."),
        _row(VEGA, "Security, steward", "xxx...x.x"),
        _row(ALTAIR, "Relocation lead, steward", ".xxxx...."),
        _row(MIRA, "Arrival and follow-up", ".xx.x...."),
        _row(NUNKI, "Intake, nights", "x........"),
        gone,
    )


def team() -> TeamPage:
    return TeamPage(
        shell=shell_at(Section.TEAM),
        working=5,
        compartments=_TABLE,
        members=_members(),
        proposals=(
            Proposal(
                member=NUNKI,
                words="Give Nunki the key to Casework",
                detail="Asked by Altair today. Reason: answers at night, then hands over.",
                url="/team",
                may_agree=True,
                may_decline=True,
            ),
            Proposal(
                member=MIRA,
                words="Restore Mira: a new passphrase",
                detail="Asked by you today.",
                url="/team",
                may_agree=False,
                may_decline=True,
                waits="Another steward has to agree",
            ),
        ),
        stewards=(StewardRow(member=VEGA, is_you=True), StewardRow(member=ALTAIR)),
        urls=TeamUrls(add="/team", end="/team", recovery="/recovery"),
        departures=(
            Departure(
                heading="After Sirius left, 9 May",
                lines=(
                    MarkedLine(mark=_YES, words="Sessions ended"),
                    MarkedLine(mark=_WAITING, words="2 cases change at their next entry"),
                ),
            ),
        ),
        add_form=AddMemberForm(),
        end_form=EndMemberForm(members=[("1", "Lyra"), ("2", "Vega")]),
    )


def _member(
    change_form: ChangeMemberForm | None, restore_form: RestoreMemberForm | None
) -> MemberPage:
    return MemberPage(
        shell=shell_at(Section.TEAM),
        member=NUNKI,
        team_url="/team",
        action="/member",
        holds=(MarkedLine(mark=_YES, words="Intake"),),
        change_form=change_form,
        restore_form=restore_form,
    )


def member() -> MemberPage:
    return _member(ChangeMemberForm({"roles": ["intake"], "reason": ""}), None)


def member_restore() -> MemberPage:
    return _member(None, RestoreMemberForm())


def _lines() -> tuple[JournalLine, ...]:
    noon = datetime(2017, 5, 17, 12, 0, tzinfo=timezone(timedelta(hours=3)))
    return (
        JournalLine(
            at=noon,
            kind=Pill(words="Opened"),
            who=LYRA,
            where="K-0412",
            what="People: a name shown",
        ),
        JournalLine(
            at=noon - timedelta(hours=2),
            kind=Pill(words="Refused", tone=Tone.BAD),
            who_words="Someone",
            where="Log-in",
            what="Not opened. Which of the three was wrong is not kept",
        ),
    )


_NOTHING = EmptyState(heading="Nothing here", words="Choose fewer filters.", icon="scroll-text")


def journal() -> JournalPage:
    return JournalPage(
        shell=shell_at(Section.JOURNAL),
        tallies=(
            Tally(count=46, words="openings today", url="/journal", detail="By 6 people"),
            Tally(count=2, words="refused in 24 hours", url="/journal", hot=True),
        ),
        tabs=(
            CountedLink(words="Everything", url="/journal", count=214, current=True),
            CountedLink(words="Openings", url="/journal", count=163),
        ),
        filters=(
            Filter(words="Who", links=(Link(words="Lyra", url="/journal", current=True),)),
        ),
        chosen=(Link(words="Last 7 days", url="/journal"),),
        shown="2 of 214 shown, newest first",
        days=(JournalDay(heading="Today", lines=_lines()),),
        pager=Pager(
            words="Checked today against the checkpoint of 06:00: nothing missing",
            older=Link(words="Older", url="/journal"),
        ),
        empty=_NOTHING,
    )


def empty_journal() -> JournalPage:
    return JournalPage(
        shell=shell_at(Section.JOURNAL),
        tallies=(),
        tabs=(),
        filters=(),
        chosen=(),
        shown="0 shown",
        days=(),
        pager=Pager(words=""),
        empty=_NOTHING,
    )
