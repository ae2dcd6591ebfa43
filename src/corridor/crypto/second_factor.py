"""One-time codes: RFC 6238 with SHA-1, six digits, thirty seconds, as authenticators do."""

from datetime import datetime

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

from corridor.crypto.digest import same
from corridor.crypto.secrets import SecretKey

PERIOD_SECONDS = 30
DIGITS = 6
SECRET_LENGTH = 20


def _totp(secret: SecretKey) -> TOTP:
    return TOTP(secret.reveal(), DIGITS, SHA1(), PERIOD_SECONDS)  # noqa: S303 - RFC 6238


def code_at(secret: SecretKey, at: datetime) -> str:
    return _totp(secret).generate(int(at.timestamp())).decode()


def accepted_period(secret: SecretKey, code: str, *, at: datetime, after: int) -> int | None:
    """The period (30-second count) that `code` belongs to, or None.

    One period early or late is accepted for slow hands and clocks; `after` is the last period
    that was used, and nothing up to it is accepted again.
    """
    current = int(at.timestamp()) // PERIOD_SECONDS
    found = None
    for period in (current - 1, current, current + 1):
        expected = _totp(secret).generate(period * PERIOD_SECONDS)
        if same(expected, code.encode()) and period > after:
            found = period
    return found
