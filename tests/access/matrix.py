"""Who is let in where, and what they are answered: by hand, the table of roles is not asked.

Attack case 10: every object id x every role, message ids and second factors among them.
"""

from dataclasses import dataclass

from corridor.domain.policy import Role

CAST = {
    "Deneb": (Role.STEWARD,),
    "Capella": (Role.STEWARD,),
    "Lyra": (Role.CASEWORKER,),
    "Mira": (Role.INTAKE,),
    "Altair": (Role.LAWYER,),
    "Rigel": (Role.RELOCATION,),
    "Spica": (Role.RESEARCHER,),
    "Vega": (Role.PRESS,),
    "Nunki": (Role.SECURITY,),
    "Izar": (Role.DIRECTOR,),
}
STAFF = frozenset(CAST) - {"Capella"}
DESK = frozenset({"Lyra", "Mira", "Altair", "Rigel"})
INTAKE = frozenset({"Lyra", "Mira"})
CASES = frozenset({"Lyra", "Altair", "Rigel"})
PAPERS = frozenset({"Lyra", "Altair"})
WAY = frozenset({"Lyra", "Rigel"})
WORKER = frozenset({"Lyra"})
TRAVEL = frozenset({"Rigel"})
FIGURES = frozenset({"Lyra", "Altair", "Rigel", "Izar"})
VOICE = frozenset({"Vega", "Izar"})
FREEZES = frozenset({"Lyra", "Izar"})
STEWARDS = frozenset({"Deneb"})
SECURITY = frozenset({"Nunki"})
WRITERS = STAFF - {"Spica", "Nunki"}


@dataclass(frozen=True)
class Row:
    """Whom GET and POST let in. None: the method is not answered at all, whoever asks.

    `shown` and `done` are the answers to who is let in, with the right words in the form.
    """

    get: frozenset[str] | None
    post: frozenset[str] | None
    public: bool = False
    shown: int = 200
    done: int = 302


# In an order in which one member can do it all, one thing after another, to the same objects.
MATRIX = {
    "sign-in": Row(STAFF, STAFF, public=True, done=422),
    "stay": Row(None, STAFF, done=204),
    "kept": Row(STAFF, None, shown=302),
    "home": Row(STAFF, None, shown=302),
    "keys": Row(STAFF, STAFF),
    "queue": Row(DESK, None),
    "queue-act": Row(None, DESK),
    "keep-view": Row(None, DESK),
    "drop-view": Row(None, DESK),
    "undo": Row(None, DESK),
    "surge": Row(DESK, None),
    "hand-out": Row(None, INTAKE),
    "shift": Row(None, DESK),
    "end-shift": Row(None, DESK),
    "search": Row(DESK, DESK, done=200),
    "alike": Row(INTAKE, None),
    "alike-to": Row(INTAKE, INTAKE, done=422),  # nobody is chosen
    "duplicates": Row(INTAKE, None),
    "duplicates-of": Row(INTAKE, None),
    "judge-duplicate": Row(None, INTAKE),
    "referrals": Row(INTAKE | STEWARDS, None),
    "intake-card": Row(INTAKE | STEWARDS, None),
    "send-referral": Row(None, INTAKE, done=400),
    "add-partner": Row(None, STEWARDS, done=400),
    "take-referral": Row(None, INTAKE),
    "throw-referral": Row(None, INTAKE),
    "drop-partner": Row(None, STEWARDS),
    "file-limits": Row(STEWARDS, STEWARDS),
    "lists": Row(INTAKE, None),
    "send-list": Row(None, INTAKE, done=400),  # a form without its parts
    "list": Row(INTAKE, None),
    "plan-list": Row(INTAKE, INTAKE),
    "list-rows": Row(None, INTAKE, done=200),
    "start-list": Row(None, INTAKE),
    "undo-list": Row(None, INTAKE),
    "delete-list": Row(None, INTAKE),
    "files": Row(DESK, None),
    "attach-file": Row(None, INTAKE, done=400),  # a form without its parts
    "original-file": Row(DESK, DESK, done=200),
    "remove-file": Row(None, INTAKE),
    "view-file": Row(DESK, None, shown=404),
    "view-file-page": Row(DESK, None, shown=404),
    "view-file-sound": Row(DESK, None, shown=404),
    "enter-request": Row(INTAKE, INTAKE, done=422),  # without the code that the page holds
    "enter-request-draft": Row(None, INTAKE, done=200),
    "request": Row(INTAKE, None),
    "ask-questions": Row(INTAKE, INTAKE),
    "request-take": Row(None, INTAKE),
    "request-assess": Row(None, INTAKE),
    "request-second": Row(None, INTAKE),
    "request-triage": Row(INTAKE, INTAKE),
    "request-attempt": Row(None, INTAKE),
    "request-ring": Row(None, INTAKE),
    "request-agree-ring": Row(None, INTAKE),
    "request-rules": Row(None, INTAKE),
    "reply": Row(None, INTAKE),
    "reply-draft": Row(None, INTAKE, done=200),
    "take-back": Row(None, INTAKE, done=404),  # the half minute is over
    "templates": Row(INTAKE, INTAKE),
    "review-template": Row(None, INTAKE),
    "retire-template": Row(None, INTAKE, done=404),  # there is none by that name
    "make-case": Row(None, WORKER),
    "case": Row(CASES, None),
    "write": Row(None, CASES),
    "write-draft": Row(None, CASES, done=200),
    "add-task": Row(None, CASES),
    "task-done": Row(None, CASES),
    "reopen-task": Row(None, CASES),
    "summary": Row(None, CASES),
    "case-tags": Row(None, CASES),
    "print-sheet": Row(None, CASES),
    "strike": Row(None, CASES),
    "hand-over": Row(None, WORKER),
    "case-take": Row(None, WORKER),
    "case-assess": Row(None, WORKER),
    "case-second": Row(None, WORKER),
    "case-triage": Row(WORKER, WORKER),
    "case-attempt": Row(None, CASES),
    "case-ring": Row(None, CASES),
    "case-agree-ring": Row(None, CASES),
    "case-rules": Row(None, WAY),
    "add-person": Row(None, WAY),
    "step": Row(None, WAY),
    "place": Row(None, WAY),
    "heard": Row(None, WAY),
    "take-out": Row(None, WAY),
    "put-back": Row(None, WAY),
    "show-name": Row(None, CASES, done=200),
    "add-name": Row(None, PAPERS),
    "add-filing": Row(None, PAPERS),
    "decide-filing": Row(None, PAPERS),
    "add-consent": Row(None, PAPERS),
    "withdraw-consent": Row(None, PAPERS),
    "journeys": Row(WAY, None),
    "journey": Row(WAY, None),
    "plan-journey": Row(TRAVEL, TRAVEL),
    "add-leg": Row(None, TRAVEL),
    "change-leg": Row(TRAVEL, TRAVEL),
    "hold-leg": Row(None, TRAVEL),
    "clear-leg": Row(None, TRAVEL),
    "call-off-leg": Row(None, TRAVEL),
    "add-sign": Row(TRAVEL, TRAVEL),
    "move-sign": Row(TRAVEL, TRAVEL),
    "print-plan": Row(None, WAY),
    "take-alarm": Row(None, WAY),
    "sign-of-life": Row(None, WAY),
    "start-leg": Row(None, TRAVEL),
    "end-leg": Row(None, TRAVEL),
    "clear-strays": Row(None, WAY),
    "close-case": Row(None, WORKER),
    "reopen-case": Row(None, WORKER),
    "statistics": Row(FIGURES, None),
    "statistics-csv": Row(FIGURES, None),
    "statements": Row(VOICE, FREEZES),
    "statement": Row(VOICE, None),
    "statement-words": Row(None, VOICE),
    "statement-claim": Row(None, VOICE),
    "statement-act": Row(None, VOICE),
    "wording": Row(WRITERS, None),
    "tongue": Row(WRITERS, WRITERS),
    "offer-language": Row(None, STEWARDS),
    "hold-language-back": Row(None, STEWARDS),
    "preview-wording": Row(WRITERS, None),
    "team": Row(STAFF, None),
    "member": Row(STEWARDS, STEWARDS),
    "add-member": Row(None, STEWARDS, done=200),
    "end-member": Row(None, STEWARDS),
    "second-proposal": Row(None, STEWARDS),
    "questions": Row(STEWARDS, None),
    "change-questions": Row(None, STEWARDS),
    "add-question": Row(STEWARDS, STEWARDS),
    "question": Row(STEWARDS, STEWARDS),
    "preview-questions": Row(STEWARDS, None),
    "publish-questions": Row(None, STEWARDS),
    "journal": Row(SECURITY, None),
    "lock": Row(None, STAFF),
    "sign-out": Row(None, STAFF),
    "end-everywhere": Row(None, STAFF),
}
# What ends the session of who asks; the others are asked in one session.
LEAVES = frozenset({"lock", "sign-out", "end-everywhere"})
# Behind a random address that two stewards share for a quarter of an hour; one that only its
# own member's draft has; a sheet of paper has only its maker. Nobody's role decides there.
ELSEWHERE = frozenset(
    {"recovery", "recovery-turn", "stop-recovery", "drop-kept", "sheet", "plan-sheet"}
)


@dataclass(frozen=True)
class Outside:
    """What anybody is answered without a code and without words; no session changes it."""

    get: int
    post: int
    place: tuple[tuple[str, str | int], ...] = ()


_IN_ENGLISH = (("language", "en"),)
PUBLIC = {
    "healthz": Outside(200, 200),
    "front": Outside(302, 405),
    "leave": Outside(303, 405),
    "ask": Outside(200, 422, _IN_ENGLISH),
    "send": Outside(303, 422, _IN_ENGLISH),
    "more": Outside(303, 422, _IN_ENGLISH),
    "attach": Outside(303, 400, _IN_ENGLISH),
    "back": Outside(200, 422, _IN_ENGLISH),
    "page": Outside(303, 422, _IN_ENGLISH),
    "page-attach": Outside(303, 400, _IN_ENGLISH),
    "page-contact": Outside(303, 422, _IN_ENGLISH),
    "page-words": Outside(303, 422, _IN_ENGLISH),
    "page-correct": Outside(303, 422, _IN_ENGLISH),
    "page-delete": Outside(303, 422, _IN_ENGLISH),
    "page-file": Outside(303, 422, _IN_ENGLISH),
    "page-more": Outside(303, 422, _IN_ENGLISH),
    "page-message": Outside(303, 422, _IN_ENGLISH),
    "page-ok": Outside(303, 422, _IN_ENGLISH),
    "page-reach": Outside(303, 422, _IN_ENGLISH),
    "page-withdraw": Outside(303, 422, _IN_ENGLISH),
    "press": Outside(302, 405),
    "press-all": Outside(200, 405, _IN_ENGLISH),
    "press-statement": Outside(404, 405, (*_IN_ENGLISH, ("number", 1))),
}
