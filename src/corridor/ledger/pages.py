"""Many cards' columns in one seal: a cache that any holder of the key makes again."""

from typing import Final

import msgspec

from corridor.base.ids import CompartmentId, OrganisationId
from corridor.crypto.derive import subkey
from corridor.crypto.padding import pad, unpad
from corridor.crypto.seal import seal, unseal
from corridor.ledger.boxes import CompartmentKey

_SMALLEST: Final = 64 * 1024


class SealedPage(msgspec.Struct, frozen=True, kw_only=True):
    """Page 0 is the catalogue of the others: a page that it does not name is not read."""

    compartment: CompartmentId
    compartment_epoch: int
    number: int
    sealed: bytes


def seal_page(
    organisation: OrganisationId, content: bytes, *, number: int, to: CompartmentKey
) -> SealedPage:
    sealed = seal(
        pad(content, smallest=_SMALLEST),
        key=subkey(to.secret, label=b"pages"),
        context=_context(organisation, number, to),
    )
    return SealedPage(
        compartment=to.compartment,
        compartment_epoch=to.epoch,
        number=number,
        sealed=sealed,
    )


def open_page(organisation: OrganisationId, page: SealedPage, *, by: CompartmentKey) -> bytes:
    """Raise `OpenError` for a page of another place, another key or changed bytes."""
    context = _context(organisation, page.number, by)
    key = subkey(by.secret, label=b"pages")
    return unpad(unseal(page.sealed, key=key, context=context), smallest=_SMALLEST)


def _context(organisation: OrganisationId, number: int, key: CompartmentKey) -> bytes:
    parts = (
        b"corridor/1/page",
        organisation.bytes,
        key.compartment.bytes,
        key.epoch.to_bytes(8, "big"),
        number.to_bytes(8, "big"),
    )
    return b"|".join(parts)
