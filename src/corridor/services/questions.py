"""What a steward asks of everybody who writes: published as a whole, kept for ever."""

from corridor.domain import questions, stewarding
from corridor.domain.errors import FormChangedError
from corridor.domain.policy import Act
from corridor.domain.questions import Form
from corridor.domain.roster import QuestionsPublished
from corridor.services.desk import Desk
from corridor.services.members import Outcome, write_with
from corridor.services.public_questions import edition_of
from corridor.services.rotating import rotate


def publish(desk: Desk, form: Form, *, base: bytes) -> Outcome | None:
    """None when it says what is published already. `base` is the edition it was made from.

    Raises `FormChangedError` when another steward has published something else since.
    """
    desk.door(Act.CHANGE_SETTINGS)
    if base != published_edition(desk):
        raise FormChangedError
    checked = questions.checked_form(form, languages=desk.settings.languages)
    if desk.roster.forms and desk.roster.forms[-1] == checked:
        return None
    facts = stewarding.change(desk.roster, (QuestionsPublished(form=checked),), by=desk.me)
    return write_with(desk, facts, lambda after: rotate(desk, after))


def published_edition(desk: Desk) -> bytes:
    """Empty until something was published."""
    forms = desk.roster.forms
    return edition_of(forms[-1]) if forms else b""
