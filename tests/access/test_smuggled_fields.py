"""What a changed page sends from a case of one's own: ids of others in addresses and fields.

Attack case 11: whoever changes the form chooses neither people, owners nor entries that the
page did not offer. Nothing is written, and another's id is answered like one of nobody.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import pytest
from django.urls import reverse

from corridor.accounts.sessions import Holder
from corridor.base.ids import ChainId
from corridor.crypto.random import new_uuid
from corridor.domain.journal import NameShown
from corridor.domain.policy import Role
from corridor.services.casefiles import open_file
from corridor.services.chains import journal_chain
from corridor.services.journal import journal_authors, read_journal
from corridor.services.messages import see
from corridor.web import composition
from tests.access.addresses import ADDRESSES, OBJECTS
from tests.access.live import Witness
from tests.access.matrix import CAST, DESK, MATRIX
from tests.access.objects import (
    Objects,
    behind_another_key,
    fill,
    nowhere,
    propose,
)
from tests.access.words import words_for
from tests.services.staff import Watch
from tests.web.desk.office import Office, Seen

PARTS: Final = ("person", "task", "filing", "consent", "leg", "alarm")


@dataclass(frozen=True)
class Tricked:
    """Two cases of the same desk, and copies of the first behind a key of the stewards."""

    mine: Objects
    theirs: Objects
    apart: Objects


@pytest.fixture(scope="module")
def known(office: Office) -> Tricked:
    """The desk has looked at all of it: a first look at what a person wrote is written down."""
    mine = fill(office)
    lyra = office.open("Lyra")
    for chain in (mine.request, ChainId(mine.there["case"])):
        see(lyra, open_file(lyra, chain))
    return Tricked(mine, fill(office), behind_another_key(office, mine))


def written(office: Office) -> Mapping[str, list[Any]]:
    """What stands in every chain but the journal, and what rings."""
    journal = journal_chain(office.pins.organisation)
    return Witness(office.folder).written(beside=journal.bytes)


def post(office: Office, by: str, name: str, known: Objects, /, **changed: Any) -> Seen:
    said = {**words_for(name, known, office), **changed}
    place = known.place(name, ADDRESSES[name])
    return office.sit(by).do(name, said, **place)


def _said(seen: Seen, *ids: Any) -> tuple[int, str, str]:
    """An answer, without the id that it may repeat."""
    words, there = seen.words, seen.there
    for one in ids:
        words, there = words.replace(str(one), "…"), there.replace(str(one), "…")
    return seen.status, words, there


def _with_parts_of_others() -> list[tuple[str, str, str]]:
    """An address, the part of it that is another's, and who may come there."""
    return [
        (name, part, min(MATRIX[name].post or DESK))
        for name in OBJECTS
        for part in PARTS
        if part in ADDRESSES[name] and MATRIX[name].post
    ]


@pytest.mark.parametrize(("name", "part", "by"), _with_parts_of_others())
def test_a_part_of_another_case_is_as_good_as_none(
    office: Office, known: Tricked, name: str, part: str, by: str
) -> None:
    theirs = known.theirs.there[part]
    nobodys = nowhere().there[part]
    before = written(office)

    taken = _swapped(office, known.mine, name, by, {part: theirs})
    nothing = _swapped(office, known.mine, name, by, {part: nobodys})

    assert _said(taken, theirs) == _said(nothing, nobodys)
    assert written(office) == before


def _swapped(
    office: Office, mine: Objects, name: str, by: str, other: Mapping[str, Any]
) -> Seen:
    place = {**mine.place(name, ADDRESSES[name]), **other}
    return office.sit(by).do(name, words_for(name, mine, office), **place)


def test_a_look_at_a_name_of_another_case_is_no_look(office: Office, known: Tricked) -> None:
    theirs = known.theirs.there["person"]
    before = _looks(office)

    seen = _swapped(office, known.mine, "show-name", "Lyra", {"person": theirs})

    assert seen.status == 404
    assert _looks(office) == before


def _looks(office: Office) -> int:
    desk, machine = office.open("Nunki"), composition.machine_diarist().signing.public
    told = read_journal(desk, authors=journal_authors(desk, machine=machine))
    return sum(isinstance(one.fact, NameShown) for one in told)


Trick = tuple[str, str, dict[str, str | list[str]]]
ALL_ROLES: Final = [role.value for role in Role]
REFUSED: Final[dict[str, Trick]] = {
    "apply for who is of another case": ("add-filing", "Altair", {"person": "their person"}),
    "a yes of who is of another case": ("add-consent", "Altair", {"person": "their person"}),
    "send who is of another case": ("plan-journey", "Rigel", {"people": "their person"}),
    "send them beside ours": (
        "plan-journey",
        "Rigel",
        {"people": ["my person", "their person"]},
    ),
    "hand over to a researcher": ("hand-over", "Lyra", {"to": "Spica"}),
    "hand over to who takes no cases": ("hand-over", "Lyra", {"to": "Altair"}),
    "hand over to nobody": ("hand-over", "Lyra", {"to": "a stranger"}),
    "an owner who may not read it": ("case-assess", "Lyra", {"owner": "Nunki"}),
    "a second who may not read it": ("case-assess", "Lyra", {"second": "Spica"}),
    "oneself as the second": ("case-assess", "Lyra", {"second": "Lyra"}),
    "a steward as a request's owner": ("request-assess", "Mira", {"owner": "Deneb"}),
    "a task for who may not read it": ("add-task", "Altair", {"owner": "Deneb"}),
    "a row behind another key": ("queue-act", "Lyra", {"case": "sealed case"}),
    "such a row beside ours": ("queue-act", "Lyra", {"case": ["my case", "sealed case"]}),
    "a way as a row": ("queue-act", "Mira", {"case": "my journey"}),
    "a task of several for who may not": ("queue-act", "Mira", {"owner": "Vega"}),
    "several for who takes none": ("queue-act", "Lyra", {"do": "assign", "to": "Spica"}),
    "a lawyer's message to the person": ("write", "Altair", {"kind": "message"}),
    "a note sent as a message": ("write", "Lyra", {"as": "message"}),
    "one person who is two": ("judge-duplicate", "Lyra", {"other_case": "my case"}),
    "likeness to who is elsewhere": ("judge-duplicate", "Lyra", {"other": "their person"}),
    "a claim about anything": ("statement-claim", "Vega", {"unit": "world"}),
    "every role for one member": ("member", "Deneb", {"roles": ALL_ROLES}),
    "a role that there is not": ("member", "Deneb", {"roles": "keeper of everything"}),
    "every role for a newcomer": ("add-member", "Deneb", {"roles": ALL_ROLES}),
    "the end of nobody": ("end-member", "Deneb", {"member": "a stranger"}),
}
NOT_THERE: Final[dict[str, Trick]] = {
    "likeness behind another key": (
        "judge-duplicate",
        "Lyra",
        {"other_case": "sealed case"},
    ),
    "a lawyer takes": ("queue-act", "Altair", {"do": "take"}),
    "relocation hands over": ("queue-act", "Rigel", {"do": "assign", "to": "Mira"}),
    "relocation judges": ("queue-act", "Rigel", {"do": "urgency", "level": "weeks"}),
    "an end that there is not": ("end-leg", "Rigel", {"how": "vanished"}),
    "the press counts": ("statement-act", "Vega", {"do": "count"}),
    "an act that there is not": ("statement-act", "Vega", {"do": "publish"}),
    "an answer that there is not": ("second-proposal", "Deneb", {"do": "agree twice"}),
    "all alarms at once": ("clear-strays", "Rigel", {"alarm": "all"}),
}


def _meant(value: str | list[str], known: Tricked, office: Office) -> Any:
    if isinstance(value, list):
        return [_meant(one, known, office) for one in value]
    ids = {
        "my case": known.mine.case,
        "my person": known.mine.there["person"],
        "my journey": known.mine.there["journey"],
        "their person": known.theirs.there["person"],
        "sealed case": known.apart.case,
        "a stranger": new_uuid(),
        **{handle: office.id(handle) for handle in CAST},
    }
    return ids.get(value, value)


def _tricked(office: Office, known: Tricked, trick: Trick) -> tuple[Seen, bool]:
    """What was answered, and whether all stands as it stood."""
    name, by, fields = trick
    before = written(office)
    changed = {field: _meant(value, known, office) for field, value in fields.items()}
    return post(office, by, name, known.mine, **changed), written(office) == before


@pytest.mark.parametrize("trick", REFUSED.values(), ids=REFUSED.keys())
def test_what_the_page_did_not_offer_is_refused(
    office: Office, known: Tricked, trick: Trick
) -> None:
    seen, untouched = _tricked(office, known, trick)

    assert seen.status == 422
    assert untouched


@pytest.mark.parametrize("trick", NOT_THERE.values(), ids=NOT_THERE.keys())
def test_an_act_that_this_role_is_not_offered_is_not_there(
    office: Office, known: Tricked, trick: Trick
) -> None:
    seen, untouched = _tricked(office, known, trick)

    assert seen.status == 404
    assert untouched


def test_the_same_words_without_the_trick_are_done(office: Office) -> None:
    """The refusals above are of the tricks, not of the words around them."""
    fresh = fill(office)

    for name, by in dict.fromkeys((name, by) for name, by, _fields in REFUSED.values()):
        right = {"add-member": 200}.get(name, 302)
        assert post(office, by, name, fresh).status == right, name


def test_a_word_is_its_writers_whatever_the_form_says(office: Office, known: Tricked) -> None:
    theirs = known.theirs
    smuggled = {
        "by": office.id("Altair"),
        "author": office.id("Altair"),
        "case": theirs.case,
        "chain": theirs.case,
        "height": "0",
        "at": "2001-01-01T00:00",
        "member": office.id("Altair"),
    }
    before = open_file(office.open("Lyra"), theirs.case).height

    post(office, "Lyra", "write", known.mine, text="Mine.", **smuggled)

    note = open_file(office.open("Lyra"), known.mine.case).case.notes[-1]
    assert (note.text, note.by) == ("Mine.", office.id("Lyra"))
    assert open_file(office.open("Lyra"), theirs.case).height == before


def test_taking_a_case_gives_it_to_nobody_else(office: Office, known: Tricked) -> None:
    post(
        office, "Lyra", "case-take", known.theirs, by=office.id("Mira"), owner=office.id("Mira")
    )

    assert open_file(office.open("Lyra"), known.theirs.case).case.owner == office.id("Lyra")


@pytest.mark.parametrize("name", ["add-filing", "add-consent"])
def test_ids_of_new_things_are_the_servers_own(
    office: Office, known: Tricked, name: str
) -> None:
    theirs = known.theirs.there

    post(
        office,
        "Altair",
        name,
        known.mine,
        filing=theirs["filing"],
        consent=theirs["consent"],
        recipient="A partner",
    )

    case = open_file(office.open("Lyra"), known.mine.case).case
    assert theirs["filing"] not in {one.filing for one in case.filings}
    assert theirs["consent"] not in {one.given.consent for one in case.consents.given}


def test_an_alarm_that_is_somebodys_is_no_stray(office: Office, known: Tricked) -> None:
    alarm = known.mine.there["alarm"]

    post(office, "Rigel", "clear-strays", known.mine, alarm=[alarm])

    assert alarm in {one.alarm for one in composition.stores().door.alarms()}


def test_who_asked_for_a_change_does_not_agree_to_it(office: Office) -> None:
    height = propose(office, "Rigel")
    before = written(office)

    office.sit("Capella").do("second-proposal", {"do": "agree"}, height=height)

    assert written(office) == before


def _hold(office: Office, handle: str, watch: Watch) -> str:
    keys = office.keys(handle)
    holder = Holder(member=keys.member, public=keys.seal.public)
    held = composition.drafts().hold(holder, reverse("queue"), b"text=Mine", at=watch())
    return str(held)


@pytest.mark.parametrize("handle", sorted(CAST))
def test_anothers_kept_words_are_out_of_reach(office: Office, handle: str) -> None:
    whose = "Mira" if handle != "Mira" else "Lyra"
    draft = _hold(office, whose, office.watch)
    caller = office.sit(handle)

    dropped = caller.do("drop-kept", draft=draft)
    nothing = caller.do("drop-kept", draft=new_uuid())
    caller.do("keys", {"late": draft})

    assert (dropped.status, dropped.there) == (nothing.status, nothing.there)
    assert draft in {str(one.id) for one in composition.drafts().take(office.keys(whose))}


def test_a_late_mark_that_is_no_id_is_no_fault(office: Office) -> None:
    assert office.sit("Lyra").do("keys", {"late": "../../etc"}).status == 302
