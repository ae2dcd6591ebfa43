"""The words that people read for the domain's values, in one place and translatable."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final, TypeVar

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from corridor.domain.cases import CloseReason, Outcome
from corridor.domain.consent import GivenBy, GivenHow, Purpose
from corridor.domain.factors import Level, Reason
from corridor.domain.figures import Unit
from corridor.domain.filings import FilingKind
from corridor.domain.identity import NameKind, SafeWith
from corridor.domain.intake import Channel, Eyes, SaidPlace, Way, Who, Wish
from corridor.domain.milestones import ExitBy, FilingState, Place, Step
from corridor.domain.people import StruckAs
from corridor.domain.settings import Wording
from corridor.domain.templates import About

Value = TypeVar("Value", bound=StrEnum)

WISHES: Final[Mapping[Wish, Promise]] = {
    Wish.HOURS: _("Hours"),
    Wish.DAYS: _("Days"),
    Wish.CAN_WAIT: _("Can wait"),
    Wish.UNSAID: _("They did not say"),
}
WHO: Final[Mapping[Who, Promise]] = {
    Who.ME: _("The person who wrote"),
    Who.ME_AND_OTHERS: _("Them and people with them"),
    Who.SOMEONE_ELSE: _("Someone else"),
    Who.DISAPPEARED: _("Someone has disappeared"),
    Who.UNSAID: _("They did not say"),
}
CHANNELS: Final[Mapping[Channel, Promise]] = {
    Channel.PAGE: _("The public page"),
    Channel.PHONE: _("Phone call"),
    Channel.MESSENGER: _("Messenger"),
    Channel.EMAIL: _("E-mail"),
    Channel.PARTNER: _("Partner"),
    Channel.WALK_IN: _("In person"),
}
WAYS: Final[Mapping[Way, Promise]] = {
    Way.ONLY_HERE: _("Only behind the code"),
    Way.ALSO_RING: _("Also by a channel that rings"),
}
EYES: Final[Mapping[Eyes, Promise]] = {
    Eyes.NOBODY: _("Nobody else sees the phone"),
    Eyes.SOMEONE: _("Someone else may open the phone"),
    Eyes.UNSAID: _("They did not say"),
}
LEVELS: Final[Mapping[Level, Promise]] = {
    Level.HOURS: _("Hours"),
    Level.DAYS: _("Days"),
    Level.WEEKS: _("Weeks"),
    Level.MONTHS: _("Months"),
    Level.UNKNOWN: pgettext_lazy("urgency", "Not known"),
}
REASONS: Final[Mapping[Reason, Promise]] = {
    Reason.HELD_NOW: _("Held by somebody now"),
    Reason.SEARCHED_FOR: _("Somebody is searching for them"),
    Reason.EXPECTED_SOON: _("Somebody is expected soon"),
    Reason.THREAT_TO_LIFE: _("A threat to life"),
    Reason.TOLD_TO_RETURN: _("Told to come back"),
    Reason.WHEREABOUTS_KNOWN: _("It is known where they are"),
    Reason.SUMMONED_WITHOUT_PAPERS: _("Papers taken and told to come today"),
    Reason.FORCED_MARRIAGE: _("A marriage against their will"),
    Reason.SELF_HARM: _("Danger from themselves"),
    Reason.FAMILY_KNOWS: _("The family knows"),
    Reason.NAMED_BY_ANOTHER: _("Named by somebody else"),
    Reason.PHONE_TAKEN: _("The phone was taken"),
    Reason.BLACKMAIL: _("Blackmail"),
    Reason.WANTED: _("Officially wanted"),
    Reason.RELEASED_ON_TERMS: _("Let go on terms"),
    Reason.CHILD_ALONE: _("A child without an adult"),
    Reason.STAY_ENDS: _("The place they stay at ends"),
    Reason.PAPERS_TAKEN: _("Papers were taken"),
    Reason.NOWHERE_TO_GO: _("Nowhere to go"),
    Reason.RARELY_REACHABLE: _("Can be reached only rarely"),
    Reason.ILLNESS: _("Illness or medicine"),
}
OUTCOMES: Final[Mapping[Outcome, Promise]] = {
    Outcome.REACHED: _("Reached"),
    Outcome.NOT_ANSWERED: _("Not answered"),
    Outcome.SOMEONE_ELSE_ANSWERED: _("Someone else answered"),
    Outcome.NOT_DELIVERED: _("Not delivered"),
    Outcome.THEY_WROTE: _("They wrote"),
}
EXITS: Final[Mapping[ExitBy, Promise]] = {
    ExitBy.US: _("By us"),
    ExitBy.PARTNER: _("By a partner"),
    ExitBy.ALONE: _("Alone"),
}
UNITS: Final[Mapping[Unit, Promise]] = {
    Unit.PERSON: _("people"),
    Unit.REQUEST: _("requests"),
    Unit.APPLICATION: _("applications"),
}
STRUCK_AS: Final[Mapping[StruckAs, Promise]] = {
    StruckAs.DUPLICATE: _("Counted elsewhere already"),
    StruckAs.MISTAKE: _("Written down by mistake"),
}
FILING_KINDS: Final[Mapping[FilingKind, Promise]] = {
    FilingKind.HUMANITARIAN_VISA: _("Humanitarian visa"),
    FilingKind.VISA: _("Another visa"),
    FilingKind.ADMISSION: _("Admission on humanitarian grounds"),
    FilingKind.ASYLUM: _("Asylum"),
    FilingKind.RESETTLEMENT: _("Resettlement"),
    FilingKind.FAMILY_REUNION: _("Family reunion"),
    FilingKind.OTHER: _("Another way"),
}
FILING_STATES: Final[Mapping[FilingState, Promise]] = {
    FilingState.LODGED: pgettext_lazy("application", "Waiting"),
    FilingState.GRANTED: pgettext_lazy("application", "Granted"),
    FilingState.REFUSED: pgettext_lazy("application", "Refused"),
    FilingState.WITHDRAWN: pgettext_lazy("application", "Withdrawn"),
}
PURPOSES: Final[Mapping[Purpose, Promise]] = {
    Purpose.CASE_SERVICES: _("Help by our own people"),
    Purpose.SHARE_PARTNER: _("Share with a partner"),
    Purpose.SHARE_EMBASSY: _("Share with the consulate"),
    Purpose.SHARE_UN: _("Share with the United Nations"),
    Purpose.SHARE_AUTHORITY: _("Share with an authority"),
    Purpose.MISSING_SEARCH: _("Search if they go missing"),
    Purpose.DOCUMENTATION_INTERNAL: _("Keep as our documentation"),
    Purpose.DOCUMENTATION_COURT: _("Use before a court"),
    Purpose.STATISTICS: _("Count in our figures"),
    Purpose.STORY_ANONYMOUS: _("A story without a name"),
    Purpose.STORY_IDENTIFIED: _("A story with name or face"),
    Purpose.MEDIA_CONTACT: _("Talk with journalists"),
    Purpose.LONG_TERM_ARCHIVE: _("Keep in an archive"),
}
GIVEN_BY: Final[Mapping[GivenBy, Promise]] = {
    GivenBy.SELF: _("The person"),
    GivenBy.GUARDIAN: _("A guardian"),
    GivenBy.FAMILY: _("The family"),
    GivenBy.PROXY: _("Somebody they named"),
}
GIVEN_HOW: Final[Mapping[GivenHow, Promise]] = {
    GivenHow.SPOKEN: _("Spoken"),
    GivenHow.WRITTEN: _("Written"),
    GivenHow.SIGNED: _("Signed"),
    GivenHow.CHAT: _("On the code page"),
}
CLOSE_REASONS: Final[Mapping[CloseReason, Promise]] = {
    CloseReason.SETTLED: _("Settled"),
    CloseReason.SAFE_WHERE_THEY_ARE: _("Safe where they are"),
    CloseReason.STAYS_BY_CHOICE: _("Stays by their own choice"),
    CloseReason.REFERRED: _("Handed on to others"),
    CloseReason.WITHDREW: _("They withdrew"),
    CloseReason.OUT_OF_MANDATE: _("Not what we do"),
    CloseReason.NO_CAPACITY: _("We could not"),
    CloseReason.LOST_CONTACT: _("Contact lost"),
    CloseReason.RETURNED: _("Went back"),
    CloseReason.DETAINED: _("Detained"),
    CloseReason.DIED: _("Died"),
    CloseReason.DUPLICATE: _("The same as another case"),
    CloseReason.OTHER: _("Another reason"),
}
NAME_KINDS: Final[Mapping[NameKind, Promise]] = {
    NameKind.LEGAL: _("In the papers"),
    NameKind.USED: _("The one they use"),
    NameKind.ALIAS: _("Another one"),
    NameKind.NEVER: _("Never to be used"),
}
SAFE_WITH: Final[Mapping[SafeWith, Promise]] = {
    SafeWith.TEAM: _("Our people"),
    SafeWith.FAMILY: _("The family"),
    SafeWith.NOBODY: _("Nobody"),
}


ABOUT: Final[dict[About, Promise]] = {
    About.YES: _("Yes, we can"),
    About.NOT_US: _("Not us"),
    About.NOT_YET: _("Not yet"),
    About.ELSEWHERE: _("Where else to turn"),
    About.NEVER_CHARGE: _("We never charge"),
    About.OTHER: _("Something else"),
}


def choices(
    words: Mapping[Value, Promise], *, leave_out: Iterable[Value] = ()
) -> list[tuple[str, Promise | str]]:
    """Offer values in a form: what is sent is the domain's own value."""
    hidden = frozenset(leave_out)
    return [(value.value, said) for value, said in words.items() if value not in hidden]


def step_words(step: Step, *, wording: Wording) -> str:
    """Name a step at the start of a line, in the organisation's own words for its region."""
    return {
        Step.ASKED: gettext("Asked"),
        Step.IN_TOUCH: gettext("In touch"),
        Step.OUT_OF_REGION: capfirst(wording.out_of_region),
        Step.PAPERS: gettext("Papers"),
        Step.ABROAD: gettext("Abroad"),
        Step.SETTLED: gettext("Settled"),
    }[step]


def place_words(place: Place, *, wording: Wording) -> str:
    return {
        Place.REGION: capfirst(wording.in_region),
        Place.ELSEWHERE: capfirst(wording.elsewhere),
        Place.ABROAD: gettext("Abroad"),
        Place.NOT_KNOWN: gettext("Not known"),
    }[place]


def said_place_words(place: SaidPlace, *, wording: Wording) -> str:
    """Say where a person says they are. What was not said stays unsaid."""
    return {
        SaidPlace.UNSAID: gettext("They did not say"),
        SaidPlace.UNKNOWN: gettext("Not known"),
        SaidPlace.REGION: capfirst(wording.in_region),
        SaidPlace.COUNTRY: capfirst(wording.elsewhere),
        SaidPlace.ABROAD: gettext("Abroad"),
    }[place]
