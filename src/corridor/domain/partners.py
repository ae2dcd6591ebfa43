"""Partners whose referrals are believed: stewards list the keys that sign them."""

from typing import assert_never

import msgspec
from msgspec.structs import replace

from corridor.domain.errors import NotFoundError
from corridor.domain.list_errors import PartnerTwiceError
from corridor.domain.records import Fact
from corridor.domain.words import line


class PartnerListed(Fact, frozen=True, kw_only=True, tag="partner_listed/1"):
    name: str
    key: bytes


class PartnerUnlisted(Fact, frozen=True, kw_only=True, tag="partner_unlisted/1"):
    """From here on what this key signs is set aside."""

    key: bytes


PartnerFact = PartnerListed | PartnerUnlisted


class Partner(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    key: bytes


Partners = tuple[Partner, ...]


def told(partners: Partners, fact: PartnerFact) -> Partners:
    match fact:
        case PartnerListed():
            others = told(partners, PartnerUnlisted(key=fact.key))
            return (*others, Partner(name=fact.name, key=fact.key))
        case PartnerUnlisted():
            return tuple(one for one in partners if one.key != fact.key)
        case _:
            assert_never(fact)


def find(partners: Partners, key: bytes) -> Partner | None:
    return next((one for one in partners if one.key == key), None)


def listed(partners: Partners, draft: PartnerListed) -> PartnerListed:
    if find(partners, draft.key) is not None:
        raise PartnerTwiceError("card")
    return replace(draft, name=line(draft.name, field="name"))


def unlisted(partners: Partners, key: bytes) -> PartnerUnlisted:
    if find(partners, key) is None:
        raise NotFoundError
    return PartnerUnlisted(key=key)
