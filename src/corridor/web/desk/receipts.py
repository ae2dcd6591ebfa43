"""The code that a worker reads out, sealed into the form until the request is saved.

The key lives in this process's memory alone: whoever copies the page opens nothing with it.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import timedelta
from typing import Final

from corridor.crypto.errors import OpenError
from corridor.crypto.receipt import Receipt
from corridor.crypto.secrets import SecretKey
from corridor.crypto.token import TokenMaker
from corridor.web.composition import clock

LIFETIME: Final = timedelta(hours=2)
_MAKER: Final = TokenMaker(lifetime=LIFETIME, purpose=b"corridor/1/desk-form")


def token_of(receipt: Receipt) -> str:
    sealed = _MAKER.make(receipt.packed().reveal(), at=clock()())
    return urlsafe_b64encode(sealed).decode()


def receipt_in(token: str) -> Receipt | None:
    """None for a stranger's, an old or a changed token."""
    try:
        opened = _MAKER.read(urlsafe_b64decode(token.encode("ascii")), at=clock()())
        return Receipt(SecretKey(opened))
    except (OpenError, ValueError):
        return None
