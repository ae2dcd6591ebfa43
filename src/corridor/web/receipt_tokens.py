"""What travels in a form instead of a cookie: a receipt, sealed for a while.

The key lives in this process's memory alone: a restart, and whoever copies a page later, opens
nothing with it.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import timedelta

from corridor.crypto.errors import OpenError
from corridor.crypto.receipt import Receipt
from corridor.crypto.secrets import SecretKey
from corridor.crypto.token import TokenMaker
from corridor.web.composition import clock


@dataclass(frozen=True)
class ReceiptTokens:
    """Those of one kind of form: another kind's are a stranger's."""

    maker: TokenMaker

    @classmethod
    def good_for(cls, lifetime: timedelta, *, purpose: bytes) -> "ReceiptTokens":
        return cls(TokenMaker(lifetime=lifetime, purpose=purpose))

    def of(self, receipt: Receipt) -> str:
        sealed = self.maker.make(receipt.packed().reveal(), at=clock()())
        return urlsafe_b64encode(sealed).decode()

    def receipt_in(self, token: str) -> Receipt | None:
        """None for a stranger's, an old or a changed token."""
        try:
            opened = self.maker.read(urlsafe_b64decode(token.encode("ascii")), at=clock()())
            return Receipt(SecretKey(opened))
        except (OpenError, ValueError):
            return None
