"""What an entry says, and who has which name in the file that it stands in."""

from dataclasses import dataclass

from django.utils.translation import gettext

from corridor.base.ids import FilingId, MemberId, PersonId, TaskId
from corridor.domain.casefile import Case
from corridor.domain.people import find
from corridor.domain.removals import everybody, removals
from corridor.domain.settings import Wording
from corridor.services.desk import Desk
from corridor.web.desk.pages.countries import country_name
from corridor.web.desk.shells import member_mark
from corridor.web.desk.showing.common import wording_of
from corridor.web.ui.marks import Tone


@dataclass(frozen=True, kw_only=True)
class Told:
    """`what` goes after who did it; `text` holds the words that came with it."""

    what: str
    icon: str
    tone: Tone = Tone.PLAIN
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Teller:
    """Who reads, and the file in which people, tasks and applications have their names."""

    desk: Desk
    case: Case

    @property
    def wording(self) -> Wording:
        return wording_of(self.desk)

    def handle(self, member: MemberId) -> str:
        return member_mark(self.desk, member).handle

    def person(self, person: PersonId) -> str:
        return person_label(self.case, person)

    def task(self, task: TaskId) -> str:
        return next((one.title for one in self.case.tasks if one.task == task), "")

    def application(self, filing: FilingId) -> str:
        found = next((one for one in self.case.filings if one.filing == filing), None)
        if found is None:
            return ""
        return f"{country_name(found.country)}, {self.person(found.person)}"


def person_label(case: Case, person: PersonId) -> str:
    """What lists may show of a person: the label, or the number in the file that stays theirs.

    Whoever was taken out keeps both.
    """
    found = find(case.people, person)
    gone = None if found else next((o for o in removals(case) if o.person == person), None)
    label = found.label if found else gone.label if gone else ""
    known = everybody(case)
    if not label and person in known:
        return gettext("Person %(number)s") % {"number": known.index(person) + 1}
    return label or gettext("A person taken out")


def joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)
