"""A receipt as an ordinary note on a phone: nobody who scrolls past it sees a code.

Nothing is stored and no file is made: the lines stand on the page, to be copied or typed.
"""

from dataclasses import dataclass, field

from django.utils.translation import pgettext

from corridor.crypto.receipt import Receipt


@dataclass(frozen=True, kw_only=True)
class Notes:
    """The same receipt twice: as readings of meters, and as things to buy."""

    meters: tuple[str, ...] = field(repr=False)
    shopping: tuple[str, ...] = field(repr=False)

    @property
    def meters_text(self) -> str:
        return "\n".join(self.meters)

    @property
    def shopping_text(self) -> str:
        return "\n".join(self.shopping)


def notes_of(receipt: Receipt, *, language: str) -> Notes:
    """Read back whole: among words no other word of a list stands, among digits no digit."""
    groups = receipt.digits().split()
    readings = (f"{meter} {group}" for meter, group in zip(_meters(), groups, strict=True))
    words = (f"- {word}" for word in receipt.words(language))
    return Notes(
        meters=(pgettext("heading of an ordinary note", "Meter readings"), *readings),
        shopping=(pgettext("heading of an ordinary note", "Shopping"), *words),
    )


def _meters() -> tuple[str, ...]:
    """Six meters of five digits each, as they hang in a flat."""
    return (
        pgettext("meter in a flat", "Kitchen, cold"),
        pgettext("meter in a flat", "Kitchen, hot"),
        pgettext("meter in a flat", "Bathroom, cold"),
        pgettext("meter in a flat", "Bathroom, hot"),
        pgettext("meter in a flat", "Electricity"),
        pgettext("meter in a flat", "Gas"),
    )
