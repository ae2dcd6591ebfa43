"""What was opened is not opened again, and what was changed since is still found out."""

import msgspec
import pytest

from corridor.base.ids import ChainId
from corridor.crypto.random import new_key
from corridor.crypto.sign import SigningKey
from corridor.domain.casefile import fold
from corridor.domain.cases import NoteWritten
from corridor.domain.errors import NotFoundError
from corridor.domain.tasks import TaskSet
from corridor.ledger.entry import EntryKey, SealedEntry, Written
from corridor.ledger.errors import (
    BrokenLinkError,
    CommitmentError,
    ForgedEntryError,
    StrangerError,
)
from corridor.ledger.memory import MemoryStore
from corridor.services import codec
from corridor.services.asking import withdraw
from corridor.services.casefiles import open_file
from corridor.services.cases import strike, write_note
from corridor.services.history import read
from corridor.services.remembered import MOST_ENTRIES, Opened, OpenedChains
from corridor.services.rosters import staff
from corridor.services.tasks import new_task, set_task
from tests.services.pages import newest_key, slip_in
from tests.services.world import World


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[SealedEntry]:
    """Every body that is unsealed from here on."""
    found: list[SealedEntry] = []
    unseal = EntryKey.open

    def note(key: EntryKey, entry: SealedEntry) -> Written:
        found.append(entry)
        return unseal(key, entry)

    monkeypatch.setattr(EntryKey, "open", note)
    return found


def replace_entry(world: World, chain: ChainId, height: int, **parts: object) -> None:
    entries = world.desk._rows.chains[chain]
    entries[height] = msgspec.structs.replace(entries[height], **parts)


def test_a_case_that_nobody_added_to_is_not_opened_again(
    world: World, opened: list[SealedEntry]
) -> None:
    _, chain = world.case()
    lyra = world.as_member("lyra")
    first = open_file(lyra, chain)
    opened.clear()

    again = open_file(world.as_member("altair"), chain)

    assert again.case == first.case
    assert [entry for entry in opened if entry in world.desk._rows.chains[chain]] == []


def test_of_a_case_that_somebody_added_to_only_the_new_is_opened(
    world: World, opened: list[SealedEntry]
) -> None:
    _, chain = world.case()
    open_file(world.as_member("lyra"), chain)
    write_note(world.as_member("altair", stores=world.fresh()), chain, text="New to you.")
    opened.clear()

    file = open_file(world.as_member("lyra"), chain)

    entries = world.desk._rows.chains[chain]
    assert file.case.notes[-1].text == "New to you."
    assert [entry for entry in opened if entry in entries] == [entries[-1]]


def test_a_case_after_many_acts_means_what_its_entries_mean(world: World) -> None:
    _, chain = world.case()
    lyra = world.as_member("lyra")
    for number in range(5):
        write_note(lyra, chain, text=f"note {number}")
    set_task(lyra, chain, TaskSet(task=new_task(), title="Buy a card", due=None, owner=None))
    strike(lyra, chain, height=open_file(lyra, chain).height, words="never agreed")
    written = write_note(lyra, chain, text="note after that")

    remembered = open_file(lyra, chain)

    afresh = open_file(world.as_member("lyra", stores=world.fresh()), chain)
    assert remembered.case == afresh.case == written.case == fold(afresh.history.records)
    assert remembered.case.open_tasks == ()
    assert remembered.history.records == afresh.history.records


def test_a_flipped_bit_below_is_found_though_the_case_was_read_before(world: World) -> None:
    _, chain = world.case()
    lyra = world.as_member("lyra")
    open_file(lyra, chain)
    body = world.desk._rows.chains[chain][1].body or b""

    replace_entry(world, chain, 1, body=body[:40] + bytes([body[40] ^ 1]) + body[41:])

    with pytest.raises((BrokenLinkError, ForgedEntryError)):
        open_file(lyra, chain)


def test_a_lost_body_is_found_though_the_case_was_read_before(world: World) -> None:
    _, chain = world.case()
    lyra = world.as_member("lyra")
    open_file(lyra, chain)

    replace_entry(world, chain, 1, body=None)

    with pytest.raises(ForgedEntryError):
        open_file(lyra, chain)


def test_a_cut_tail_is_found_though_the_case_was_read_before(world: World) -> None:
    _, chain = world.case()
    lyra = world.as_member("lyra")
    open_file(lyra, chain)

    world.desk._rows.chains[chain].pop()

    with pytest.raises(BrokenLinkError):
        open_file(lyra, chain)


def test_a_stranger_s_entry_on_top_of_a_remembered_case_is_refused(world: World) -> None:
    _, chain = world.case()
    lyra = world.as_member("lyra")
    open_file(lyra, chain)
    key = newest_key(world.desk, chain, by=lyra.keys)

    slip_in(
        world.desk,
        chain,
        [NoteWritten(text="Believe me.")],
        signing=SigningKey(new_key()),
        key=key,
        at=world.clock(),
    )

    with pytest.raises(StrangerError):
        open_file(lyra, chain)


def test_who_has_no_key_is_shown_nothing_of_what_another_opened(world: World) -> None:
    _, chain = world.case()
    open_file(world.as_member("lyra"), chain)

    with pytest.raises(NotFoundError):
        open_file(world.as_member("sirius"), chain)


def test_another_key_opens_nothing_of_what_is_remembered(world: World) -> None:
    _, chain = world.case()
    lyra = world.as_member("lyra")
    open_file(lyra, chain)

    with pytest.raises(CommitmentError):
        read(
            world.desk,
            chain,
            keys={0: new_key()},
            codec=codec.CASE,
            authors=staff(lyra.roster),
            marks=lyra.stores.marks,
        )


def test_what_was_read_as_a_case_is_not_taken_for_a_journey(world: World) -> None:
    _, chain = world.case()
    lyra = world.as_member("lyra")
    case = open_file(lyra, chain).history

    journey = read(
        world.desk,
        chain,
        keys=case.keys,
        codec=codec.JOURNEY,
        authors=staff(lyra.roster),
        marks=lyra.stores.marks,
    )

    assert not {type(one.fact) for one in journey.records} & {
        type(o.fact) for o in case.records
    }


def test_withdrawn_words_are_gone_though_they_were_read_before(world: World) -> None:
    receipt, chain = world.case()
    lyra = world.as_member("lyra")
    before = open_file(lyra, chain)

    withdraw(world.public, receipt)

    assert before.talk is not None
    assert open_file(lyra, chain).talk is None


def test_with_the_last_session_all_of_it_goes(world: World, opened: list[SealedEntry]) -> None:
    _, chain = world.case()
    lyra = world.as_member("lyra")
    open_file(lyra, chain)
    before = len(lyra.stores.marks.opened)

    lyra.stores.forget()

    opened.clear()
    left = len(lyra.stores.marks.opened)
    open_file(lyra, chain)
    assert before > 0
    assert left == 0
    assert all(entry in opened for entry in world.desk._rows.chains[chain])


def test_what_was_opened_longest_ago_goes_first(world: World) -> None:
    _, chain = world.case()
    history = open_file(world.as_member("lyra"), chain).history
    entry, chains = world.desk._rows.chains[chain][0], OpenedChains()
    long: Opened[NoteWritten] = Opened(
        codec=codec.Codec(NoteWritten),
        entries=[entry] * (MOST_ENTRIES // 2),
        head=history.head,
        records=(),
    )

    for name in (b"first", b"second", b"third"):
        chains.keep((name,), long)

    assert chains.last((b"first",)) is None
    assert chains.last((b"third",)) is long


def test_a_history_never_shows_its_words_by_accident(world: World) -> None:
    _, chain = world.case()
    lyra = world.as_member("lyra")
    write_note(lyra, chain, text="Planted words.")
    opened = lyra.stores.marks.opened

    shown = [repr(one) for one in opened._opened.values()]

    assert shown
    assert not any("Planted" in one for one in shown)


def test_who_writes_while_another_reads_breaks_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, chain = world.case()
    elsewhere = world.as_member("altair", stores=world.fresh())
    entries_of = MemoryStore.entries

    def read_late(store: MemoryStore, wanted: ChainId, *, since: int = 0) -> list[SealedEntry]:
        found = entries_of(store, wanted, since=since)
        if wanted == chain and store is world.desk:
            monkeypatch.setattr(MemoryStore, "entries", entries_of)
            write_note(elsewhere, chain, text="Meanwhile.")
        return found

    monkeypatch.setattr(MemoryStore, "entries", read_late)

    before = open_file(world.as_member("lyra"), chain)

    after = open_file(world.as_member("lyra"), chain)
    assert [note.text for note in before.case.notes] == []
    assert [note.text for note in after.case.notes] == ["Meanwhile."]
