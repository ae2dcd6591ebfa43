"""Pages of cards lie beside the ledger: kept together, and gone with what they told of."""

from corridor.base.ids import CompartmentId
from corridor.crypto.random import new_key, new_uuid
from corridor.ledger.boxes import CompartmentKey
from corridor.ledger.pages import SealedPage, seal_page
from corridor.ledger.store import Batch
from tests.store.cast import CASEWORK, ORGANISATION, Keepers, Story

KEY = CompartmentKey(compartment=CASEWORK.compartment, epoch=0, secret=new_key())


def page(number: int, content: bytes = b"columns", *, key: CompartmentKey = KEY) -> SealedPage:
    return seal_page(ORGANISATION, content, number=number, to=key)


def test_pages_come_back_as_they_were_kept_in_the_order_of_their_numbers(
    keepers: Keepers,
) -> None:
    one, two, first = page(1), page(2), page(0)

    assert keepers.desk.keep_pages([two, first, one], whole=False)

    assert keepers.desk.pages(KEY.compartment, 0) == [first, one, two]
    assert keepers.desk.page(KEY.compartment, 0, number=2) == two


def test_a_page_takes_the_place_of_the_one_before(keepers: Keepers) -> None:
    keepers.desk.keep_pages([page(0), kept := page(1)], whole=False)

    keepers.desk.keep_pages([newer := page(0)], whole=False)

    assert keepers.desk.pages(KEY.compartment, 0) == [newer, kept]


def test_a_whole_set_leaves_nothing_of_any_epoch_of_its_compartment(keepers: Keepers) -> None:
    later = CompartmentKey(compartment=KEY.compartment, epoch=1, secret=new_key())
    stranger = CompartmentKey(compartment=CompartmentId(new_uuid()), epoch=0, secret=new_key())
    keepers.desk.keep_pages([page(0), page(1)], whole=False)
    keepers.desk.keep_pages([other := page(0, key=stranger)], whole=False)

    keepers.desk.keep_pages([new := page(0, key=later)], whole=True)

    assert keepers.desk.pages(KEY.compartment, 0) == []
    assert keepers.desk.pages(KEY.compartment, 1) == [new]
    assert keepers.desk.pages(stranger.compartment, 0) == [other]


def test_nothing_is_kept_of_a_place_that_nobody_wrote(keepers: Keepers) -> None:
    keepers.desk.keep_pages([page(1)], whole=False)

    assert keepers.desk.page(KEY.compartment, 0, number=0) is None
    assert keepers.desk.pages(KEY.compartment, 1) == []


def test_erasing_any_chain_takes_all_pages_along(keepers: Keepers) -> None:
    story = Story()
    keepers.desk.commit(Batch(entries=[story.write()]))
    keepers.desk.keep_pages([page(0), page(1)], whole=False)

    keepers.desk.commit(Batch(prune=[story.chain]))

    assert keepers.desk.pages(KEY.compartment, 0) == []


def test_pages_are_no_lines_of_the_log(keepers: Keepers) -> None:
    keepers.desk.keep_pages([page(0)], whole=True)

    keepers.desk.drop_pages()

    assert keepers.desk.log_size() == 0
    assert keepers.desk.pages(KEY.compartment, 0) == []
