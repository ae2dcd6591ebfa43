"""What the forms send, in the domain's words."""

from collections.abc import Mapping
from typing import Final

from corridor.domain.attachments import Category
from corridor.domain.intake import (
    Answer,
    Channel,
    Eyes,
    PicksUp,
    ReachRules,
    SaidPlace,
    Way,
    Who,
    Wish,
)
from corridor.services.asking import Question
from corridor.web.public.asking_more import answered_of, carried
from corridor.web.public.forms import AskForm, ContactForm

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
CHANNELS: Final = {
    "": None,
    "0": None,
    "1": Channel.PHONE,
    "2": Channel.MESSENGER,
    "3": Channel.EMAIL,
}
PICKS_UP: Final = {
    "": PicksUp.UNSAID,
    "0": PicksUp.ONLY_ME,
    "1": PicksUp.TRUSTED,
    "2": PicksUp.ANYBODY,
}
ANSWERS: Final = {one.value: one for one in Answer}
FIELDS: Final = ("soon", "who", "what", "place", "told")


def rules_of(form: ContactForm) -> ReachRules:
    """The first word to avoid ends at its comma; so does each that follows."""
    said, hours = form.cleaned_data, form.cleaned_data["hours"]
    return ReachRules(
        way=WAYS[said["way"]],
        eyes=EYES[said["eyes"]],
        how=said["how"],
        channel=CHANNELS[said["channel"]],
        opens=None if hours is None else hours.start,
        closes=None if hours is None else hours.end,
        picks_up=PICKS_UP[said["picks_up"]],
        pretend=said["pretend"],
        avoid=tuple(word.strip() for word in said["avoid"].split(",") if word.strip()),
        question=said["question"],
        reply=said["reply"],
        languages=said["languages"],
    )


def typed_rules(rules: ReachRules | None) -> dict[str, str]:
    """As the form shows what was saved before."""
    if rules is None:
        return {}
    opens, closes = rules.opens, rules.closes
    safe = opens is not None and closes is not None
    return {
        "way": _number(WAYS, rules.way),
        "eyes": _number(EYES, rules.eyes),
        "how": rules.how,
        "channel": _number(CHANNELS, rules.channel),
        "hours": f"{_clock(opens)} \N{EN DASH} {_clock(closes)}" if safe else "",
        "picks_up": _number(PICKS_UP, rules.picks_up),
        "pretend": rules.pretend,
        "avoid": ", ".join(rules.avoid),
        "question": rules.question,
        "reply": rules.reply,
        "languages": rules.languages,
    }


def _number(numbered: Mapping[str, object], value: object) -> str:
    return [number for number, one in numbered.items() if one is value][-1]


def _clock(minutes: int | None) -> str:
    minutes = minutes or 0
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


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
