"""Where people are now, and who helped them out: each person once."""

import msgspec

from corridor.domain.milestones import ExitBy, PersonMilestones, Place


class Whereabouts(msgspec.Struct, frozen=True, kw_only=True):
    """Each person once. Who is missing or quiet is "not known", whatever was last said."""

    region: int = 0
    elsewhere: int = 0
    abroad: int = 0
    missing: int = 0
    quiet: int = 0
    unsaid: int = 0

    @property
    def not_known(self) -> int:
        return self.missing + self.quiet + self.unsaid

    @property
    def people(self) -> int:
        return self.region + self.elsewhere + self.abroad + self.not_known


class Exits(msgspec.Struct, frozen=True, kw_only=True):
    by_us: int = 0
    by_partner: int = 0
    alone: int = 0
    unsaid: int = 0

    @property
    def people(self) -> int:
        return self.by_us + self.by_partner + self.alone + self.unsaid


def whereabouts(people: list[PersonMilestones]) -> Whereabouts:
    heard_of = [person.place for person in people if not (person.missing or person.quiet)]
    missing = [person.missing for person in people].count(True)
    return Whereabouts(
        region=heard_of.count(Place.REGION),
        elsewhere=heard_of.count(Place.ELSEWHERE),
        abroad=heard_of.count(Place.ABROAD),
        missing=missing,
        quiet=len(people) - len(heard_of) - missing,
        unsaid=heard_of.count(Place.NOT_KNOWN),
    )


def exits(ways: list[ExitBy | None]) -> Exits:
    return Exits(
        by_us=ways.count(ExitBy.US),
        by_partner=ways.count(ExitBy.PARTNER),
        alone=ways.count(ExitBy.ALONE),
        unsaid=ways.count(None),
    )
