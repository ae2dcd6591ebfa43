"""The words that people read for what an assessment looks at."""

from collections.abc import Iterable, Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from corridor.domain.factors import (
    LEAST,
    MOST,
    Actor,
    Capacity,
    Level,
    Reach,
    Reason,
    Threat,
    Vulnerability,
    factors,
)
from corridor.web.desk.words import LEVELS, REASONS

THREATS: Final[Mapping[Threat, Promise]] = {
    Threat.DEATH_THREAT: _("Threatened with death"),
    Threat.PRIOR_ABDUCTION: _("Abducted before"),
    Threat.PRIOR_TORTURE: _("Tortured before"),
    Threat.PRIOR_DETENTION: _("Detained before"),
    Threat.SEXUAL_VIOLENCE: _("Sexual violence"),
    Threat.SURVEILLANCE: _("Watched or followed"),
    Threat.BLACKMAIL: _("Blackmail"),
    Threat.ENTRAPMENT: _("Lured into a trap"),
    Threat.POLICE_VISIT_HOME: _("Police came to their home"),
    Threat.RELATIVES_PRESSURED: _("Relatives are pressed"),
    Threat.PUBLIC_OUTING: _("Exposed in public"),
    Threat.WANTED_LISTING: _("On a wanted list"),
    Threat.TRAVEL_BAN: _("Not allowed to leave the country"),
    Threat.EXTRADITION_REQUEST: _("Another state asks for extradition"),
    Threat.HONOUR_THREAT: _("Threatened for the family’s honour"),
}
ACTORS: Final[Mapping[Actor, Promise]] = {
    Actor.STATE_LOCAL: _("Local authorities"),
    Actor.STATE_NATIONAL: _("State authorities"),
    Actor.SECURITY_SERVICE: _("Security service"),
    Actor.POLICE: pgettext_lazy("who threatens", "Police"),
    Actor.ARMY: pgettext_lazy("who threatens", "Army"),
    Actor.IMMEDIATE_FAMILY: _("Close family"),
    Actor.EXTENDED_FAMILY: _("Wider family"),
    Actor.COMMUNITY: pgettext_lazy("who threatens", "Neighbours and community"),
    Actor.EMPLOYER: pgettext_lazy("who threatens", "Employer"),
    Actor.CRIMINAL_GROUP: _("A criminal group"),
    Actor.ONLINE_GROUP: _("A group on the internet"),
    Actor.UNKNOWN: pgettext_lazy("who threatens", "Not known"),
}
REACHES: Final[Mapping[Reach, Promise]] = {
    Reach.HOUSE: _("One house"),
    Reach.TOWN: _("One town"),
    Reach.REGION: _("The region"),
    Reach.COUNTRY: _("The whole country"),
    Reach.NEIGHBOURING_COUNTRIES: _("Neighbouring countries, too"),
    Reach.INTERNATIONAL: _("Far abroad, too"),
}
VULNERABILITIES: Final[Mapping[Vulnerability, Promise]] = {
    Vulnerability.MINOR: _("Under age"),
    Vulnerability.OLDER: _("Old"),
    Vulnerability.PREGNANT: _("Pregnant"),
    Vulnerability.SINGLE_PARENT: _("Alone with children"),
    Vulnerability.DISABILITY: _("A disability"),
    Vulnerability.SERIOUS_ILLNESS: _("A serious illness"),
    Vulnerability.TRAUMA_SYMPTOMS: _("Signs of trauma"),
    Vulnerability.NO_DOCUMENTS: _("No papers"),
    Vulnerability.NO_MONEY: _("No money"),
    Vulnerability.NO_LANGUAGE: _("Does not speak the language around them"),
    Vulnerability.MONITORED_PHONE: _("Their phone is watched"),
    Vulnerability.LIVES_WITH_PERSECUTOR: _("Lives with who threatens them"),
    Vulnerability.DEPENDENT_ON_PERSECUTOR: _("Depends on who threatens them"),
    Vulnerability.KNOWN_PUBLICLY: _("Known in public"),
    Vulnerability.NO_SAFE_PLACE: _("No safe place"),
    Vulnerability.IRREGULAR_STATUS: _("No right to stay where they are"),
    Vulnerability.TRANS_DOCUMENT_MISMATCH: _("Papers do not fit how they look or live"),
}
CAPACITIES: Final[Mapping[Capacity, Promise]] = {
    Capacity.SAFE_PLACE_TONIGHT: _("A safe place tonight"),
    Capacity.VALID_PASSPORT: _("A valid passport"),
    Capacity.VALID_VISA: _("A valid visa"),
    Capacity.MONEY_FOR_TICKET: _("Money for a ticket"),
    Capacity.TRUSTED_PERSON: _("Somebody whom they trust"),
    Capacity.SAFE_PHONE: _("A safe phone"),
    Capacity.LAWYER: _("A lawyer"),
    Capacity.MOBILITY: _("Can move around freely"),
    Capacity.LANGUAGE: _("Speaks the language of where they go"),
    Capacity.COMMUNITY: _("People who stand by them"),
    Capacity.HOST_ABROAD: _("Somebody abroad who takes them in"),
    Capacity.MEDIA_OR_DIPLOMATIC_ATTENTION: _("Journalists or diplomats know of them"),
}
MARKS: Final[Mapping[int, Promise]] = {
    1: _("1, very little"),
    2: _("2, little"),
    3: _("3, some"),
    4: _("4, much"),
    5: _("5, very much"),
}


def marks() -> list[tuple[str, Promise]]:
    return [(str(mark), MARKS[mark]) for mark in range(LEAST, MOST + 1)]


def forcing(level: Level) -> list[tuple[str, Promise | str]]:
    """Reasons that force this level, in the order of the data."""
    known = factors().reasons.items()
    return [(reason.value, REASONS[reason]) for reason, one in known if one.forces is level]


def forced_words(reason: Reason) -> str:
    """A reason and what it forces: "Held by somebody now (Hours)"."""
    return f"{REASONS[reason]} ({LEVELS[factors().reasons[reason].forces]})"


def listed(words: Iterable[Promise]) -> str:
    return ", ".join(map(str, words))
