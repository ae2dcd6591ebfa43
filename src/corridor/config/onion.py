"""The onion address of the public face, checked letter by letter: a slip would lead to nobody.

Source of the form and the check: Tor rend-spec-v3, section 6 (address = key, two bytes of
SHA3-256, version 3).
"""

import base64
import hashlib
import re
from typing import Final

from django.core.exceptions import ImproperlyConfigured

_FORM: Final = re.compile(r"[a-z2-7]{56}\.onion")
_VERSION: Final = b"\x03"
_SENTENCE: Final = (
    "CORRIDOR_ONION must be the line that Tor wrote into the file hostname: "
    "56 letters and digits, then .onion. Copy it whole."
)


def onion_address(text: str) -> str:
    """The host name, or nothing where none was given."""
    if text and not _is_whole(text):
        raise ImproperlyConfigured(_SENTENCE)
    return text


def _is_whole(text: str) -> bool:
    if not _FORM.fullmatch(text):
        return False
    packed = base64.b32decode(text.removesuffix(".onion").upper())
    key, told, version = packed[:32], packed[32:34], packed[34:]
    counted = hashlib.sha3_256(b".onion checksum" + key + version).digest()[:2]
    return version == _VERSION and told == counted
