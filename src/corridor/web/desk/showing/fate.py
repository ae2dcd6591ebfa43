"""What became of words after they were said: waiting, taken back, seen, corrected, deleted."""

from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from corridor.domain.intake import Dialogue
from corridor.domain.messages import (
    TAKE_BACK,
    Message,
    TakenBack,
    Voice,
    may_take_back,
    seen_on,
)
from corridor.services.casefiles import CaseFile
from corridor.services.desk import Desk
from corridor.web.desk.pages.timeline import TakeBack
from corridor.web.desk.showing.common import day_words


@dataclass(frozen=True, kw_only=True)
class Fate:
    struck: str = ""
    seen: str = ""
    back: TakeBack | None = None


def fate_of(desk: Desk, file: CaseFile, dialogue: Dialogue, height: int) -> Fate:
    """What stands under the words that were said at this height."""
    said = next((one for one in dialogue.messages if one.height == height), None)
    if said is None:
        return Fate(struck=_taken_back(dialogue, height))
    return Fate(
        struck=_struck(said), seen=_seen(dialogue, said), back=_back(desk, file, dialogue, said)
    )


def _taken_back(dialogue: Dialogue, height: int) -> str:
    facts = (record.fact for record in dialogue.timeline)
    if any(isinstance(fact, TakenBack) and fact.height == height for fact in facts):
        return gettext("Taken back before it could be seen")
    return ""


def _struck(said: Message) -> str:
    if said.voice is Voice.DESK:
        return gettext("They have taken it off their page") if said.deleted else ""
    if said.deleted:
        return gettext("They have deleted these words")
    return gettext("They have corrected this later") if said.corrected else ""


def _seen(dialogue: Dialogue, said: Message) -> str:
    """Of the desk's own words, whether they arrived; that the desk has seen theirs shows."""
    if said.voice is Voice.PERSON:
        return ""
    on = seen_on(dialogue.looks, said)
    return gettext("Seen on their page on %(day)s") % {"day": day_words(on)} if on else ""


def _back(desk: Desk, file: CaseFile, dialogue: Dialogue, said: Message) -> TakeBack | None:
    if not may_take_back(said, dialogue.looks, by=desk.me, at=desk.clock()):
        return None
    until = timezone.localtime(said.at + timedelta(seconds=TAKE_BACK.seconds))
    return TakeBack(
        words=gettext("Nobody has seen it yet: until %(hour)s it can be taken back.")
        % {"hour": f"{until:%H:%M:%S}"},
        url=reverse("take-back", kwargs={"case": file.chain, "height": said.height}),
    )
