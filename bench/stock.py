"""So many sealed cases in the desk's own store, written as an act writes them."""

from itertools import islice

from bench.crowd import crowd
from corridor.domain.cases import NoteWritten
from corridor.ledger.store import Batch
from corridor.services.chains import Kind
from corridor.services.desk import Desk, new_act
from corridor.services.granting import cards_for, grants_for
from corridor.services.listing import encode_listed
from corridor.services.recording import Pen, open_page

AT_ONCE = 1_000


def stock(desk: Desk, *, cases: int) -> None:
    store = desk.stores.desk
    pen = Pen(signing=desk.signing, act=new_act(), at=desk.clock(), era=store.era())
    invented = crowd(cases)
    while some := list(islice(invented, AT_ONCE)):
        batch = Batch()
        for chain, listed in some:
            page = open_page(desk.organisation, chain, [NoteWritten(text="a note")], pen=pen)
            batch.entries += page.entries
            batch.grants += grants_for(desk, chain, kind=Kind.CASE, epoch=0, chain_key=page.key)
            batch.cards += cards_for(desk, encode_listed(listed), page.head, kind=Kind.CASE)
        store.commit(batch)
