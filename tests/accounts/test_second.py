from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from corridor.accounts.second import (
    as_otpauth,
    new_second,
    nobodys_second,
    open_second,
    seal_second,
)
from corridor.crypto.errors import OpenError
from corridor.crypto.second_factor import accepted_period, code_at
from corridor.crypto.secrets import SecretKey
from tests.accounts.cast import NOON, OLEG, OTHER_PEPPER, PEPPER, ZAREMA

# RFC 6238, appendix B, the rows of SHA-1; a code of six digits is the end of one of eight.
RFC_SECRET = SecretKey(b"12345678901234567890")
RFC_CODES = [
    (59, "94287082"),
    (1111111109, "07081804"),
    (1111111111, "14050471"),
    (1234567890, "89005924"),
    (2000000000, "69279037"),
    (20000000000, "65353130"),
]


@pytest.mark.parametrize(("second", "eight"), RFC_CODES)
def test_codes_are_those_of_every_authenticator(second: int, eight: str) -> None:
    at = datetime.fromtimestamp(second, UTC)

    assert code_at(RFC_SECRET, at) == eight[2:]
    assert accepted_period(RFC_SECRET, eight[2:], at=at, after=0) == second // 30


@pytest.mark.parametrize("late", [-60, 60, 90, 3600])
def test_a_code_of_two_periods_away_is_refused(late: int) -> None:
    at = NOON + timedelta(seconds=late)

    assert accepted_period(RFC_SECRET, code_at(RFC_SECRET, NOON), at=at, after=0) is None


@pytest.mark.parametrize("late", [-30, 0, 29, 30, 59])
def test_a_code_of_the_period_before_or_after_is_accepted(late: int) -> None:
    at = NOON + timedelta(seconds=late)

    assert accepted_period(RFC_SECRET, code_at(RFC_SECRET, NOON), at=at, after=0)


def test_a_used_code_and_every_older_one_are_refused() -> None:
    period = int(NOON.timestamp()) // 30
    older = code_at(RFC_SECRET, NOON - timedelta(seconds=30))

    for code in (code_at(RFC_SECRET, NOON), older):
        assert accepted_period(RFC_SECRET, code, at=NOON, after=period) is None


def test_the_second_factor_opens_only_with_its_pepper_and_in_its_members_row() -> None:
    second = new_second()
    gate = seal_second(second, member=ZAREMA, pepper=PEPPER)

    assert open_second(gate, member=ZAREMA, pepper=PEPPER).secret.same_as(second.secret)
    with pytest.raises(OpenError):
        open_second(gate, member=ZAREMA, pepper=OTHER_PEPPER)
    with pytest.raises(OpenError):
        open_second(gate, member=OLEG, pepper=PEPPER)


def test_behind_an_unknown_handle_stands_always_the_same_secret() -> None:
    first = nobodys_second(PEPPER, b"somebody")

    assert first.secret.same_as(nobodys_second(PEPPER, b"somebody").secret)
    assert not first.secret.same_as(nobodys_second(PEPPER, b"else").secret)
    assert not first.secret.same_as(nobodys_second(OTHER_PEPPER, b"somebody").secret)


def test_the_authenticators_line_is_read_back_as_the_secret() -> None:
    asked = parse_qs(urlsplit(as_otpauth(RFC_SECRET)).query)

    assert asked["secret"] == ["GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"]
    assert (asked["digits"], asked["period"]) == (["6"], ["30"])
