"""What an assessment looks at, and which level it suggests; what each means, from data."""

import tomllib
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Final

import msgspec

from corridor.domain.errors import NotAChoiceError
from corridor.domain.intake import Wish


class Level(StrEnum):
    """How soon somebody must act: the four levels of an assessment, and that there is none."""

    HOURS = "hours"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    UNKNOWN = "unknown"


class Reason(StrEnum):
    """What forces a level. Shown one by one: no sum and no score decides about a person."""

    HELD_NOW = "held_now"
    SEARCHED_FOR = "searched_for"
    EXPECTED_SOON = "expected_soon"
    THREAT_TO_LIFE = "threat_to_life"
    TOLD_TO_RETURN = "told_to_return"
    WHEREABOUTS_KNOWN = "whereabouts_known"
    SUMMONED_WITHOUT_PAPERS = "summoned_without_papers"
    FORCED_MARRIAGE = "forced_marriage"
    SELF_HARM = "self_harm"
    FAMILY_KNOWS = "family_knows"
    NAMED_BY_ANOTHER = "named_by_another"
    PHONE_TAKEN = "phone_taken"
    BLACKMAIL = "blackmail"
    WANTED = "wanted"
    RELEASED_ON_TERMS = "released_on_terms"
    CHILD_ALONE = "child_alone"
    STAY_ENDS = "stay_ends"
    PAPERS_TAKEN = "papers_taken"
    NOWHERE_TO_GO = "nowhere_to_go"
    RARELY_REACHABLE = "rarely_reachable"
    ILLNESS = "illness"


class Threat(StrEnum):
    DEATH_THREAT = "death_threat"
    PRIOR_ABDUCTION = "prior_abduction"
    PRIOR_TORTURE = "prior_torture"
    PRIOR_DETENTION = "prior_detention"
    SEXUAL_VIOLENCE = "sexual_violence"
    SURVEILLANCE = "surveillance"
    BLACKMAIL = "blackmail"
    ENTRAPMENT = "entrapment"
    POLICE_VISIT_HOME = "police_visit_home"
    RELATIVES_PRESSURED = "relatives_pressured"
    PUBLIC_OUTING = "public_outing"
    WANTED_LISTING = "wanted_listing"
    TRAVEL_BAN = "travel_ban"
    EXTRADITION_REQUEST = "extradition_request"
    HONOUR_THREAT = "honour_threat"


class Actor(StrEnum):
    """Who is behind the threat."""

    STATE_LOCAL = "state_local"
    STATE_NATIONAL = "state_national"
    SECURITY_SERVICE = "security_service"
    POLICE = "police"
    ARMY = "army"
    IMMEDIATE_FAMILY = "immediate_family"
    EXTENDED_FAMILY = "extended_family"
    COMMUNITY = "community"
    EMPLOYER = "employer"
    CRIMINAL_GROUP = "criminal_group"
    ONLINE_GROUP = "online_group"
    UNKNOWN = "unknown"


class Reach(StrEnum):
    """How far those behind the threat can follow somebody."""

    HOUSE = "house"
    TOWN = "town"
    REGION = "region"
    COUNTRY = "country"
    NEIGHBOURING_COUNTRIES = "neighbouring_countries"
    INTERNATIONAL = "international"


class Vulnerability(StrEnum):
    MINOR = "minor"
    OLDER = "older"
    PREGNANT = "pregnant"
    SINGLE_PARENT = "single_parent"
    DISABILITY = "disability"
    SERIOUS_ILLNESS = "serious_illness"
    TRAUMA_SYMPTOMS = "trauma_symptoms"
    NO_DOCUMENTS = "no_documents"
    NO_MONEY = "no_money"
    NO_LANGUAGE = "no_language"
    MONITORED_PHONE = "monitored_phone"
    LIVES_WITH_PERSECUTOR = "lives_with_persecutor"
    DEPENDENT_ON_PERSECUTOR = "dependent_on_persecutor"
    KNOWN_PUBLICLY = "known_publicly"
    NO_SAFE_PLACE = "no_safe_place"
    IRREGULAR_STATUS = "irregular_status"
    TRANS_DOCUMENT_MISMATCH = "trans_document_mismatch"


class Capacity(StrEnum):
    SAFE_PLACE_TONIGHT = "safe_place_tonight"
    VALID_PASSPORT = "valid_passport"
    VALID_VISA = "valid_visa"
    MONEY_FOR_TICKET = "money_for_ticket"
    TRUSTED_PERSON = "trusted_person"
    SAFE_PHONE = "safe_phone"
    LAWYER = "lawyer"
    MOBILITY = "mobility"
    LANGUAGE = "language"
    COMMUNITY = "community"
    HOST_ABROAD = "host_abroad"
    MEDIA_OR_DIPLOMATIC_ATTENTION = "media_or_diplomatic_attention"


LEAST: Final = 1
MOST: Final = 5


class Weighed(msgspec.Struct, frozen=True, kw_only=True):
    """What was looked at, and what a person made of it: each of the three from 1 to 5."""

    threats: tuple[Threat, ...] = ()
    actors: tuple[Actor, ...] = ()
    reach: Reach | None = None
    vulnerabilities: tuple[Vulnerability, ...] = ()
    capacities: tuple[Capacity, ...] = ()
    threat: int | None = None
    vulnerability: int | None = None
    capacity: int | None = None

    @property
    def figure(self) -> float | None:
        """Threat times vulnerability through capacity; None until all three are weighed."""
        if self.threat is None or self.vulnerability is None or self.capacity is None:
            return None
        return self.threat * self.vulnerability / self.capacity


class Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    title: str
    address: str


class Forcing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    forces: Level
    source: str


class Listed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    source: str
    factors: tuple[str, ...]


class Bands(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The figure from which each level is suggested."""

    hours: float
    days: float
    weeks: float


class Factors(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    version: int
    as_of: date
    next_review: date
    sources: dict[str, Source]
    bands: Bands
    valid_hours: dict[Level, int]
    answer_hours: dict[Level, int]
    reasons: dict[Reason, Forcing]
    threats: Listed
    actors: Listed
    reach: Listed
    vulnerabilities: Listed
    capacities: Listed


@cache
def factors() -> Factors:
    text = (files("corridor") / "data" / "triage" / "factors.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), Factors)


RANK: Final = {
    Level.UNKNOWN: 0,
    Level.MONTHS: 1,
    Level.WEEKS: 2,
    Level.DAYS: 3,
    Level.HOURS: 4,
}
_WISHED: Final = {
    Wish.HOURS: Level.HOURS,
    Wish.DAYS: Level.DAYS,
    Wish.CAN_WAIT: Level.WEEKS,
    Wish.UNSAID: Level.UNKNOWN,
}


def valid_for(level: Level) -> timedelta:
    return timedelta(hours=factors().valid_hours[level])


def answer_within(level: Level) -> timedelta:
    return timedelta(hours=factors().answer_hours[level])


def band_of(figure: float) -> Level:
    bands = factors().bands
    if figure >= bands.hours:
        return Level.HOURS
    if figure >= bands.days:
        return Level.DAYS
    return Level.WEEKS if figure >= bands.weeks else Level.MONTHS


def suggest(
    *, wish: Wish, reasons: tuple[Reason, ...], weighed: Weighed | None = None
) -> Level:
    """The most urgent of what was wished, what is forced and what the figure comes to."""
    figure = None if weighed is None else weighed.figure
    forced = (factors().reasons[reason].forces for reason in reasons)
    counted = () if figure is None else (band_of(figure),)
    called: tuple[Level, ...] = (_WISHED[wish], *forced, *counted)
    return max(called, key=RANK.__getitem__)


def weigh(draft: Weighed) -> Weighed:
    """All three are weighed, or none: a figure of two says nothing."""
    marks = {
        "threat": draft.threat,
        "vulnerability": draft.vulnerability,
        "capacity": draft.capacity,
    }
    given = [mark for mark in marks.values() if mark is not None]
    for field, mark in marks.items():
        if (mark is None and given) or (mark is not None and not LEAST <= mark <= MOST):
            raise NotAChoiceError(field)
    return draft
