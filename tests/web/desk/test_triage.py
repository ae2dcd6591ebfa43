"""Judging how soon: shortly or with everything weighed, in a browser without scripts."""

import pytest

from corridor.base.ids import ChainId
from corridor.domain.factors import Capacity, Level, Reason, Threat, Vulnerability, Weighed
from corridor.domain.triage import Standing, Urgency
from corridor.services.casefiles import open_file
from corridor.services.shifts import begin_shift
from corridor.services.triage import Judged, assess
from tests.web.desk.office import Browser, Office, Seen

HIGH = Judged(level=Level.HOURS, reasons=(Reason.SEARCHED_FOR,))


def urgency(office: Office, chain: ChainId) -> Urgency | None:
    return open_file(office.open("Lyra"), chain).case.safety.urgency


def said(office: Office, level: str, **more: object) -> dict[str, object]:
    return {"level": level, "words": "", "owner": office.id("Lyra"), "second": "", **more}


def agree(browser: Browser, chain: ChainId) -> Seen:
    return browser.do("request-second", case=chain)


def test_a_lower_urgency_needs_words_and_waits_for_a_second_person(office: Office) -> None:
    chain, lyra, mira = office.request(), office.sit("Lyra"), office.sit("Mira")
    assess(office.open("Lyra"), chain, HIGH)

    refused = lyra.do("request-assess", said(office, "weeks"), case=chain)
    lyra.do("request-assess", said(office, "weeks", words="They moved"), case=chain)
    waiting, asked = lyra.read("queue"), mira.read("request", case=chain)
    agree(lyra, chain)
    still = urgency(office, chain)
    agree(mira, chain)

    after = urgency(office, chain)
    assert refused.status == 422
    assert "A lower urgency waits for a second person" in waiting.words
    assert "Waits for a second person. Until then Hours orders the list." in asked.words
    assert "I agree with it" in asked.words
    assert still is not None
    assert still.standing is Standing.PROPOSED
    assert after is not None
    assert (after.standing, after.firm) == (Standing.HOLDS, Level.WEEKS)


def test_who_is_named_is_only_asked(office: Office) -> None:
    chain, lyra = office.request(), office.sit("Lyra")
    assess(office.open("Lyra"), chain, HIGH)

    named = said(office, "months", words="Away", second=office.id("Mira"))
    lyra.do("request-assess", named, case=chain)

    page = lyra.read("request", case=chain)
    assert "Mira was asked." in page.words
    assert '<span class="urg h">Hours</span>' in page.html


def test_who_lowers_it_is_not_offered_to_agree(office: Office) -> None:
    chain, lyra = office.request(), office.sit("Lyra")
    assess(office.open("Lyra"), chain, HIGH)
    lyra.do("request-assess", said(office, "weeks", words="Away"), case=chain)

    page = lyra.read("request-triage", case=chain)

    assert "I agree with it" not in page.words
    assert f'<option value="{office.id("Lyra")}"' not in page.html.split('name="second"')[1]


def test_alone_on_shift_it_counts_at_once_and_says_that_it_is_provisional(
    office: Office,
) -> None:
    chain, lyra = office.request(), office.sit("Lyra")
    assess(office.open("Lyra"), chain, HIGH)
    begin_shift(office.open("Lyra"), hours=8)

    lyra.do("request-assess", said(office, "weeks", words="Away"), case=chain)

    page = lyra.read("request", case=chain)
    assert "Provisional: waits for a second person" in page.words
    assert "Provisional, by one person alone. Then Hours counts again." in page.words
    assert '<span class="urg w">Weeks</span>' in page.html


def test_an_agreement_to_what_has_changed_meanwhile_is_shown_again(office: Office) -> None:
    chain, mira = office.request(), office.sit("Mira")
    assess(office.open("Lyra"), chain, HIGH)
    assess(office.open("Lyra"), chain, Judged(level=Level.DAYS, words="Away"))
    read = open_file(office.open("Mira"), chain).height
    assess(office.open("Lyra"), chain, Judged(level=Level.MONTHS, words="No danger"))

    late = mira.do("request-second", {"seen": str(read)}, case=chain)

    assert late.status == 409
    assert "No danger" in late.words
    found = urgency(office, chain)
    assert found is not None
    assert found.standing is Standing.PROPOSED


def test_everything_is_weighed_shown_and_kept_without_scripts(office: Office) -> None:
    chain, lyra = office.request(), office.sit("Lyra")
    marks = {"threat": "4", "vulnerability": "3", "capacity": "2"}
    seen = {
        "threats": ["death_threat"],
        "vulnerabilities": ["minor"],
        "capacities": ["safe_phone"],
        "reach": "region",
    }

    looked = lyra.do(
        "request-triage", said(office, "days", do="weigh", **marks, **seen), case=chain
    )
    unwritten = urgency(office, chain)
    saved = lyra.do(
        "request-triage", said(office, "weeks", do="save", **marks, **seen), case=chain
    )

    assert "The list suggests: Days. Threat 4 times vulnerability 3" in looked.words
    assert "Nothing is saved yet" in looked.words
    assert unwritten is None
    assert saved.status == 302
    found = urgency(office, chain)
    assert found is not None
    assert found.assessed.weighed == Weighed(
        threats=(Threat.DEATH_THREAT,),
        reach=found.assessed.weighed.reach,
        vulnerabilities=(Vulnerability.MINOR,),
        capacities=(Capacity.SAFE_PHONE,),
        threat=4,
        vulnerability=3,
        capacity=2,
    )
    shown = lyra.read("request-triage", case=chain).words
    assert "through capacity 2: 6" in shown
    assert "Threatened with death" in shown
    assert "frontlinedefenders.org" in shown


@pytest.mark.parametrize(
    "marks",
    [
        {"threat": "4"},
        {"threat": "4", "vulnerability": "3"},
        {"threat": "9", "vulnerability": "3", "capacity": "1"},
        {"threats": "rain"},
        {"reach": "the moon"},
    ],
)
@pytest.mark.parametrize("do", ["weigh", "save"])
def test_half_weighed_or_unheard_of_is_refused_and_nothing_is_written(
    office: Office, marks: dict[str, str], do: str
) -> None:
    chain, lyra = office.request(), office.sit("Lyra")

    page = lyra.do("request-triage", said(office, "days", do=do, **marks), case=chain)

    assert page.status == 422
    assert urgency(office, chain) is None


def test_the_short_form_keeps_what_was_weighed(office: Office) -> None:
    chain, lyra = office.request(), office.sit("Lyra")
    weighed = Weighed(threat=5, vulnerability=5, capacity=1)
    assess(office.open("Mira"), chain, Judged(level=Level.DAYS, weighed=weighed))

    lyra.do("request-assess", said(office, "hours", words="Now"), case=chain)

    found = urgency(office, chain)
    assert found is not None
    assert found.assessed.weighed == weighed


def test_what_was_judged_before_can_be_read(office: Office) -> None:
    chain = office.request()
    assess(office.open("Mira"), chain, Judged(level=Level.DAYS, words="A first look"))
    assess(office.open("Lyra"), chain, HIGH)

    page = office.sit("Lyra").read("request-triage", case=chain)

    assert "A first look" in page.words
    assert "Somebody is searching for them (Hours)" in page.words


def test_a_slip_is_taken_back_from_the_page_that_it_led_to(office: Office) -> None:
    chain, lyra = office.request(), office.sit("Lyra")

    there = lyra.do("request-assess", said(office, "hours"), case=chain).there
    offered = lyra.get(there)
    back = lyra.do("undo", {"case": chain, "back": "request"})

    assert 'action="/desk/undo"' in offered.html
    assert back.there == f"/desk/requests/{chain}?done=undone"
    assert "Taken back." in lyra.get(back.there).words
    assert urgency(office, chain) is None
    assert open_file(office.open("Lyra"), chain).case.owner is None


def test_after_half_a_minute_nothing_is_offered_and_nothing_is_taken_back(
    office: Office,
) -> None:
    chain, lyra = office.request(), office.sit("Lyra")
    there = lyra.do("request-take", case=chain).there
    office.watch.move(seconds=31)

    offered = lyra.get(there)
    back = lyra.do("undo", {"case": chain, "back": "request"})

    assert 'action="/desk/undo"' not in offered.html
    assert "Too late to take it back" in lyra.get(back.there).words
    assert open_file(office.open("Lyra"), chain).case.owner == office.id("Lyra")


def test_several_files_are_taken_back_at_once(office: Office) -> None:
    lyra, chains = office.sit("Lyra"), [office.request() for _ in range(3)]

    there = lyra.do("queue-act", {"case": chains, "do": "take"}).there
    offered = lyra.get(there)
    lyra.do("undo", {"case": chains, "back": "queue"})

    owners = {open_file(office.open("Lyra"), chain).case.owner for chain in chains}
    assert offered.html.count('type="hidden" name="case"') == 3
    assert owners == {None}


@pytest.mark.parametrize("back", ["", "journal", "//elsewhere.example", "queue"])
def test_taking_back_leads_to_no_other_place(office: Office, back: str) -> None:
    lyra = office.sit("Lyra")

    led = lyra.do("undo", {"case": "no id", "back": back})

    assert led.there == "/desk/queue?done=late"


def test_nobody_without_the_right_takes_anything_back(office: Office) -> None:
    chain = office.request()
    office.sit("Lyra").do("request-take", case=chain)

    assert office.sit("Vega").do("undo", {"case": chain}).status == 404
    office.sit("Mira").do("undo", {"case": chain})
    assert open_file(office.open("Lyra"), chain).case.owner == office.id("Lyra")
