"""Referrals that opened well and wait, since nobody here knows who signed them."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import reduce
from typing import TypeVar, assert_never

import msgspec

from corridor.base.ids import ImportId
from corridor.domain.attachments import Attached
from corridor.domain.records import Fact, Recorded, Unknown


class ReferralSetAside(Fact, frozen=True, kw_only=True, tag="referral_set_aside/1"):
    """It opened well, and nobody here has listed the key that signed it."""

    referral: ImportId
    file: Attached
    signed_by: bytes


class ReferralSettled(Fact, frozen=True, kw_only=True, tag="referral_settled/1"):
    """It was taken in after all, or thrown away: the packet is gone."""

    referral: ImportId


ReferralFact = ReferralSetAside | ReferralSettled


class SetAside(msgspec.Struct, frozen=True, kw_only=True):
    fact: ReferralSetAside
    at: datetime
    height: int


WaitingReferrals = Mapping[ImportId, SetAside]


FactT = TypeVar("FactT", bound=Fact)


def fold(records: Iterable[Recorded[FactT]]) -> WaitingReferrals:
    return reduce(_told, records, {})


def _told(known: WaitingReferrals, record: Recorded[FactT]) -> WaitingReferrals:
    fact = record.fact
    if isinstance(fact, Unknown) or not isinstance(fact, ReferralFact):
        return known
    match fact:
        case ReferralSetAside():
            new = SetAside(fact=fact, at=record.at, height=record.height)
            return {**known, fact.referral: new}
        case ReferralSettled():
            return {one: waits for one, waits in known.items() if one != fact.referral}
        case _:
            assert_never(fact)
