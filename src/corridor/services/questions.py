"""What a steward asks of everybody who writes: published as a whole, kept for ever."""

from corridor.base.ids import ChainId
from corridor.domain import questions, stewarding
from corridor.domain.errors import NotFoundError
from corridor.domain.intake import answer_questions
from corridor.domain.policy import Act
from corridor.domain.question_errors import FormChangedError
from corridor.domain.questions import Form
from corridor.domain.responses import QuestionsAnswered
from corridor.domain.roster import QuestionsPublished
from corridor.services.casefiles import CaseFile, list_again, open_file
from corridor.services.desk import Desk
from corridor.services.dialogues import write_talk
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


def hear(desk: Desk, case: ChainId, answered: QuestionsAnswered) -> CaseFile:
    """What somebody answered by voice, written down by a worker as the person would have."""
    desk.door(Act.ENTER_REQUEST)
    file = open_file(desk, case)
    if file.talk is None:
        raise NotFoundError
    write_talk(
        desk, file.talk.history.chain, lambda dialogue: answer_questions(dialogue, answered)
    )
    return list_again(desk, case)


def published_edition(desk: Desk) -> bytes:
    """Empty until something was published."""
    forms = desk.roster.forms
    return edition_of(forms[-1]) if forms else b""
