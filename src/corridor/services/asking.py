"""The person's side: ask for help, come back, talk, check in, withdraw.

This side holds no key of the desk. What it opens it opens with the receipt that came in the
request, and forgets again.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from corridor.base.clock import Clock
from corridor.base.ids import AlarmId, ChainId, MemberId, OrganisationId
from corridor.crypto.digest import tag
from corridor.crypto.errors import OpenError
from corridor.crypto.random import new_uuid, random_below
from corridor.crypto.receipt import Receipt
from corridor.crypto.secrets import SecretKey
from corridor.crypto.sign import SigningKey
from corridor.domain.amending import correct, delete, look, set_contact, set_reach
from corridor.domain.attachments import Attached
from corridor.domain.errors import NotFoundError, WithdrawnError
from corridor.domain.intake import (
    Answer,
    Asked,
    Channel,
    Dialogue,
    DialogueFact,
    Eyes,
    ReachRules,
    SaidPlace,
    Way,
    Who,
    Wish,
    answer_questions,
    ask,
    check_in,
    fold,
    say,
)
from corridor.domain.messages import Voice
from corridor.domain.responses import QuestionsAnswered, news
from corridor.ledger.boxes import drop_in_mailbox, open_for_receipt, wrap_for_receipt
from corridor.ledger.entry import key_id_of
from corridor.ledger.errors import ConflictError
from corridor.ledger.store import Alarm, Batch, DoorStore, ReceiptLock
from corridor.services import codec
from corridor.services.chains import dialogue_chain
from corridor.services.desk import new_act
from corridor.services.enclosing import batch_of
from corridor.services.history import Author, History, read
from corridor.services.recording import Pen, again_if_second, next_page, open_page
from corridor.services.verified import VerifiedMarks

THE_DESK = MemberId(UUID(int=0))
INTAKE_GROUP = "intake"
RELOCATION_GROUP = "relocation"
URGENT, HEARD = 1, 2


@dataclass(frozen=True, kw_only=True)
class Door:
    """What the public face holds: store, pinned mailbox, pepper. No key of the desk."""

    organisation: OrganisationId
    store: DoorStore
    mailbox: bytes
    mailbox_epoch: int
    pepper: SecretKey
    clock: Clock
    languages: tuple[str, ...]
    zone: str = "UTC"

    def today(self) -> date:
        """The day at the organisation, as the desk counts it."""
        return self.clock().astimezone(ZoneInfo(self.zone)).date()


@dataclass(frozen=True, kw_only=True)
class Question:
    """What a person in danger is asked: only the words are needed."""

    language: str
    soon: Wish
    who: Who
    what: str
    place: SaidPlace
    answered: QuestionsAnswered | None = None


@dataclass(frozen=True)
class _PersonSide:
    """The person's own entries are checked; the desk's are taken as the chain binds them."""

    public: bytes

    def get(self, key_id: bytes, /) -> Author:
        mine = key_id == key_id_of(self.public)
        return Author(self.public, None) if mine else Author(None, THE_DESK)


@dataclass(frozen=True, kw_only=True)
class Visit:
    """A dialogue that a receipt opened, for one request."""

    dialogue: Dialogue
    history: History[DialogueFact]
    signing: SigningKey
    lock: ReceiptLock


def request_help(
    door: Door, receipt: Receipt, question: Question, *, along: Sequence[Attached] = ()
) -> None:
    """Accept a request with its files, once: the same words sent again change nothing.

    Raises `WithdrawnError` for a receipt whose words were destroyed.
    """
    lookup = lookup_of(door.pepper, receipt)
    if door.store.lock(lookup) is not None:
        _hear_more(door, receipt, question)
        return
    urgent = question.soon is Wish.HOURS
    alarm = _alarm(door, AlarmId(new_uuid()), level=URGENT) if urgent else None
    draft = Asked(
        language=question.language,
        soon=question.soon,
        who=question.who,
        what=question.what,
        place=question.place,
        channel=Channel.PAGE,
        person_key=SigningKey(receipt.signing_seed()).public,
        alarm=None if alarm is None else alarm.alarm,
    )
    asked = ask(draft, languages=door.languages)
    alarms = [] if alarm is None else [alarm]
    said = [] if question.answered is None else [question.answered]
    store_request(door, receipt, asked, alarms=alarms, along=[*said, *along])


def _hear_more(door: Door, receipt: Receipt, question: Question) -> None:
    """The code was sent before. Words that were changed since are kept as a message."""
    visit = come_back(door, receipt)
    said, height = say(visit.dialogue, text=question.what), visit.history.head.height
    if all(one.text != said.text for one in visit.dialogue.messages):
        write_message(door, receipt, text=said.text)
        height += 1
    if question.answered and news(visit.dialogue.given, question.answered):
        tell_more(door, receipt, question.answered)
        height += 1
    asked = visit.dialogue.asked
    if question.soon is Wish.HOURS and asked is not None and asked.soon is not Wish.HOURS:
        heard = heard_alarm(visit.history.chain, visit.history.keys[0], height=height)
        door.store.raise_alarm(_alarm(door, heard, level=URGENT))


def store_request(
    door: Door,
    receipt: Receipt,
    asked: Asked,
    *,
    alarms: list[Alarm],
    along: Sequence[Attached | QuestionsAnswered] = (),
) -> None:
    """A new dialogue: its key goes to the mailbox and under the receipt, and nowhere else."""
    lookup = lookup_of(door.pepper, receipt)
    chain = dialogue_chain(lookup)
    pen = _pen(door, SigningKey(receipt.signing_seed()))
    facts: list[DialogueFact] = [asked, *along]
    page = open_page(door.organisation, chain, facts, pen=pen)
    try:
        door.store.accept(
            batch_of(page, facts),
            lock=ReceiptLock(
                lookup=lookup,
                chain=chain,
                wrapped=wrap_for_receipt(
                    door.organisation, chain, chain_key=page.key, wrap_key=receipt.wrap_key()
                ),
                wakes=bool(alarms),
            ),
            wrap=drop_in_mailbox(
                door.organisation,
                chain,
                chain_key=page.key,
                mailbox_epoch=door.mailbox_epoch,
                mailbox=door.mailbox,
            ),
            alarms=alarms,
        )
    except ConflictError:
        # Somebody's second press came first, or the chain is there without its lock.
        if door.store.lock(lookup) is None:
            raise WithdrawnError from None


def come_back(door: Door, receipt: Receipt) -> Visit:
    """Raise `NotFoundError` when this receipt opens nothing (any more)."""
    lock = door.store.lock(lookup_of(door.pepper, receipt))
    if lock is None or has_ended(lock, today=door.today()):
        # The same work as for a receipt that exists, so that time tells nothing.
        receipt.wrap_key()
        raise NotFoundError
    try:
        key = open_for_receipt(
            door.organisation, lock.chain, lock.wrapped, wrap_key=receipt.wrap_key()
        )
    except OpenError:
        raise NotFoundError from None
    signing = SigningKey(receipt.signing_seed())
    history = read(
        door.store,
        lock.chain,
        keys={0: key},
        codec=codec.DIALOGUE,
        authors=_PersonSide(signing.public),
        marks=VerifiedMarks(),
    )
    return Visit(dialogue=fold(history.records), history=history, signing=signing, lock=lock)


def has_ended(lock: ReceiptLock, *, today: date) -> bool:
    """Whether its day has come: from then on it is as if it had never been."""
    return lock.ends is not None and lock.ends <= today


def read_page(door: Door, receipt: Receipt) -> Visit:
    """Come back; that they see what stands there is written down before it is shown.

    Of the moment only the day is written.
    """
    on = door.today()
    visit = come_back(door, receipt)
    if look(visit.dialogue, by=Voice.PERSON, on=on) is None:
        return visit
    append(
        door,
        receipt,
        lambda dialogue: look(dialogue, by=Voice.PERSON, on=on),
        wakes=False,
    )
    return come_back(door, receipt)


def write_message(door: Door, receipt: Receipt, *, text: str) -> None:
    """Sent twice in a row, as after a broken line, it counts once."""

    def decide(dialogue: Dialogue) -> DialogueFact | None:
        said = say(dialogue, text=text)
        last = dialogue.messages[-1]
        again = last.voice is Voice.PERSON and last.text == said.text
        return None if again else said

    append(door, receipt, decide)


def tell_more(door: Door, receipt: Receipt, answered: QuestionsAnswered) -> None:
    """Answers to the organisation's questions; sent twice, they count once."""
    append(door, receipt, lambda dialogue: answer_questions(dialogue, answered))


def correct_words(door: Door, receipt: Receipt, *, height: int, text: str) -> None:
    """The person says it anew; the desk is told like of any other message."""
    append(door, receipt, lambda dialogue: correct(dialogue, height=height, text=text))


def delete_words(door: Door, receipt: Receipt, *, heights: Sequence[int] | None) -> None:
    """Take words off the page, all of them without `heights`. Nobody is woken by it."""
    at = door.clock()

    def decide(dialogue: Dialogue) -> DialogueFact | None:
        every = [one.height for one in dialogue.messages]
        return delete(dialogue, heights=every if heights is None else heights, at=at)

    append(door, receipt, decide, wakes=False)


def answer_check_in(door: Door, receipt: Receipt, *, answer: Answer) -> None:
    """Every answer makes the same writes and the same notice: an onlooker learns nothing."""
    append(door, receipt, lambda dialogue: check_in(dialogue, answer=answer, alarm=None))


def set_reach_rules(door: Door, receipt: Receipt, *, way: Way, eyes: Eyes, how: str) -> None:
    append(door, receipt, lambda dialogue: set_reach(dialogue, way=way, eyes=eyes, how=how))


def set_contact_rules(door: Door, receipt: Receipt, rules: ReachRules) -> None:
    append(door, receipt, lambda dialogue: set_contact(dialogue, rules))


def withdraw(door: Door, receipt: Receipt) -> None:
    """Destroy the words: bodies, grants, mailbox wrap and the receipt's own wrap.

    What still rings for them stops: nobody could find its alarms again.
    """
    visit = come_back(door, receipt)
    erase_dialogue(door.store, visit.history.chain)
    stop_ringing(door.store, alarms_of(visit.history, visit.dialogue))


def erase_dialogue(store: DoorStore, chain: ChainId) -> None:
    """In one transaction the bodies, the grants, the mailbox wrap and the lock are gone."""
    store.commit(Batch(prune=[chain]))


def lookup_of(pepper: SecretKey, receipt: Receipt) -> bytes:
    """What the store knows a receipt by: useless without the pepper, and opens nothing."""
    return tag(pepper, b"corridor/1/lookup", receipt.lookup_key())


def heard_alarm(dialogue: ChainId, key: SecretKey, *, height: int) -> AlarmId:
    """The alarm of what a person wrote at this height.

    Whoever holds the dialogue's first key finds it again; the row leads to no dialogue. One for
    each entry: words that arrive while earlier ones are being read go on ringing.
    """
    found = tag(key, b"corridor/1/alarm/heard", dialogue.bytes + height.to_bytes(8))[:16]
    return AlarmId(UUID(bytes=found, version=4))


def alarms_of(history: History[DialogueFact], dialogue: Dialogue) -> list[AlarmId]:
    """Every alarm that the person raised with what stands in this history, and no later one."""
    key = history.keys[0]
    written = range(history.head.height + 1)
    heard = [heard_alarm(history.chain, key, height=height) for height in written]
    asked = dialogue.asked
    return heard if asked is None or asked.alarm is None else [asked.alarm, *heard]


def stop_ringing(store: DoorStore, alarms: Iterable[AlarmId]) -> None:
    """Writes only when one of them rings: more pages are opened than alarms are raised."""
    taken = set(alarms)
    ringing = [one.alarm for one in store.alarms() if one.alarm in taken]
    if ringing:
        store.clear_alarms(ringing)


def append(
    door: Door,
    receipt: Receipt,
    decide: Callable[[Dialogue], DialogueFact | None],
    *,
    wakes: bool = True,
) -> None:
    """Write one fact of the person's, or none; files that it names are kept with it."""

    def attempt() -> None:
        visit = come_back(door, receipt)
        fact = decide(visit.dialogue)
        if fact is None:
            return
        page = next_page(
            visit.history.head, [fact], pen=_pen(door, visit.signing), key=visit.history.key
        )
        heard = heard_alarm(page.head.chain, visit.history.keys[0], height=page.head.height)
        rings = wakes and visit.lock.wakes
        alarms = [_alarm(door, heard, level=HEARD)] if rings else []
        batch = batch_of(page, [fact], files=visit.dialogue.files)
        door.store.write(batch, alarms=alarms)

    again_if_second(attempt)


def _pen(door: Door, signing: SigningKey) -> Pen:
    return Pen(signing=signing, act=new_act(), at=door.clock(), era=door.store.era())


def _alarm(door: Door, alarm: AlarmId, *, level: int) -> Alarm:
    """Due now; the minute is blurred only earlier."""
    minute = int(door.clock().timestamp()) // 60 - random_below(3)
    return Alarm(alarm=alarm, due=minute, level=level, group=INTAKE_GROUP, next_at=minute)
