"""The dialogue as the desk reads and continues it."""

from collections.abc import Callable
from dataclasses import dataclass

from corridor.base.ids import ChainId
from corridor.domain.errors import NotFoundError
from corridor.domain.intake import Asked, Dialogue, DialogueFact, fold
from corridor.domain.records import Recorded
from corridor.ledger.entry import key_id_of, open_entry
from corridor.ledger.errors import ForgedEntryError
from corridor.services import codec
from corridor.services.desk import Desk, new_act
from corridor.services.enclosing import batch_of
from corridor.services.history import Author, Authors, ChainKeys, History, chain_keys, read
from corridor.services.recording import Pen, again_if_second, next_page
from corridor.services.rosters import staff


@dataclass(frozen=True, kw_only=True)
class Talk:
    history: History[DialogueFact]
    dialogue: Dialogue


@dataclass(frozen=True)
class _BothSides:
    """The staff by the roster, the person by the key that their first entry declares."""

    staff: Authors
    person: bytes

    def get(self, key_id: bytes, /) -> Author | None:
        if key_id == key_id_of(self.person):
            return Author(self.person, None)
        return self.staff.get(key_id)


def open_talk(desk: Desk, chain: ChainId) -> Talk | None:
    """None when the person has withdrawn it. `NotFoundError` without a grant.

    A reply that was on its way when they did may stand after the erased entries.
    """
    store = desk.stores.door
    entries = store.entries(chain)
    if entries and entries[0].body is None:
        return None
    return read_talk(desk, chain, keys=chain_keys(store, chain, by=desk.keys))


def read_talk(desk: Desk, chain: ChainId, *, keys: ChainKeys) -> Talk:
    history = read(
        desk.stores.door,
        chain,
        keys=keys,
        codec=codec.DIALOGUE,
        authors=_BothSides(staff(desk.roster), _person_key(desk, chain, keys)),
        marks=desk.stores.marks,
    )
    return Talk(history=history, dialogue=history.folded(fold))


def _person_key(desk: Desk, chain: ChainId, keys: ChainKeys) -> bytes:
    """What height 0 declares; the signature under it is checked like every other."""
    entries = desk.stores.door.entries(chain)
    if not entries or 0 not in keys:
        raise NotFoundError
    asked = codec.DIALOGUE.decode(open_entry(entries[0], chain_key=keys[0]).fact)
    if not isinstance(asked, Asked):
        raise ForgedEntryError(chain, 0)
    return asked.person_key


def write_talk(
    desk: Desk, chain: ChainId, decide: Callable[[Dialogue], DialogueFact | None]
) -> Talk:
    """Add one fact to a dialogue, or none; the dialogue as it stands afterwards."""

    def attempt() -> Talk:
        talk = open_talk(desk, chain)
        if talk is None:
            raise NotFoundError
        fact = decide(talk.dialogue)
        return talk if fact is None else _append(desk, talk, fact)

    return again_if_second(attempt)


def _append(desk: Desk, talk: Talk, fact: DialogueFact) -> Talk:
    store, history = desk.stores.door, talk.history
    pen = Pen(signing=desk.signing, act=new_act(), at=desk.clock(), era=store.era())
    page = next_page(history.head, [fact], pen=pen, key=history.key)
    store.commit(batch_of(page, [fact], files=talk.dialogue.files))
    record: Recorded[DialogueFact] = Recorded(
        fact=fact, at=pen.at, by=desk.me, act=pen.act, height=page.head.height
    )
    after = History(head=page.head, records=(*history.records, record), keys=history.keys)
    return Talk(history=after, dialogue=fold(after.records))
