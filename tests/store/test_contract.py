"""What every keeper of the ledger promises, in memory and on both engines."""

from datetime import date

import msgspec
import pytest

from corridor.base.ids import MemberId, OrganisationId
from corridor.crypto.random import new_uuid
from corridor.ledger.errors import BrokenLinkError, ConflictError, MalformedEntryError
from corridor.ledger.merkle import Frontier
from corridor.ledger.records import (
    dropped_leaf,
    entry_leaf,
    pruned_leaf,
    record_leaf,
)
from corridor.ledger.store import Batch, LostFileError
from tests.store.cast import (
    CASEWORK,
    ILYA,
    Keepers,
    Story,
    alarm,
    blob,
    checkpoint_of,
    kept,
    wrap,
)


def test_what_was_written_comes_back_byte_for_byte(keepers: Keepers) -> None:
    story = Story()
    first, second = story.write(b"one"), story.write(b"two")

    keepers.desk.commit(Batch(entries=[first, second]))

    assert keepers.desk.entries(story.chain) == [first, second]
    assert keepers.desk.entries(story.chain, since=1) == [second]
    assert keepers.desk.head(story.chain) == story.head


def test_a_chain_that_nobody_wrote_is_empty(keepers: Keepers) -> None:
    story = Story()

    keepers.desk.commit(Batch())

    assert keepers.desk.entries(story.chain) == []
    assert keepers.desk.head(story.chain) is None
    assert keepers.desk.log_size() == 0


def test_the_second_of_two_writers_is_refused(keepers: Keepers) -> None:
    story = Story()
    keepers.desk.commit(Batch(entries=[story.write()]))
    behind = msgspec.structs.replace(story.head) if story.head else None
    mine, theirs = (
        story.write(b"mine"),
        Story(chain=story.chain, key=story.key, head=behind).write(b"theirs"),
    )
    keepers.desk.commit(Batch(entries=[mine]))

    with pytest.raises(ConflictError):
        keepers.desk.commit(Batch(entries=[theirs]))

    assert keepers.desk.entries(story.chain)[1:] == [mine]


def test_a_second_beginning_of_a_chain_is_refused(keepers: Keepers) -> None:
    story = Story()
    keepers.desk.commit(Batch(entries=[story.write()]))

    with pytest.raises(ConflictError):
        keepers.desk.commit(Batch(entries=[Story(chain=story.chain).write()]))

    assert keepers.desk.head(story.chain) == story.head


def test_an_entry_after_a_gap_is_refused(keepers: Keepers) -> None:
    story = Story()
    keepers.desk.commit(Batch(entries=[story.write()]))
    story.write(b"never stored")

    with pytest.raises(BrokenLinkError) as refusal:
        keepers.desk.commit(Batch(entries=[story.write()]))

    assert (refusal.value.chain, refusal.value.height) == (story.chain, 2)


def test_an_entry_that_follows_another_past_is_refused(keepers: Keepers) -> None:
    story, other = Story(), Story()
    keepers.desk.commit(Batch(entries=[story.write(), other.write()]))
    if story.head is None or other.head is None:
        raise ValueError("both were written")
    story.head = msgspec.structs.replace(story.head, digest=other.head.digest)

    with pytest.raises(BrokenLinkError):
        keepers.desk.commit(Batch(entries=[story.write()]))

    assert len(keepers.desk.entries(story.chain)) == 1


def test_an_entry_whose_body_was_changed_is_refused(keepers: Keepers) -> None:
    entry = Story().write()
    changed = msgspec.structs.replace(entry, body=bytes(len(entry.body or b"")))

    with pytest.raises(BrokenLinkError):
        keepers.desk.commit(Batch(entries=[changed]))

    assert list(keepers.desk.heads()) == []


def test_another_organisations_entry_is_refused(keepers: Keepers) -> None:
    stranger = Story(organisation=OrganisationId(new_uuid()))

    with pytest.raises(BrokenLinkError):
        keepers.desk.commit(Batch(entries=[stranger.write()]))

    assert list(keepers.desk.chains()) == []


def test_an_entry_of_an_earlier_era_is_refused(keepers: Keepers) -> None:
    story = Story()
    keepers.desk.commit(Batch(entries=[story.write(era=2)]))

    with pytest.raises(BrokenLinkError):
        story.write(era=1)

    assert keepers.desk.head(story.chain) == story.head


def test_a_refused_act_leaves_nothing_of_itself(keepers: Keepers) -> None:
    story, other = Story(), Story()
    keepers.desk.commit(Batch(entries=[story.write()]))
    again = Story(chain=story.chain).write()
    before = keepers.desk.frontier().root()

    with pytest.raises(ConflictError):
        keepers.desk.commit(
            Batch(
                entries=[other.write(), again],
                grants=[other.grant()],
                cards=[other.card()],
                wraps=[wrap()],
            )
        )

    assert keepers.desk.entries(other.chain) == []
    assert keepers.desk.grants(other.chain) == []
    assert keepers.desk.cards(CASEWORK.compartment) == []
    assert keepers.desk.wraps(ILYA) == []
    assert keepers.desk.frontier().root() == before


def test_one_act_may_write_many_chains(keepers: Keepers) -> None:
    stories = [Story() for _ in range(20)]

    keepers.desk.commit(Batch(entries=[story.write() for story in stories]))

    written = sorted((story.chain for story in stories), key=lambda chain: chain.bytes)
    assert list(keepers.desk.chains()) == written
    assert [head.chain for head in keepers.desk.heads()] == written


def test_a_new_key_epoch_shows_in_the_head(keepers: Keepers) -> None:
    story = Story()
    keepers.desk.commit(Batch(entries=[story.write()]))

    keepers.desk.commit(Batch(entries=[story.new_epoch(), story.write()]))

    head = keepers.desk.head(story.chain)
    assert head is not None
    assert (head.epoch, head.height) == (1, 2)


def test_every_write_has_its_line_in_the_log(keepers: Keepers) -> None:
    story = Story()
    entry, grant, card, key = story.write(), story.grant(), story.card(), wrap()

    keepers.desk.commit(Batch(entries=[entry], grants=[grant], cards=[card], wraps=[key]))

    lines = [entry_leaf(entry), record_leaf(grant), record_leaf(card), record_leaf(key)]
    assert list(keepers.desk.log()) == lines
    assert list(keepers.desk.log(since=2)) == lines[2:]
    assert keepers.desk.log_size() == 4


def test_the_logs_edge_is_the_tree_of_its_lines(keepers: Keepers) -> None:
    stories = [Story() for _ in range(7)]
    for story in stories:
        keepers.desk.commit(Batch(entries=[story.write()], grants=[story.grant()]))

    grown = Frontier()
    for line in keepers.desk.log():
        grown.append(line)

    assert keepers.desk.frontier().encode() == grown.encode()
    assert grown.size == 14


def test_a_grant_is_found_by_chain_and_by_compartment(keepers: Keepers) -> None:
    story, other = Story(), Story()
    grant = story.grant()
    keepers.desk.commit(Batch(entries=[story.write(), other.write()], grants=[grant]))

    assert keepers.desk.grants(story.chain) == [grant]
    assert list(keepers.desk.grants_to(CASEWORK.compartment)) == [grant]
    assert keepers.desk.grants(other.chain) == []


def test_a_grant_given_again_takes_the_place_of_the_first(keepers: Keepers) -> None:
    story = Story()
    keepers.desk.commit(Batch(entries=[story.write()], grants=[story.grant()]))
    again = story.grant()

    keepers.desk.commit(Batch(grants=[again]))

    assert keepers.desk.grants(story.chain) == [again]
    assert list(keepers.desk.log())[-1] == record_leaf(again)


def test_a_reader_who_knows_a_counter_gets_only_newer_cards(keepers: Keepers) -> None:
    first, second = Story(), Story()
    keepers.desk.commit(Batch(entries=[first.write()], cards=[first.card()]))
    ((seen, _),) = keepers.desk.cards(CASEWORK.compartment)

    keepers.desk.commit(Batch(entries=[second.write()], cards=[card := second.card()]))

    ((counter, newer),) = keepers.desk.cards(CASEWORK.compartment, after=seen)
    assert newer == card
    assert counter > seen


def test_a_changed_card_moves_behind_the_others(keepers: Keepers) -> None:
    first, second = Story(), Story()
    keepers.desk.commit(
        Batch(entries=[first.write(), second.write()], cards=[first.card(), second.card()])
    )

    keepers.desk.commit(Batch(entries=[first.write()], cards=[first.card()]))

    order = [card.chain for _, card in keepers.desk.cards(CASEWORK.compartment)]
    assert order == [second.chain, first.chain]


def test_an_older_card_never_hides_a_newer_one(keepers: Keepers) -> None:
    story = Story()
    keepers.desk.commit(Batch(entries=[story.write()]))
    older = story.card()
    keepers.desk.commit(Batch(entries=[story.write()], cards=[newer := story.card()]))
    size = keepers.desk.log_size()

    keepers.desk.commit(Batch(cards=[older]))

    assert keepers.desk.card(CASEWORK.compartment, story.chain) == newer
    assert keepers.desk.log_size() == size


def test_a_wrap_belongs_to_its_holder_alone(keepers: Keepers) -> None:
    key = wrap()

    keepers.desk.commit(Batch(wraps=[key]))

    assert keepers.desk.wraps(ILYA) == [key]
    assert keepers.desk.wraps(MemberId(new_uuid())) == []


def test_a_pruned_chain_keeps_its_headers_and_loses_the_rest(keepers: Keepers) -> None:
    story = Story()
    grant = story.grant()
    keepers.desk.commit(
        Batch(entries=[story.write()], grants=[grant], cards=[card := story.card()])
    )

    keepers.desk.commit(Batch(entries=[last := story.write()], prune=[story.chain]))

    entries = keepers.desk.entries(story.chain)
    assert [entry.body for entry in entries] == [None, None]
    assert entries[1].digest == last.digest
    assert keepers.desk.grants(story.chain) == []
    assert keepers.desk.cards(CASEWORK.compartment) == []
    assert list(keepers.desk.log())[-3:] == [
        dropped_leaf(grant),
        dropped_leaf(card),
        pruned_leaf(story.chain),
    ]


def test_pruning_one_chain_leaves_the_others_whole(keepers: Keepers) -> None:
    gone, stays = Story(), Story()
    keepers.desk.commit(
        Batch(
            entries=[gone.write(), entry := stays.write()],
            grants=[gone.grant(), grant := stays.grant()],
            cards=[gone.card(), card := stays.card()],
        )
    )

    keepers.desk.commit(Batch(prune=[gone.chain]))

    assert keepers.desk.entries(stays.chain) == [entry]
    assert keepers.desk.grants(stays.chain) == [grant]
    assert keepers.desk.card(CASEWORK.compartment, stays.chain) == card


def test_a_pruned_chain_can_still_be_continued(keepers: Keepers) -> None:
    story = Story()
    keepers.desk.commit(Batch(entries=[story.write()], prune=[story.chain]))

    keepers.desk.commit(Batch(entries=[note := story.write(b"erased, by whom")]))

    assert keepers.desk.entries(story.chain, since=1) == [note]


def test_an_entry_that_names_a_file_nobody_sent_is_refused(keepers: Keepers) -> None:
    story = Story()

    with pytest.raises(LostFileError):
        keepers.desk.commit(Batch(entries=[story.write()], keep=[kept(story, blob())]))

    assert keepers.desk.entries(story.chain) == []


def test_each_era_is_one_more(keepers: Keepers) -> None:
    assert keepers.desk.era() == 0

    assert [keepers.desk.open_era(), keepers.desk.open_era()] == [1, 2]

    assert keepers.desk.era() == 2
    assert keepers.door.era() == 0


def test_a_checkpoint_is_kept_with_the_edge_it_speaks_of(keepers: Keepers) -> None:
    keepers.desk.commit(Batch(entries=[Story().write()]))
    checkpoint = checkpoint_of(keepers.desk)

    keepers.desk.add_checkpoint(checkpoint, keepers.desk.frontier())
    keepers.desk.add_checkpoint(checkpoint, keepers.desk.frontier())

    assert keepers.desk.checkpoints() == [checkpoint]


def test_a_checkpoint_of_another_edge_is_refused(keepers: Keepers) -> None:
    checkpoint = checkpoint_of(keepers.desk)
    keepers.desk.commit(Batch(entries=[Story().write()]))

    with pytest.raises(MalformedEntryError):
        keepers.desk.add_checkpoint(checkpoint, keepers.desk.frontier())

    assert keepers.desk.checkpoints() == []


def test_the_two_faces_share_nothing(keepers: Keepers) -> None:
    story = Story()

    keepers.desk.commit(Batch(entries=[story.write()]))

    assert keepers.door.entries(story.chain) == []
    assert (keepers.desk.name, keepers.door.name) == ("desk", "door")


# --- the door -------------------------------------------------------------------------------


def test_a_request_is_stored_with_its_receipt_mailbox_and_alarm(keepers: Keepers) -> None:
    story, notice = Story(), alarm()
    entry, lock, dropped = story.write(), story.lock(), story.mailbox()

    taken = keepers.door.accept(
        Batch(entries=[entry]), lock=lock, wrap=dropped, alarms=[notice]
    )

    assert taken
    assert keepers.door.entries(story.chain) == [entry]
    assert keepers.door.lock(lock.lookup) == lock
    assert keepers.door.mailbox() == [dropped]
    assert keepers.door.alarms() == [notice]
    assert list(keepers.door.log()) == [entry_leaf(entry), record_leaf(dropped)]


def test_a_request_sent_twice_is_one_request(keepers: Keepers) -> None:
    story = Story()
    entry, lock, dropped = story.write(), story.lock(), story.mailbox()
    keepers.door.accept(Batch(entries=[entry]), lock=lock, wrap=dropped, alarms=[alarm()])
    size = keepers.door.log_size()

    again = keepers.door.accept(
        Batch(entries=[Story().write()]),
        lock=msgspec.structs.replace(lock, wrapped=b"another"),
        wrap=None,
        alarms=[alarm()],
    )

    assert not again
    assert keepers.door.log_size() == size
    assert keepers.door.lock(lock.lookup) == lock
    assert len(keepers.door.alarms()) == 1


def test_an_unknown_receipt_opens_nothing(keepers: Keepers) -> None:
    story = Story()
    keepers.door.accept(Batch(entries=[story.write()]), lock=story.lock(), wrap=None, alarms=[])

    assert keepers.door.lock(Story().lock().lookup) is None


def test_a_dropped_receipt_is_gone(keepers: Keepers) -> None:
    story = Story()
    lock = story.lock()
    keepers.door.accept(Batch(entries=[story.write()]), lock=lock, wrap=None, alarms=[])

    keepers.door.drop_lock(story.chain)

    assert keepers.door.lock(lock.lookup) is None


def test_the_desk_decides_whether_a_message_wakes_anybody(keepers: Keepers) -> None:
    story = Story()
    lock = story.lock()
    keepers.door.accept(Batch(entries=[story.write()]), lock=lock, wrap=None, alarms=[])

    keepers.door.set_wakes(story.chain, wakes=True)

    assert keepers.door.lock(lock.lookup) == msgspec.structs.replace(lock, wakes=True)


def test_a_receipt_has_a_last_day_once_the_desk_has_set_it(keepers: Keepers) -> None:
    early, late, unset = Story(), Story(), Story()
    for story in (early, late, unset):
        keepers.door.accept(
            Batch(entries=[story.write()]), lock=story.lock(), wrap=None, alarms=[]
        )
    keepers.door.set_end(late.chain, day=date(2017, 6, 2))
    keepers.door.set_end(early.chain, day=date(2017, 6, 1))

    due = [keepers.door.ended(by=date(2017, month, 2)) for month in (5, 6)]
    found = keepers.door.lock(late.lock().lookup)
    keepers.door.set_end(late.chain, day=None)

    assert due == [[], [early.chain, late.chain]]
    assert found is not None
    assert found.ends == date(2017, 6, 2)
    assert keepers.door.ended(by=date(2017, 6, 1)) == [early.chain]
    assert keepers.door.ended(by=date(2018, 6, 1)) == [early.chain]


def test_an_emptied_mailbox_is_empty_and_its_log_says_so(keepers: Keepers) -> None:
    stories = [Story() for _ in range(3)]
    for story in stories:
        keepers.door.accept(
            Batch(entries=[story.write()]),
            lock=story.lock(),
            wrap=story.mailbox(),
            alarms=[],
        )
    taken, *rest = keepers.door.mailbox()

    keepers.door.empty_mailbox([taken])
    keepers.door.empty_mailbox([taken])

    assert keepers.door.mailbox() == rest
    assert keepers.door.mailbox_size() == 2
    assert list(keepers.door.log())[6:] == [dropped_leaf(taken)]


def test_a_withdrawn_dialogue_loses_receipt_and_mailbox(keepers: Keepers) -> None:
    story = Story()
    lock = story.lock()
    keepers.door.accept(
        Batch(entries=[story.write()]), lock=lock, wrap=story.mailbox(), alarms=[]
    )

    keepers.door.commit(Batch(prune=[story.chain]))

    assert keepers.door.lock(lock.lookup) is None
    assert keepers.door.mailbox() == []


def test_a_message_and_its_alarm_are_one_act(keepers: Keepers) -> None:
    story = Story()
    keepers.door.accept(Batch(entries=[story.write()]), lock=story.lock(), wrap=None, alarms=[])
    notice = alarm()

    with pytest.raises(ConflictError):
        keepers.door.write(Batch(entries=[Story(chain=story.chain).write()]), alarms=[notice])
    assert keepers.door.alarms() == []

    keepers.door.write(Batch(entries=[story.write()]), alarms=[notice])
    assert keepers.door.alarms() == [notice]


def test_an_alarm_before_its_time_is_nobodys_task(keepers: Keepers) -> None:
    keepers.door.raise_alarm(alarm(due=100))

    assert keepers.door.claim_due(now=99, repeat_after=10) == []


def test_a_due_alarm_is_claimed_once_until_it_repeats(keepers: Keepers) -> None:
    keepers.door.raise_alarm(notice := alarm(due=100))

    (claimed,) = keepers.door.claim_due(now=100, repeat_after=10)

    assert claimed == msgspec.structs.replace(notice, sent=1, next_at=110)
    assert keepers.door.claim_due(now=109, repeat_after=10) == []
    assert keepers.door.claim_due(now=110, repeat_after=10)[0].sent == 2


def test_an_alarm_raised_again_begins_again(keepers: Keepers) -> None:
    notice = alarm(due=100)
    keepers.door.raise_alarm(notice)
    keepers.door.claim_due(now=100, repeat_after=10)

    keepers.door.raise_alarm(moved := msgspec.structs.replace(notice, due=300))

    assert keepers.door.alarms() == [moved]


def test_a_cleared_alarm_never_fires(keepers: Keepers) -> None:
    first, second = alarm(), alarm()
    keepers.door.raise_alarm(first)
    keepers.door.raise_alarm(second)

    keepers.door.clear_alarms([first.alarm, alarm().alarm])

    assert [one.alarm for one in keepers.door.claim_due(now=500, repeat_after=1)] == [
        second.alarm
    ]
