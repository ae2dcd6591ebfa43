"""What a changed page sends along: the asker chooses their four answers and nothing else.

Attack case 11: no owner, no urgency, no readers, no number and no alarm comes from outside.
"""

from collections.abc import Mapping
from typing import Final

import pytest

from corridor.domain.factors import Level
from corridor.domain.intake import Wish
from corridor.services.casefiles import open_file
from corridor.services.chains import case_chain
from corridor.services.collecting import collect
from tests.web.public.house import SAID, House, Person

SMUGGLED: Final[Mapping[str, str]] = {
    "level": "hours",
    "urgency": "hours",
    "alarm": "6f1ed002-ab60-4a4b-8c3c-4f6b1fa0a3c1",
    "wakes": "1",
    "owner": "6f1ed002-ab60-4a4b-8c3c-4f6b1fa0a3c1",
    "by": "desk",
    "voice": "desk",
    "compartment": "press",
    "grants": "press",
    "mailbox": "AAAA",
    "person_key": "AAAA",
    "chain": "6f1ed002-ab60-4a4b-8c3c-4f6b1fa0a3c1",
    "lookup": "AAAA",
    "number": "R-1",
    "channel": "phone",
    "language": "ru",
    "asked_on": "2001-01-01",
    "at": "2001-01-01",
}


def test_smuggled_fields_change_nothing_of_a_request(person: Person, house: House) -> None:
    before = house.count("store_alarm")
    plain, shown = person.send(), person.write(**SMUGGLED)
    person.post("/en/send", {**shown.carried, **SMUGGLED})
    desk = house.open()
    collect(desk)

    one, other = (
        open_file(desk, case_chain(house.dialogue(code))).case for code in (plain, shown.code)
    )

    assert other.owner is None
    assert other.safety.level(at=desk.clock()) is Level.UNKNOWN
    assert other.compartments == one.compartments
    assert other.request is not None
    assert one.request is not None
    assert (other.request.language, other.request.wish) == ("en", Wish.CAN_WAIT)
    assert other.request.asked_on == one.request.asked_on
    assert other.request.channel is one.request.channel
    assert other.request.number != SMUGGLED["number"]
    assert house.count("store_alarm") == before


@pytest.mark.parametrize(
    ("field", "value"), [("soon", "9"), ("soon", "hours"), ("who", "-1"), ("place", "region")]
)
def test_an_answer_that_was_not_offered_is_asked_for_again(
    person: Person, house: House, field: str, value: str
) -> None:
    before = house.count("store_lock")

    shown = person.post("/en/", {**SAID, field: value})
    sent = person.post("/en/send", {**SAID, field: value, "token": "AAAA"})

    assert (shown.status, sent.status) == (422, 422)
    assert house.count("store_lock") == before


def test_a_message_is_the_persons_own_whatever_the_form_says(
    person: Person, house: House
) -> None:
    code = person.send()
    opened = person.come_back(code)

    person.press(opened, "message", **SMUGGLED, text="It is me.")

    said = house.visit(code).dialogue.messages[-1]
    assert (said.text, said.by) == ("It is me.", None)
