"""The one named setting of accounts: what a passphrase costs to try."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from corridor.crypto.stretch import StretchCost


def stretch_cost() -> StretchCost:
    """`CORRIDOR_STRETCH = (memory in KiB, passes)`; without it 64 MiB and 3 passes."""
    given = getattr(settings, "CORRIDOR_STRETCH", None)
    if given is None:
        return StretchCost()
    try:
        memory_kib, passes = map(int, given)
    except (TypeError, ValueError):
        raise ImproperlyConfigured(
            "CORRIDOR_STRETCH needs two numbers: memory in KiB, and passes."
        ) from None
    return StretchCost(memory_kib, passes)
