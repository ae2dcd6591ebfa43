"""One of each thing that an address names, made by who may make it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from http import HTTPStatus
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from corridor.base.ids import ChainId, ConsentId, PersonId
from corridor.crypto.random import new_key, new_uuid
from corridor.crypto.receipt import new_receipt
from corridor.crypto.sign import SigningKey
from corridor.domain.access import Compartment
from corridor.domain.attachments import Category
from corridor.domain.cases import ContactTried, Outcome
from corridor.domain.consent import ConsentGiven, GivenBy, GivenHow, Purpose
from corridor.domain.filings import FilingKind, FilingLodged
from corridor.domain.imports import Column, DayOrder, Plan
from corridor.domain.intake import Channel
from corridor.domain.policy import Role
from corridor.domain.records import Fact, Recorded, Unknown
from corridor.domain.referrals import Referral
from corridor.domain.tables import Alphabet, Reading, Sign
from corridor.domain.tasks import TaskSet
from corridor.ledger.boxes import PublicCompartment, address_grant
from corridor.ledger.store import Batch
from corridor.services import attachments, imports, members, referrals, statements
from corridor.services.casefiles import open_file
from corridor.services.chains import identity_chain, journal_chain, roster_chain
from corridor.services.consent import tell_of_consent
from corridor.services.desk import Desk, new_act
from corridor.services.filings import lodge, new_filing
from corridor.services.intake import contact_tried
from corridor.services.journey_files import open_journey
from corridor.services.recording import Pen, open_page
from corridor.services.referral_packets import seal_referral
from corridor.services.sealed_files import Label
from corridor.services.statistics import see_statistics
from corridor.services.tasks import new_task, set_task
from corridor.web.composition import door_files
from corridor.web.desk.imports import tray
from tests.services.staff import REPUBLIC
from tests.web.desk.office import Office

CHAINS: Final = ("case", "journey", "statement")
HOUR: Final = "%d.%m.%Y %H:%M"
SECOND_LEG: Final = "second leg"
THROWN: Final = "thrown"
PARTNER: Final = "partner"
_NO_SUCH_HEIGHT: Final = 9_999
_FIRST_PAGE: Final = 1
LIST: Final = b"They came at night\r\nThey took the papers\r\n"


@dataclass(frozen=True)
class Objects:
    """By the name of the part of the address: what is there."""

    there: dict[str, Any]
    request: ChainId
    spare: PersonId
    attached: int = _NO_SUCH_HEIGHT
    proposal: int = _NO_SUCH_HEIGHT

    @property
    def case(self) -> ChainId:
        return ChainId(self.there["case"])

    def place(self, name: str, parts: set[str]) -> dict[str, Any]:
        found = {part: self.there[part] for part in parts}
        if "case" in parts and is_of_requests(name):
            found["case"] = self.request
        if name == "second-proposal":
            found["height"] = self.proposal
        if name in {"original-file", "remove-file"}:
            found["height"] = self.attached
        if name == "throw-referral":
            found["referral"] = self.there[THROWN]
        if name == "call-off-leg":
            found["leg"] = self.there[SECOND_LEG]
        if name in {"take-out", "put-back"}:  # who waits for nothing and is not on the way
            found["person"] = self.spare
        return found

    def but(self, **other: Any) -> "Objects":
        return replace(self, there={**self.there, **other})


def is_of_requests(name: str) -> bool:
    """What is done with a request; it may be closed again, since nobody of it is on the way."""
    others = {"make-case", "close-case", "reopen-case", "ask-questions", "alike-to"}
    return name.startswith(("request", "reply")) or name in others


def nowhere() -> Objects:
    """What nobody ever made: random ids, and a height that no chain reaches."""
    parts = (
        "case",
        "person",
        "task",
        "filing",
        "consent",
        "journey",
        "leg",
        SECOND_LEG,
        "alarm",
        "listed",
        "referral",
        THROWN,
        "template",
    )
    there: dict[str, Any] = {part: new_uuid() for part in (*parts, "statement", "member")}
    there["height"] = _NO_SUCH_HEIGHT
    there[PARTNER] = "00" * 32
    there["number"] = _FIRST_PAGE
    there["language"], there["look"] = "qqq", "nothing"
    there |= {"question": "neverasked", "who": _FIRST_PAGE}
    return Objects(there, ChainId(new_uuid()), PersonId(new_uuid()))


def fill(office: Office) -> Objects:
    """A request, a case with everything in it, a way, and a statement."""
    case, request = office.case(people=2), office.request()
    first, second = open_file(office.open("Lyra"), case).case.people
    person = first.person
    return Objects(
        there={
            "case": case,
            "person": person,
            **_papers(office.open("Lyra"), case, person),
            **_way(office, case, person),
            "statement": _statement(office.open("Izar")),
            "height": _tried(office.open("Lyra"), case),
            "number": _FIRST_PAGE,
            "language": "ru",
            "look": "ask",
            "member": office.id("Spica"),
            "listed": _list(office.open("Lyra")),
            "question": "need",
            "who": _FIRST_PAGE,
            "referral": _set_aside(office.open("Lyra")),
            THROWN: _set_aside(office.open("Lyra")),
            "template": new_uuid(),
            PARTNER: _partner(office.open("Deneb")),
        },
        request=request,
        spare=second.person,
        attached=_file(office.open("Lyra"), case),
    )


def _papers(desk: Desk, case: ChainId, person: PersonId) -> dict[str, UUID]:
    task, filing, consent = new_task(), new_filing(), ConsentId(new_uuid())
    set_task(desk, case, TaskSet(task=task, title="Call", due=None, owner=None))
    lodged = FilingLodged(
        filing=filing,
        person=person,
        country="LT",
        route=FilingKind.VISA,
        on=desk.today() - timedelta(days=1),
    )
    lodge(desk, case, lodged)
    given = ConsentGiven(
        consent=consent,
        person=person,
        purpose=Purpose.STATISTICS,
        recipient="",
        given_by=GivenBy.SELF,
        how=GivenHow.SPOKEN,
        language="en",
        read_back=True,
        risks_explained=True,
        withhold="",
        on=desk.today(),
        expires_on=None,
    )
    tell_of_consent(desk, case, given)
    return {"task": task, "filing": filing, "consent": consent}


def _list(desk: Desk) -> UUID:
    """A table that was brought and looked through."""
    label = Label(name="Table.csv", declared="text/csv", category=Category.OTHER)
    one = imports.receive(desk, tray(), label, [LIST], came_from="A partner")
    plan = Plan(
        reading=Reading(alphabet=Alphabet.UTF_8, sign=Sign.COMMA),
        sheet=0,
        has_headings=False,
        headings=(),
        columns=(Column.WORDS,),
        days=DayOrder.UNSAID,
        language="en",
        channel=Channel.PARTNER,
    )
    return imports.plan(desk, tray(), one.id, plan).id


def _partner(desk: Desk) -> str:
    """The key of a partner whom a steward has listed, as the page's button says it."""
    key = SigningKey(new_key()).public
    referrals.list_partner(desk, name="A partner", key=key)
    return key.hex()


def _set_aside(desk: Desk) -> UUID:
    """A referral that opens well, by a key that nobody knows."""
    referral = Referral(
        receipt=new_receipt().packed().reveal(),
        made_on=desk.today(),
        language="en",
        words="They came at night",
    )
    signing = SigningKey(new_key())
    packet = seal_referral(referrals.intake_card(desk), referral, by=signing)
    referrals.arrive(desk, tray(), packet)
    known = referrals.see_set_aside(desk)
    return next(one.fact.referral for one in known if one.fact.signed_by == signing.public)


def _file(desk: Desk, case: ChainId) -> int:
    """The height of a file that the desk has sent to the person."""
    label = Label(name="Ticket.pdf", declared="application/pdf", category=Category.OTHER)
    attachments.send(desk, door_files(), case, label, [b"%PDF-1.7 invented"])
    talk = open_file(desk, case).talk
    sent = () if talk is None else talk.dialogue.messages
    return next(one.height for one in sent if one.file is not None)


def _tried(desk: Desk, case: ChainId) -> int:
    """The height of a try to reach them: an entry that may be struck."""
    file = contact_tried(
        desk,
        case,
        way=Channel.PHONE,
        outcome=Outcome.NOT_ANSWERED,
        words="Nobody answered",
        before=True,
        tried_at=desk.clock() - timedelta(hours=1),
    )
    return next(one.height for one in file.case.timeline if isinstance(one.fact, ContactTried))


def _way(office: Office, case: ChainId, person: PersonId) -> dict[str, UUID]:
    """Planned in the form, as a relocation worker does it, with a second leg behind it."""
    rigel, desk = office.sit("Rigel"), office.open("Rigel")
    planned = rigel.do("plan-journey", {"people": person, **leg_words(office)}, case=case)
    assert planned.status == HTTPStatus.FOUND, planned.words
    (chain,) = open_file(desk, case).case.journeys
    added = rigel.do("add-leg", leg_words(office, after=8), journey=chain)
    assert added.status == HTTPStatus.FOUND, added.words
    journey = open_journey(desk, chain).journey
    return {
        "journey": chain,
        "leg": journey.legs[0].planned.leg,
        SECOND_LEG: journey.legs[1].planned.leg,
        "alarm": journey.check_ins[0].planned.alarm,
    }


def leg_words(office: Office, *, after: int = 3) -> dict[str, str]:
    """A leg that begins after so many hours, as it is typed in the desk's own time."""
    now = office.watch().astimezone(ZoneInfo(REPUBLIC.zone))
    hours = {"leaves_at": after, "due_at": after + 1, "arrives_at": after + 4}
    return {
        **{name: (now + timedelta(hours=one)).strftime(HOUR) for name, one in hours.items()},
        "mode": "train",
        "from_area": "region",
        "to_area": "central_russia",
        "where": "Changed trains",
        "grace": "30",
        "answer_a": "fine",
        "answer_b": "unclear",
        "answer_c": "duress",
    }


def _statement(desk: Desk) -> ChainId:
    counted = see_statistics(desk, as_of=desk.today())
    return statements.freeze(desk, counted, granting="LT")


def propose(office: Office, subject: str) -> int:
    """A steward asks for a change of rights; the height at which it waits for a second."""
    desk = office.open("Capella")
    asked = members.ask_to_change(
        desk, office.id(subject), roles=(Role.RESEARCHER,), reason="Asked by a steward."
    )
    return asked.roster.proposals[-1].height


def behind_another_key(office: Office, known: Objects) -> Objects:
    """Exact copies of a case, a way and a statement, sealed to the stewards alone.

    Whoever comes by their role holds no key to them: need-to-know is the key, not the table.
    """
    lyra, rigel, izar = (office.open(handle) for handle in ("Lyra", "Rigel", "Izar"))
    case = open_file(lyra, known.case).history.records
    request = open_file(lyra, known.request).history.records
    way = open_journey(rigel, ChainId(known.there["journey"])).history.records
    said = statements.open_statement(izar, ChainId(known.there["statement"])).history.records
    sealed = known.but(
        case=_sealed_apart(lyra, case),
        journey=_sealed_apart(rigel, way),
        statement=_sealed_apart(izar, said),
    )
    return replace(sealed, request=_sealed_apart(lyra, request), proposal=_NO_SUCH_HEIGHT)


def _sealed_apart(desk: Desk, records: Sequence[Recorded[Any]]) -> ChainId:
    facts: list[Fact] = [one.fact for one in records if not isinstance(one.fact, Unknown)]
    store, chain = desk.stores.desk, ChainId(new_uuid())
    pen = Pen(signing=desk.signing, act=new_act(), at=desk.clock(), era=store.era())
    page = open_page(desk.organisation, chain, facts, pen=pen)
    keyed = desk.keyed(Compartment.STEWARDS)
    reader = PublicCompartment(
        compartment=keyed.compartment, epoch=keyed.epoch, public=keyed.public_key
    )
    grant = address_grant(
        desk.organisation, chain, epoch=page.head.epoch, chain_key=page.key, to=reader
    )
    store.commit(Batch(entries=page.entries, grants=[grant]))
    return chain


def other_chains(office: Office, known: Objects) -> dict[str, ChainId]:
    """Every kind of chain that there is, by what it is."""
    lyra = office.open("Lyra")
    talk = open_file(lyra, known.case).talk
    chains = {
        "journal": journal_chain(lyra.organisation),
        "roster": roster_chain(lyra.organisation),
        "identity": identity_chain(known.case),
        **{part: ChainId(known.there[part]) for part in CHAINS},
    }
    return chains if talk is None else {**chains, "dialogue": talk.history.chain}


def as_if(known: Objects, part: str, chain: ChainId) -> Objects:
    """The same addresses with this chain in the place of a case, a way or a statement."""
    moved = known.but(**{part: chain})
    return replace(moved, request=chain) if part == "case" else moved
