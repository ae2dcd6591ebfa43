"""Outside a person's rules nobody rings alone: one asks with a reason, a second agrees."""

import re
from zoneinfo import ZoneInfo

import pytest

from corridor.base.ids import ChainId
from corridor.domain.cases import Outcome
from corridor.domain.intake import Channel, Eyes, Way
from corridor.domain.safety import ContactRulesSet, SafeHours
from corridor.services.asking import set_reach_rules
from corridor.services.casefiles import open_file
from corridor.services.safety import set_contact_rules
from corridor.web import composition
from tests.web.desk.office import Browser, Office, Seen

ALWAYS = SafeHours(start=0, end=24 * 60)
NEVER = SafeHours(start=0, end=0)
ASKING = {"way": "phone", "said": "It is the bakery.", "why": "Men wait at the other door."}


def rules(*channels: Channel, hours: SafeHours = ALWAYS) -> ContactRulesSet:
    return ContactRulesSet(
        channels=channels,
        hours=(hours,),
        zone="Europe/Moscow",
        never_say=("parade",),
        how="",
    )


def attempt(office: Office, *, way: str = "phone", **more: str) -> dict[str, str]:
    return {
        "tried_at": office_time(office),
        "way": way,
        "outcome": "not_answered",
        "words": "Nobody answered",
        **more,
    }


def office_time(office: Office) -> str:
    desk = office.open("Lyra")
    return desk.clock().astimezone(ZoneInfo(desk.settings.zone)).strftime("%d.%m.%Y %H:%M")


def agree_url(seen: Seen) -> str:
    (found,) = re.findall(r'action="([^"]+/ring/\d+)"', seen.html)
    return str(found)


def tried(office: Office, chain: ChainId) -> list[tuple[Outcome, bool]]:
    case = open_file(office.open("Lyra"), chain).case
    return [(one.tried.outcome, one.tried.outside_hours) for one in case.attempts]


@pytest.fixture
def lyra(office: Office) -> Browser:
    return office.sit("Lyra")


@pytest.mark.parametrize(
    ("set_to", "more"),
    [
        (None, {}),
        (rules(), {}),
        (rules(Channel.EMAIL), {}),
        (rules(Channel.PHONE, hours=NEVER), {}),
        (rules(Channel.PHONE), {"said": "Come to the PARADE"}),
    ],
    ids=["no rules", "no channel", "another channel", "another hour", "a word to avoid"],
)
def test_outside_the_rules_nothing_is_written_without_a_second(
    office: Office, lyra: Browser, set_to: ContactRulesSet | None, more: dict[str, str]
) -> None:
    chain = office.request()
    if set_to is not None:
        set_contact_rules(office.open("Lyra"), chain, set_to)

    refused = lyra.do("request-attempt", attempt(office, **more), case=chain)
    sure = lyra.do("request-attempt", attempt(office, knowingly="on", **more), case=chain)

    assert (refused.status, sure.status) == (422, 422)
    assert "ask a colleague below to agree with it first" in refused.words
    assert tried(office, chain) == []


def test_two_members_agree_and_the_call_is_written_down_as_outside(
    office: Office, lyra: Browser
) -> None:
    chain, mira = office.request(), office.sit("Mira")
    asked = lyra.do("request-ring", ASKING, case=chain)
    own, theirs = lyra.read("request", case=chain), mira.read("request", case=chain)

    agreed = mira.post(agree_url(theirs))
    written = lyra.do("request-attempt", attempt(office), case=chain)

    assert (asked.status, agreed.status, written.status) == (302, 302, 302)
    assert re.findall(r'action="([^"]+/ring/\d+)"', own.html) == []
    assert "Men wait at the other door." in theirs.words
    assert "It is the bakery." in theirs.words
    assert tried(office, chain) == [(Outcome.NOT_ANSWERED, True)]
    assert "Mira agreed, until" in lyra.read("request", case=chain).words


def test_who_asked_is_no_second_even_by_the_address(office: Office, lyra: Browser) -> None:
    chain, mira = office.request(), office.sit("Mira")
    lyra.do("request-ring", ASKING, case=chain)
    url = agree_url(mira.read("request", case=chain))

    lyra.post(url)

    assert lyra.do("request-attempt", attempt(office), case=chain).status == 422
    assert tried(office, chain) == []


def test_an_agreement_holds_for_its_way_and_half_a_day(office: Office, lyra: Browser) -> None:
    chain, mira = office.request(), office.sit("Mira")
    lyra.do("request-ring", ASKING, case=chain)
    mira.post(agree_url(mira.read("request", case=chain)))

    other = lyra.do("request-attempt", attempt(office, way="messenger"), case=chain)
    office.watch.move(hours=13)
    lyra = office.sit("Lyra")
    late = lyra.do("request-attempt", attempt(office), case=chain)

    assert (other.status, late.status) == (422, 422)
    assert tried(office, chain) == []


def test_half_a_day_later_nobody_agrees_any_more(office: Office, lyra: Browser) -> None:
    chain, mira = office.request(), office.sit("Mira")
    lyra.do("request-ring", ASKING, case=chain)
    url = agree_url(mira.read("request", case=chain))

    office.watch.move(hours=12)
    mira = office.sit("Mira")
    mira.post(url)

    assert "Nobody agreed in time" in mira.read("request", case=chain).words
    lyra = office.sit("Lyra")
    assert lyra.do("request-attempt", attempt(office), case=chain).status == 422


def test_a_wish_to_ring_says_why(office: Office, lyra: Browser) -> None:
    chain = office.request()

    refused = lyra.do("request-ring", {**ASKING, "why": " "}, case=chain)

    assert refused.status == 422
    assert "Write why it cannot wait" in refused.words
    assert "It is the bakery." in refused.html


def test_within_the_rules_one_member_is_enough(office: Office, lyra: Browser) -> None:
    chain = office.request()
    set_contact_rules(office.open("Lyra"), chain, rules(Channel.PHONE))

    written = lyra.do("request-attempt", attempt(office, said="It is Anna."), case=chain)

    assert written.status == 302
    assert tried(office, chain) == [(Outcome.NOT_ANSWERED, False)]


def test_their_own_no_counts_over_older_rules(office: Office, lyra: Browser) -> None:
    receipt, chain = office.entered()
    set_contact_rules(office.open("Lyra"), chain, rules(Channel.PHONE))
    office.watch.move(minutes=1)
    set_reach_rules(composition.door(), receipt, way=Way.ONLY_HERE, eyes=Eyes.SOMEONE, how="")

    refused = lyra.do("request-attempt", attempt(office), case=chain)
    office.watch.move(minutes=1)
    set_contact_rules(office.open("Lyra"), chain, rules(Channel.PHONE))
    allowed = lyra.do("request-attempt", attempt(office), case=chain)

    assert (refused.status, allowed.status) == (422, 302)


def test_what_came_from_them_needs_nobody(office: Office, lyra: Browser) -> None:
    chain = office.request()

    written = lyra.do(
        "request-attempt", attempt(office) | {"outcome": "they_wrote"}, case=chain
    )

    assert written.status == 302


def test_in_a_case_it_is_the_same(office: Office, lyra: Browser) -> None:
    chain, mira = office.case(), office.sit("Mira")
    refused = lyra.do("case-attempt", attempt(office), case=chain)
    lyra.do("case-ring", ASKING, case=chain)

    mira.post(agree_url(mira.read("request", case=chain)))

    assert refused.status == 422
    assert lyra.do("case-attempt", attempt(office), case=chain).status == 302
