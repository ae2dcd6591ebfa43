"""Take new requests out of the mailbox: each becomes a chain of the desk, once.

Three steps, each of which may be done twice: grant the dialogue to the desk, open its desk-side
chain, delete the mailbox wrap. A restart between them finishes what is left.
"""

from collections.abc import Callable

from corridor.base.ids import ChainId, PersonId
from corridor.crypto.errors import OpenError
from corridor.crypto.random import new_uuid, random_below
from corridor.domain.access import Compartment
from corridor.domain.casefile import fold
from corridor.domain.cases import RequestCollected
from corridor.domain.codenames import choose
from corridor.domain.errors import RefusalError
from corridor.domain.intake import Asked
from corridor.domain.policy import Act
from corridor.domain.records import Recorded
from corridor.ledger.boxes import take_from_mailbox
from corridor.ledger.errors import ConflictError, LedgerError
from corridor.ledger.records import MailboxWrap
from corridor.ledger.store import Batch
from corridor.services.chains import Kind, case_chain
from corridor.services.desk import Desk, new_act
from corridor.services.dialogues import Talk, read_talk
from corridor.services.founding import mailbox_key
from corridor.services.granting import cards_for, grants_for, missing_grants
from corridor.services.listing import case_index, listed_case
from corridor.services.recording import Pen, open_page

AT_ONCE = 50


def collect(desk: Desk) -> int:
    """Adopt what waits, `AT_ONCE` at most. Returns how many could not be opened.

    What does not open (a database writer's junk), however much of it there is, never holds up
    the others.
    """
    desk.door(Act.SEE_QUEUE)
    if not desk.holds(Compartment.INTAKE):
        return 0
    door, adopted, junk = desk.stores.door, 0, 0
    for wrap in door.mailbox(limit=max(AT_ONCE, door.mailbox_size())):
        if adopted == AT_ONCE:
            break
        if _adopted(desk, wrap):
            adopted += 1
        else:
            junk += 1
    return junk


def _adopted(desk: Desk, wrap: MailboxWrap) -> bool:
    key = desk.keys.get(desk.compartment(Compartment.INTAKE), wrap.mailbox_epoch)
    if key is None:
        return False
    try:
        chain_key = take_from_mailbox(desk.organisation, wrap, by=mailbox_key(key))
        talk = read_talk(desk, wrap.chain, keys={0: chain_key})
        _grant(desk, wrap, talk)
        open_request(desk, talk)
    except (OpenError, LedgerError, RefusalError):
        return False
    desk.stores.door.empty_mailbox([wrap])
    return True


def _grant(desk: Desk, wrap: MailboxWrap, talk: Talk) -> None:
    grants = missing_grants(
        desk, desk.stores.door, wrap.chain, kind=Kind.DIALOGUE, chain_key=talk.history.key
    )
    if grants:
        desk.stores.door.commit(Batch(grants=list(grants)))


def open_request(desk: Desk, talk: Talk) -> ChainId:
    """The desk-side chain of a dialogue. Two workers at once: one opens it, both see it."""
    chain = case_chain(talk.history.chain)
    asked = talk.dialogue.asked
    if asked is None or desk.stores.desk.head(chain) is not None:
        return chain
    at = desk.clock()
    fact = _collected(desk, talk, asked)
    pen = Pen(signing=desk.signing, act=new_act(), at=at, era=desk.stores.desk.era())
    page = open_page(desk.organisation, chain, [fact], pen=pen)
    record = Recorded(fact=fact, at=at, by=desk.me, act=pen.act, height=0)
    card = listed_case(fold([record]), talk)
    try:
        desk.stores.desk.commit(
            Batch(
                entries=page.entries,
                grants=grants_for(desk, chain, kind=Kind.CASE, epoch=0, chain_key=page.key),
                cards=cards_for(desk, card, page.head, kind=Kind.CASE),
            )
        )
    except ConflictError:
        return chain
    return chain


def _collected(desk: Desk, talk: Talk, asked: Asked) -> RequestCollected:
    index = case_index(desk)
    return RequestCollected(
        dialogue=talk.history.chain,
        number=free_number("R", index.numbers, pick=random_below),
        name=choose(index.names, random_below),
        asker=PersonId(new_uuid()),
        asked_on=talk.history.records[0].at.date(),
        channel=asked.channel,
        language=asked.language,
        wish=asked.soon,
        who=asked.who,
        said_place=asked.place,
    )


def free_number(prefix: str, taken: set[str], *, pick: Callable[[int], int]) -> str:
    """A random number that no case has: a running one would tell how many there are."""
    digits = 4
    while len(taken) * 2 > 10**digits:
        digits += 1
    while True:
        number = f"{prefix}-{pick(10**digits):0{digits}d}"
        if number not in taken:
            return number
