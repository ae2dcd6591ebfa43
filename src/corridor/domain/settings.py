"""What an organisation decides for itself: its words, hours, languages and limits."""

import msgspec
from msgspec.structs import replace

from corridor.domain.attachments import Limits
from corridor.domain.countries import CODES
from corridor.domain.errors import (
    EmptyFieldError,
    LimitTooLowError,
    NotAChoiceError,
    UnknownCountryError,
    UnknownZoneError,
    WordingMissingError,
)
from corridor.domain.words import line
from corridor.domain.zones import is_zone


class Wording(msgspec.Struct, frozen=True, kw_only=True):
    """One language's words for the region, as whole phrases in the forms that pages need.

    `origin` and `left` stand in sentences: "people from the republic" («из республики»),
    "have left the republic" («из республики выехали»).
    """

    language: str
    region: str
    in_region: str
    out_of_region: str
    origin: str
    left: str
    elsewhere: str
    exit_site: str


class StaffedHours(msgspec.Struct, frozen=True, kw_only=True):
    """Minutes after midnight in the organisation's zone; may run past midnight."""

    start: int
    end: int


class Keeping(msgspec.Struct, frozen=True, kw_only=True):
    """How long words stay after the desk has ended its work, and a backup after it was made.

    `backups` of 0 says that nothing is promised about backups.
    """

    after_end: int = 90
    backups: int = 0


class OrganisationSettings(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    wordings: tuple[Wording, ...]
    country: str
    zone: str
    staffed: tuple[StaffedHours, ...]
    exit_site: str
    languages: tuple[str, ...]
    small_number: int = 5
    notice_delays: tuple[int, ...] = (0, 10, 20)
    notice_repeat: int = 10
    files: Limits = Limits()
    keeping: Keeping = Keeping()

    def wording(self, language: str) -> Wording:
        """The words of `language`, or of the first language where it has none of its own."""
        return next(
            (one for one in self.wordings if one.language == language), self.wordings[0]
        )


SMALLEST_NUMBER = 5
DAY = 24 * 60


def settle(draft: OrganisationSettings) -> OrganisationSettings:
    """Settings that pages, clocks and figures can rely on; a refusal names the field."""
    if draft.country not in CODES:
        raise UnknownCountryError("country")
    if not is_zone(draft.zone):
        raise UnknownZoneError("zone")
    if not draft.languages:
        raise EmptyFieldError("languages")
    if set(draft.languages) - {wording.language for wording in draft.wordings}:
        raise WordingMissingError("wordings")
    if not all(wording.origin and wording.left for wording in draft.wordings):
        raise EmptyFieldError("wordings")
    _numbers(draft)
    if draft.keeping.after_end < 1 or draft.keeping.backups < 0:
        raise LimitTooLowError("keeping", least=1)
    return replace(draft, name=line(draft.name, field="name"))


def _numbers(draft: OrganisationSettings) -> None:
    """Fewer than five people could be counted out, so no setting goes below."""
    if draft.small_number < SMALLEST_NUMBER:
        raise LimitTooLowError("small_number", least=SMALLEST_NUMBER)
    if draft.notice_repeat < 1:
        raise LimitTooLowError("notice_repeat", least=1)
    if min(draft.files.largest_mb, draft.files.most) < 1:
        raise LimitTooLowError("files", least=1)
    if draft.files.together_mb < draft.files.largest_mb:
        raise LimitTooLowError("files", least=draft.files.largest_mb)
    delays = draft.notice_delays
    if not delays or delays[0] < 0 or list(delays) != sorted(set(delays)):
        raise NotAChoiceError("notice_delays")
    if not all(0 <= day.start < DAY and 0 <= day.end <= DAY for day in draft.staffed):
        raise NotAChoiceError("staffed")
    if not draft.exit_site.startswith("https://"):
        raise NotAChoiceError("exit_site")
