"""Two members change the same thing: the second sees both, and nothing of the first is lost.

Each form carries the height that its page showed; whoever wrote meanwhile is not overwritten.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

import pytest

from corridor.base.ids import ChainId
from corridor.domain.cases import CloseReason
from corridor.domain.filings import FilingKind, FilingLodged, FilingRefused
from corridor.domain.milestones import Step
from corridor.domain.people import StepReached
from corridor.domain.safety import ContactRulesSet
from corridor.services import cases
from corridor.services.casefiles import open_file
from corridor.services.filings import decide_filing, lodge, new_filing
from corridor.services.people import tell_of_person
from corridor.services.safety import set_contact_rules
from tests.web.desk.office import Office, Seen

RULES: Final = ContactRulesSet(
    channels=(), hours=(), zone="Europe/Moscow", never_say=("parade",), how="By letter"
)


def person_of(office: Office, case: ChainId) -> Any:
    return open_file(office.open("Lyra"), case).case.people[0].person


def close_it(office: Office, case: ChainId) -> None:
    cases.close(office.open("Lyra"), case, reason=CloseReason.REFERRED, words="To a partner")
    cases.reopen(office.open("Lyra"), case, words="They came back")


def take_a_step(office: Office, case: ChainId) -> None:
    desk = office.open("Lyra")
    reached = StepReached(
        person=person_of(office, case),
        step=Step.IN_TOUCH,
        on=desk.today(),
        by=None,
        reversed=False,
    )
    tell_of_person(desk, case, reached)


def later(office: Office, name: str, case: ChainId, **said: Any) -> Seen:
    """A colleague's form, filled in from a page that was opened before."""
    place = {"case": case}
    if name == "step":
        place["person"] = person_of(office, case)
    return office.sit("Lyra").do(name, said, **place)


Meanwhile = Callable[[Office, ChainId], object]
CASES: Final[dict[str, tuple[Meanwhile, dict[str, Any]]]] = {
    "hand-over": (
        lambda office, case: cases.take(office.open("Mira"), case),
        {"to": "Lyra"},
    ),
    "case-take": (lambda office, case: cases.take(office.open("Mira"), case), {}),
    "close-case": (close_it, {"reason": "lost_contact", "words": "No word for long"}),
    "case-tags": (
        lambda office, case: cases.set_tags(office.open("Mira"), case, tags=("theirs",)),
        {"tags": "mine"},
    ),
    "step": (take_a_step, {"step": "papers", "on": "today"}),
    "case-rules": (
        lambda office, case: set_contact_rules(office.open("Mira"), case, RULES),
        {"how": "By telephone", "never_say": ""},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_who_comes_second_sees_both_and_overwrites_nothing(office: Office, name: str) -> None:
    meanwhile, said = CASES[name]
    case = office.case()
    seen = open_file(office.open("Lyra"), case).height
    meanwhile(office, case)
    after = open_file(office.open("Lyra"), case).height

    late = later(office, name, case, **_typed(office, said), seen=seen)

    assert late.status == 409
    assert open_file(office.open("Lyra"), case).height == after
    assert f'name="seen" value="{after}"' in late.html


@pytest.mark.parametrize("name", CASES)
def test_who_has_seen_it_may_write_over_it(office: Office, name: str) -> None:
    meanwhile, said = CASES[name]
    case = office.case()
    meanwhile(office, case)
    seen = open_file(office.open("Lyra"), case).height

    there = later(office, name, case, **_typed(office, said), seen=seen)

    assert there.status == 302
    assert open_file(office.open("Lyra"), case).height > seen


def _typed(office: Office, said: dict[str, Any]) -> dict[str, Any]:
    today = office.open("Lyra").today().strftime("%d.%m.%Y")
    meant = {"Lyra": office.id("Lyra"), "today": today}
    return {field: meant.get(text, text) for field, text in said.items()}


def test_of_two_answers_of_a_state_the_first_stands(office: Office) -> None:
    case, desk = office.case(), office.open("Lyra")
    filing, day = new_filing(), desk.today() - timedelta(days=1)
    lodged = FilingLodged(
        filing=filing,
        person=person_of(office, case),
        country="LT",
        route=FilingKind.VISA,
        on=day,
    )
    seen = lodge(desk, case, lodged).height
    decide_filing(desk, case, FilingRefused(filing=filing, on=day, words="No place"))

    late = office.sit("Lyra").do(
        "decide-filing",
        {"decision": "granted", "on": day.strftime("%d.%m.%Y"), "seen": seen},
        case=case,
        filing=filing,
    )

    assert late.status == 422
    assert "This application no longer waits." in late.words
    assert 'name="decision" value="granted"' in late.html
    assert open_file(office.open("Lyra"), case).case.filings[0].state.value == "refused"


def test_words_whose_form_is_gone_from_the_page_are_kept_with_the_reason(
    office: Office,
) -> None:
    case, lyra = office.case(), office.sit("Lyra")
    cases.close(office.open("Lyra"), case, reason=CloseReason.REFERRED, words="")

    late = lyra.do("close-case", {"reason": "other", "words": "They went home"}, case=case)

    assert late.status == 422
    assert "The case is closed. Reopen it first." in late.words
    assert "They went home" in late.html
    assert f'action="/desk/cases/{case}/close"' in late.html
