"""The code that a worker reads out, sealed into the form until the request is saved."""

from datetime import timedelta
from typing import Final

from corridor.crypto.receipt import Receipt
from corridor.web.receipt_tokens import ReceiptTokens

_TOKENS: Final = ReceiptTokens.good_for(timedelta(hours=2), purpose=b"corridor/1/desk-form")


def token_of(receipt: Receipt) -> str:
    return _TOKENS.of(receipt)


def receipt_in(token: str) -> Receipt | None:
    return _TOKENS.receipt_in(token)
