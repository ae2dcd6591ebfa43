"""One row of a list, or one referral, as a request: entered once, and taken back if need be."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from corridor.base.ids import ChainId, ImportId, PersonId
from corridor.crypto.receipt import Receipt
from corridor.crypto.secrets import SecretKey
from corridor.domain.cases import (
    CameThrough,
    CaseClosed,
    CaseFact,
    CloseReason,
    ContactTried,
    Outcome,
)
from corridor.domain.errors import NotFoundError
from corridor.domain.identity import (
    BirthSet,
    ContactKept,
    Name,
    NameKind,
    NamesSet,
    SafeWith,
    script_of,
)
from corridor.domain.import_rows import PlannedRow
from corridor.domain.imports import Taken
from corridor.domain.intake import Channel, SaidPlace, Who, Wish
from corridor.domain.messages import Looked
from corridor.domain.policy import Act
from corridor.ledger.errors import ConflictError
from corridor.ledger.store import Batch
from corridor.services.asking import lookup_of
from corridor.services.casefiles import CaseFile, open_file, write_file
from corridor.services.chains import Kind, dialogue_chain, identity_chain
from corridor.services.desk import Desk
from corridor.services.identity import AboutPerson, begin_identity
from corridor.services.intake import Entered, enter_request, take_alarms_of
from corridor.services.leaves import next_leaf


@dataclass(frozen=True, kw_only=True)
class Origin:
    """From whom it came, and on which list."""

    sender: str
    channel: Channel
    listed: ImportId | None = None


def take_row(
    desk: Desk, row: PlannedRow, origin: Origin, *, receipt: Receipt, pepper: SecretKey
) -> Taken:
    """Done twice, or half done before, it is one request in the end."""
    entered = Entered(
        language=row.language,
        soon=row.soon,
        who=Who.UNSAID,
        what=row.words,
        place=SaidPlace.UNSAID,
        channel=origin.channel,
    )
    case, _receipt = enter_request(
        desk, entered, pepper=pepper, languages=desk.settings.languages, receipt=receipt
    )
    file = write_file(
        desk, case, lambda file: _beside(desk, file, row, origin), act=Act.ENTER_REQUEST
    )
    if row.soon is Wish.HOURS:  # whoever takes the list in has seen it: nobody is woken by it
        take_alarms_of(desk, file)
    if row.says_who:
        begin_identity(desk, case, list(_about(row, file.case.people[0].person)))
    dialogue = dialogue_chain(lookup_of(pepper, receipt))
    return Taken(row.number, case, dialogue, file.height)


def _beside(desk: Desk, file: CaseFile, row: PlannedRow, origin: Origin) -> Sequence[CaseFact]:
    if file.case.came is not None:
        return ()
    came = CameThrough(
        sender=origin.sender, reference=row.reference, listed=origin.listed, row=row.number
    )
    if row.came_on is None:
        return (came,)
    zone = ZoneInfo(desk.settings.zone)
    noon = datetime.combine(row.came_on, time(12), tzinfo=zone)
    wrote = ContactTried(
        way=origin.channel,
        outcome=Outcome.THEY_WROTE,
        tried_at=min(noon, desk.clock()),
        outside_hours=False,
        words="",
    )
    return (came, wrote)


def _about(row: PlannedRow, person: PersonId) -> Iterator[AboutPerson]:
    if row.name:
        name = Name(
            value=row.name,
            script=script_of(row.name),
            sort=NameKind.USED,
            safe_with=SafeWith.TEAM,
        )
        yield NamesSet(person=person, names=(name,))
    if row.born:
        yield BirthSet(person=person, born=row.born, place="")
    for channel, value in ((Channel.PHONE, row.phone), (Channel.EMAIL, row.email)):
        if value:
            yield ContactKept(person=person, channel=channel, value=value, words="")


def take_back(desk: Desk, taken: Taken) -> bool:
    """Erase a request that nobody has touched since. False: somebody has, and it stays."""
    try:
        file = open_file(desk, taken.case)
    except NotFoundError:  # cut off between the two stores, or erased by somebody else
        return _erase_talk(desk, taken.dialogue)
    if file.height != taken.height or _talked(file):
        return False
    return _erase_case(desk, file) and _erase_talk(desk, taken.dialogue)


def _talked(file: CaseFile) -> bool:
    """Whoever has only looked has touched nothing."""
    since = () if file.talk is None else file.talk.dialogue.timeline[1:]
    return any(not isinstance(one.fact, Looked) for one in since)


def _erase_case(desk: Desk, file: CaseFile) -> bool:
    """A last entry stands before the bodies go, so that who writes meanwhile loses nothing."""
    store = desk.stores.desk
    last = CaseClosed(reason=CloseReason.OTHER, words="")
    leaf = next_leaf(desk, store, file.history, [last], kind=Kind.CASE)
    identity = identity_chain(file.chain)
    gone: list[ChainId] = [file.chain]
    if store.head(identity) is not None:
        gone.append(identity)
    try:
        store.commit(Batch(entries=leaf.entries, grants=leaf.grants, prune=gone))
    except ConflictError:
        return False
    return True


def _erase_talk(desk: Desk, dialogue: ChainId) -> bool:
    door = desk.stores.door
    if door.head(dialogue) is not None and door.entries(dialogue)[0].body is not None:
        door.commit(Batch(prune=[dialogue]))
    return True
