"""What an organisation decides for itself: its words, hours, languages and limits."""

import msgspec


class Wording(msgspec.Struct, frozen=True, kw_only=True):
    """One language's words for the region, as whole phrases in the forms that pages need."""

    language: str
    region: str
    in_region: str
    out_of_region: str
    elsewhere: str
    exit_site: str


class StaffedHours(msgspec.Struct, frozen=True, kw_only=True):
    """Minutes after midnight in the organisation's zone; may run past midnight."""

    start: int
    end: int


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
