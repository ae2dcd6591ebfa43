"""What a member says at each address: words that are done, if the right one says them."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from corridor.domain.errors import NotFoundError
from corridor.services.casefiles import open_file
from tests.access.objects import HOUR, PARTNER, Objects, leg_words
from tests.services.staff import REPUBLIC
from tests.web.desk.office import Office

DAY: Final = "%d.%m.%Y"
Words = Mapping[str, Any]
Said = Callable[[Objects, Office], Words]


def _now(office: Office) -> datetime:
    return office.watch().astimezone(ZoneInfo(REPUBLIC.zone))


def _earlier(office: Office) -> str:
    return (_now(office) - timedelta(hours=2)).strftime(HOUR)


def _yesterday(office: Office) -> str:
    return (_now(office) - timedelta(days=1)).strftime(DAY)


def _attempt(_known: Objects, office: Office) -> Words:
    return {
        "tried_at": _earlier(office),
        "way": "phone",
        "outcome": "they_wrote",
        "words": "They called us",
    }


def _ring(_known: Objects, _office: Office) -> Words:
    return {"way": "phone", "why": "Men wait at the other door."}


def _assess(_known: Objects, office: Office) -> Words:
    return {"level": "days", "words": "So it seems", "owner": office.id("Mira")}


def _rules(_known: Objects, _office: Office) -> Words:
    return {"channels": "phone", "hours": "20:00 to 23:00", "never_say": "parade"}


def _consent(known: Objects, office: Office) -> Words:
    return {
        "person": known.there["person"],
        "purpose": "case_services",
        "answer": "yes",
        "given_by": "self",
        "how": "spoken",
        "on": _yesterday(office),
    }


def _filing(known: Objects, office: Office) -> Words:
    return {
        "person": known.there["person"],
        "country": "DE",
        "route": "visa",
        "on": _yesterday(office),
    }


def _journey(known: Objects, office: Office) -> Words:
    return {"people": known.there["person"], **leg_words(office)}


def _claim(_known: Objects, office: Office) -> Words:
    return {
        "speaker_en": "Lithuania’s foreign minister",
        "speaker_ru": "Министр иностранных дел Литвы",
        "verb": "says",
        "count": "2",
        "unit": "person",
        "about_en": "have been granted visas",
        "about_ru": "получили визы",
        "as_of": _yesterday(office),
        "source": "A newspaper",
    }


def _task(known: Objects, _office: Office) -> Words:
    return {"case": known.case, "do": "task", "filled": "yes", "title": "Ring the lawyer"}


def _judged(known: Objects, office: Office) -> Words:
    """Two people of two files, where there are two that anybody may open."""
    other = known.spare
    with suppress(NotFoundError):
        other = open_file(office.open("Lyra"), known.request).case.people[0].person
    return {
        "person": known.there["person"],
        "other_case": known.request,
        "other": other,
        "verdict": "later",
    }


def _asked(_known: Objects, _office: Office) -> Words:
    return {"kind": "words", "words_en": "What should we know first?"}


_SAID: Final[dict[str, Said]] = {
    "keys": lambda _known, _office: {"letter_keys": "on"},
    "queue-act": _task,
    "hand-out": lambda _known, office: {"to": office.id("Mira"), "many": "1"},
    "keep-view": lambda _known, _office: {"name": "Nobody's, urgent"},
    "shift": lambda _known, _office: {"hours": "8"},
    "search": lambda _known, _office: {"words": "K"},
    "judge-duplicate": _judged,
    "drop-partner": lambda known, _office: {"key": known.there[PARTNER]},
    "file-limits": lambda _known, _office: {
        "largest_mb": "500",
        "most": "20",
        "together_mb": "2000",
    },
    "plan-list": lambda _known, _office: {
        "alphabet": "utf-8",
        "sign": "comma",
        "days": "unsaid",
        "language": "en",
        "channel": "partner",
        "column-0": "words",
        "do": "save",
    },
    "enter-request": lambda _known, _office: {"what": "They called."},
    "enter-request-draft": lambda _known, _office: {"what": "They called."},
    "request-assess": _assess,
    "request-triage": _assess,
    "case-triage": _assess,
    "request-attempt": _attempt,
    "request-rules": _rules,
    "templates": lambda _known, _office: {
        "language": "en",
        "about": "other",
        "title": "We read it",
        "text": "We have read it.",
    },
    "request-ring": _ring,
    "case-ring": _ring,
    "reply": lambda _known, _office: {"text": "We have read it."},
    "reply-draft": lambda _known, _office: {"text": "We will"},
    "make-case": lambda _known, _office: {"people": "1"},
    "write": lambda _known, _office: {"kind": "note", "text": "Rang the lawyer."},
    "write-draft": lambda _known, _office: {"kind": "note", "text": "Will ring"},
    "add-task": lambda _known, _office: {"title": "Ring the lawyer"},
    "summary": lambda _known, _office: {"line": "Waits for an answer"},
    "case-tags": lambda _known, _office: {"tags": "waits"},
    "strike": lambda _known, _office: {"words": "Another case’s call"},
    "hand-over": lambda _known, office: {"to": office.id("Mira")},
    "case-assess": _assess,
    "case-attempt": _attempt,
    "case-rules": _rules,
    "add-person": lambda _known, _office: {"label": "younger brother"},
    "step": lambda _known, office: {"step": "in_touch", "on": _yesterday(office)},
    "place": lambda _known, office: {"place": "region", "on": _yesterday(office)},
    "heard": lambda _known, office: {"what": "quiet", "on": _yesterday(office)},
    "take-out": lambda _known, _office: {"why": "duplicate"},
    "put-back": lambda _known, _office: {"words": "They are two after all"},
    "add-name": lambda _known, _office: {"name": "An Invented", "sort": "used"},
    "add-filing": _filing,
    "decide-filing": lambda _known, office: {"decision": "granted", "on": _yesterday(office)},
    "add-consent": _consent,
    "plan-journey": _journey,
    "add-leg": lambda _known, office: leg_words(office, after=13),
    "change-leg": lambda _known, office: {**leg_words(office), "why": "No seats were left"},
    "hold-leg": lambda _known, _office: {"why": "The road is watched"},
    "call-off-leg": lambda _known, _office: {"why": "They stay where they are"},
    "add-sign": lambda _known, office: leg_words(office, after=4),
    "move-sign": lambda _known, office: leg_words(office, after=4),
    "sign-of-life": lambda _known, _office: {"verdict": "fine", "words": "She rang."},
    "end-leg": lambda _known, _office: {"how": "arrived"},
    "clear-strays": lambda known, _office: {"alarm": known.there["alarm"]},
    "close-case": lambda _known, _office: {"reason": "other", "words": "It is over"},
    "reopen-case": lambda _known, _office: {"words": "They wrote again"},
    "statement-words": lambda _known, _office: {"opening_en": "So far.", "opening_ru": "Пока."},
    "statement-claim": _claim,
    "statement-act": lambda _known, _office: {"do": "ask"},
    "member": lambda _known, _office: {"roles": "researcher", "reason": "Asked for"},
    "add-member": lambda _known, _office: {
        "handle": "Polaris",
        "roles": "researcher",
        "reason": "Begins today",
    },
    "end-member": lambda known, _office: {
        "member": known.there["member"],
        "reason": "Leaves today",
    },
    "change-questions": lambda _known, _office: {"do": "up", "question": "need"},
    "add-question": _asked,
    "question": _asked,
    "publish-questions": lambda _known, _office: {"looked": "on"},
    "second-proposal": lambda _known, _office: {"do": "decline"},
}


def words_for(name: str, known: Objects, office: Office) -> Words:
    """The form that the address takes; nothing for a button."""
    said = _SAID.get(name)
    return {} if said is None else said(known, office)
