"""What the forms send, in the domain's words."""

from typing import Final

from corridor.domain.attachments import Category
from corridor.domain.intake import Answer, Eyes, SaidPlace, Way, Who, Wish
from corridor.services.asking import Question
from corridor.web.public.asking_more import answered_of, carried
from corridor.web.public.forms import AskForm

_SOON: Final = {"0": Wish.HOURS, "1": Wish.DAYS, "2": Wish.CAN_WAIT, "": Wish.UNSAID}
WHO: Final = {
    "0": Who.ME,
    "1": Who.ME_AND_OTHERS,
    "2": Who.SOMEONE_ELSE,
    "3": Who.DISAPPEARED,
    "": Who.UNSAID,
}
_PLACE: Final = {
    "": SaidPlace.UNSAID,
    "0": SaidPlace.UNSAID,
    "1": SaidPlace.UNKNOWN,
    "2": SaidPlace.REGION,
    "3": SaidPlace.COUNTRY,
    "4": SaidPlace.ABROAD,
}
WAYS: Final = {"": Way.ONLY_HERE, "0": Way.ONLY_HERE, "1": Way.ALSO_RING}
EYES: Final = {"": Eyes.UNSAID, "0": Eyes.NOBODY, "1": Eyes.SOMEONE}
KINDS: Final = {
    "0": Category.PAPERS,
    "1": Category.THREAT,
    "2": Category.HARM,
    "3": Category.OTHER,
    "4": Category.INTIMATE,
}
ANSWERS: Final = {one.value: one for one in Answer}
FIELDS: Final = ("soon", "who", "what", "place", "told")


def question_of(form: AskForm, *, language: str) -> Question:
    said = form.cleaned_data
    return Question(
        language=language,
        soon=_SOON[said["soon"]],
        who=WHO[said["who"]],
        what=said["what"],
        place=_PLACE[said["place"]],
        answered=answered_of(carried(said["told"])),
    )
