"""What can go wrong at the door to cryptography. No details on purpose: they are oracles."""


class OpenError(Exception):
    """A sealed thing does not open: wrong key, wrong place, or changed bytes."""


class SignatureError(Exception):
    """A signature is not by this key over these bytes."""


class StretchLimitError(Exception):
    """Stored stretching parameters lie outside what this release is willing to pay for."""
