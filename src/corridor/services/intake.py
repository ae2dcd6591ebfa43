"""The desk's side of a request: answer it, enter one from elsewhere, try to reach them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from msgspec.structs import replace

from corridor.base.ids import AlarmId, ChainId
from corridor.crypto.random import new_uuid
from corridor.crypto.receipt import Receipt, new_receipt
from corridor.crypto.secrets import SecretKey
from corridor.crypto.sign import SigningKey
from corridor.domain import casework, safety
from corridor.domain.cases import (
    CaseFact,
    CodeHandedOver,
    ContactTried,
    Outcome,
    WordUsedKnowingly,
)
from corridor.domain.errors import NotFoundError, WordsToAvoidError
from corridor.domain.intake import (
    Answer,
    Asked,
    Channel,
    Dialogue,
    ReachRules,
    Said,
    SaidPlace,
    Who,
    Wish,
    ask,
    check_in,
    say,
)
from corridor.domain.messages import Voice
from corridor.domain.policy import Act
from corridor.domain.ringing import only_behind_the_code, with_theirs
from corridor.domain.templates import filled
from corridor.domain.words import needed
from corridor.ledger.boxes import wrap_for_receipt
from corridor.ledger.store import Alarm, Batch, ReceiptLock
from corridor.services.asking import INTAKE_GROUP, URGENT, alarms_of, lookup_of, stop_ringing
from corridor.services.casefiles import CaseFile, list_again, open_file, write_file
from corridor.services.chains import Kind, case_chain, dialogue_chain
from corridor.services.collecting import open_request
from corridor.services.desk import Desk, new_act
from corridor.services.dialogues import read_talk, write_talk
from corridor.services.granting import grants_for
from corridor.services.history import chain_keys
from corridor.services.recording import Pen, open_page

SECOND_CLICK: Final = timedelta(minutes=1)


@dataclass(frozen=True, kw_only=True)
class Entered:
    """A request that came by phone, messenger or partner, in the worker's words."""

    language: str
    soon: Wish
    who: Who
    what: str
    place: SaidPlace
    channel: Channel


def answer(
    desk: Desk, case: ChainId, *, text: str, knowingly: bool = False, why: str = ""
) -> CaseFile:
    """Post a reply behind the person's code: always allowed, at any hour.

    Raises `WordsToAvoidError` when the text holds a word the person asked never to use, unless
    `knowingly` and with a reason, which stays in the case.
    """
    desk.door(Act.REPLY)
    file = open_file(desk, case)
    filled(text)
    rules = with_theirs(file.case.safety.rules, _their_rules(file))
    places = safety.never_said_places(rules, text)
    if places and not knowingly:
        raise WordsToAvoidError("text", places=places)
    reason = needed(why, field="why") if places else ""
    if file.talk is None:
        raise NotFoundError
    talk = write_talk(
        desk, file.talk.history.chain, lambda dialogue: _said_once(desk, dialogue, text)
    )
    if reason:
        _word_used(desk, case, height=talk.history.head.height, why=reason)
    take_alarms_of(desk, file)
    return list_again(desk, case)


def _their_rules(file: CaseFile) -> ReachRules | None:
    return None if file.talk is None else file.talk.dialogue.rules


def _word_used(desk: Desk, case: ChainId, *, height: int, why: str) -> None:
    used = WordUsedKnowingly(height=height, why=why)
    write_file(desk, case, lambda _file: [used], act=Act.REPLY)


def _said_once(desk: Desk, dialogue: Dialogue, text: str) -> Said | None:
    """A second click is no second answer; the same words a while later are."""
    said = say(dialogue, text=text)
    last = dialogue.messages[-1]
    again = (last.voice, last.by, last.text) == (Voice.DESK, desk.me, said.text)
    return None if again and desk.clock() - last.at <= SECOND_CLICK else said


def hear_check_in(desk: Desk, case: ChainId, *, alarm: AlarmId, answer: Answer) -> CaseFile:
    """A sign of life that a worker heard by voice, written as the person would have."""
    desk.door(Act.REPLY)
    file = open_file(desk, case)
    if file.talk is None:
        raise NotFoundError
    write_talk(
        desk,
        file.talk.history.chain,
        lambda dialogue: check_in(dialogue, answer=answer, alarm=alarm),
    )
    return list_again(desk, case)


def enter_request(
    desk: Desk,
    entered: Entered,
    *,
    pepper: SecretKey,
    languages: tuple[str, ...],
    receipt: Receipt | None = None,
) -> tuple[ChainId, Receipt]:
    """A request for somebody who called. The receipt is theirs: hand it over, keep no copy.

    `receipt` is the one that was read out already; without it a new one is made.
    """
    desk.door(Act.ENTER_REQUEST)
    receipt = receipt or new_receipt()
    asked = ask(
        Asked(
            language=entered.language,
            soon=entered.soon,
            who=entered.who,
            what=entered.what,
            place=entered.place,
            channel=entered.channel,
            person_key=SigningKey(receipt.signing_seed()).public,
            alarm=AlarmId(new_uuid()) if entered.soon is Wish.HOURS else None,
        ),
        languages=languages,
    )
    dialogue = _store_entered(desk, receipt, asked, pepper=pepper)
    keys = chain_keys(desk.stores.door, dialogue, by=desk.keys)
    return open_request(desk, read_talk(desk, dialogue, keys=keys)), receipt


def entered_already(desk: Desk, receipt: Receipt, *, pepper: SecretKey) -> bool:
    """Whether a request was saved with this code: a form may be sent twice."""
    desk.door(Act.ENTER_REQUEST)
    lookup = lookup_of(pepper, receipt)
    if desk.stores.door.lock(lookup) is None:
        return False
    return desk.stores.desk.head(case_chain(dialogue_chain(lookup))) is not None


def _store_entered(desk: Desk, receipt: Receipt, asked: Asked, *, pepper: SecretKey) -> ChainId:
    """Granted to the desk at once: no mailbox, since the writer has the keys."""
    lookup = lookup_of(pepper, receipt)
    chain, store, at = dialogue_chain(lookup), desk.stores.door, desk.clock()
    pen = Pen(signing=desk.signing, act=new_act(), at=at, era=store.era())
    page = open_page(desk.organisation, chain, [asked], pen=pen)
    grants = grants_for(desk, chain, kind=Kind.DIALOGUE, epoch=0, chain_key=page.key)
    wrapped = wrap_for_receipt(
        desk.organisation, chain, chain_key=page.key, wrap_key=receipt.wrap_key()
    )
    store.accept(
        Batch(entries=page.entries, grants=grants),
        lock=ReceiptLock(
            lookup=lookup, chain=chain, wrapped=wrapped, wakes=asked.soon is Wish.HOURS
        ),
        wrap=None,
        alarms=[] if asked.alarm is None else [_urgent(asked.alarm, at)],
    )
    return chain


def _urgent(alarm: AlarmId, at: datetime) -> Alarm:
    minute = int(at.timestamp()) // 60
    return Alarm(alarm=alarm, due=minute, level=URGENT, group=INTAKE_GROUP, next_at=minute)


def code_handed_over(desk: Desk, case: ChainId) -> CaseFile:
    return write_file(desk, case, lambda _file: [CodeHandedOver()], act=Act.OPEN_REQUEST)


def contact_tried(  # noqa: PLR0913 - one try is all of these
    desk: Desk,
    case: ChainId,
    *,
    way: Channel,
    outcome: Outcome,
    words: str,
    said: str = "",
    before: bool = False,
    tried_at: datetime | None = None,
) -> CaseFile:
    """Log a try to reach somebody. Ringing outside their rules takes two members' agreement.

    `tried_at` is now unless it is said. `said` is what was sent or spoken, where that is known.
    `before` is for what happened before there were rules here.
    """
    at = desk.clock()
    draft = ContactTried(
        way=way,
        outcome=outcome,
        tried_at=tried_at or at,
        outside_hours=False,
        words=words,
    )

    def decide(file: CaseFile) -> list[CaseFact]:
        only_here = only_behind_the_code(
            None if file.talk is None else file.talk.dialogue,
            rules_since=file.case.rules_since,
        )
        rules = with_theirs(file.case.safety.rules, _their_rules(file))
        case = replace(file.case, safety=replace(file.case.safety, rules=rules))
        tried = casework.try_contact(
            case, draft, at=at, said=said, only_here=only_here, before=before
        )
        return [tried]

    return write_file(desk, case, decide, act=Act.TRY_CONTACT)


def take_alarms_of(desk: Desk, file: CaseFile) -> None:
    """Whoever has it open has taken it: notices of what this file holds stop, and no others."""
    if file.talk is not None:
        stop_ringing(desk.stores.door, alarms_of(file.talk.history, file.talk.dialogue))
