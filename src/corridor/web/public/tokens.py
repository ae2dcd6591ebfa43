"""The code of a person, carried by their own form for twenty minutes."""

from datetime import timedelta
from typing import Final

from corridor.crypto.receipt import Receipt
from corridor.web.receipt_tokens import ReceiptTokens

LIFETIME: Final = timedelta(minutes=20)
PURPOSE: Final = b"corridor/1/public-form"
_TOKENS: Final = ReceiptTokens.good_for(LIFETIME, purpose=PURPOSE)


def token_of(receipt: Receipt) -> str:
    return _TOKENS.of(receipt)


def receipt_in(token: str) -> Receipt | None:
    return _TOKENS.receipt_in(token)
