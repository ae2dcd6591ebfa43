"""Who is let in where, written by hand: the table of roles is not asked."""

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


@dataclass(frozen=True)
class Row:
    """Whom GET and POST let in. None: the method is not answered at all, whoever asks."""

    get: frozenset[str] | None
    post: frozenset[str] | None
    public: bool = False


MATRIX = {
    "sign-in": Row(STAFF, STAFF, public=True),
    "lock": Row(None, STAFF),
    "sign-out": Row(None, STAFF),
    "end-everywhere": Row(None, STAFF),
    "stay": Row(None, STAFF),
    "kept": Row(STAFF, None),
    "home": Row(STAFF, None),
    "keys": Row(STAFF, STAFF),
    "queue": Row(DESK, None),
    "queue-act": Row(None, DESK),
    "search": Row(DESK, DESK),
    "enter-request": Row(INTAKE, INTAKE),
    "enter-request-draft": Row(None, INTAKE),
    "request": Row(INTAKE, None),
    "reply": Row(None, INTAKE),
    "reply-draft": Row(None, INTAKE),
    "make-case": Row(None, WORKER),
    "request-take": Row(None, INTAKE),
    "request-assess": Row(None, INTAKE),
    "request-second": Row(None, INTAKE),
    "request-attempt": Row(None, INTAKE),
    "request-rules": Row(None, INTAKE),
    "case": Row(CASES, None),
    "write": Row(None, CASES),
    "write-draft": Row(None, CASES),
    "add-task": Row(None, CASES),
    "task-done": Row(None, CASES),
    "reopen-task": Row(None, CASES),
    "summary": Row(None, CASES),
    "case-tags": Row(None, CASES),
    "hand-over": Row(None, WORKER),
    "close-case": Row(None, WORKER),
    "reopen-case": Row(None, WORKER),
    "strike": Row(None, CASES),
    "case-take": Row(None, WORKER),
    "case-assess": Row(None, WORKER),
    "case-second": Row(None, WORKER),
    "case-attempt": Row(None, CASES),
    "case-rules": Row(None, WAY),
    "add-person": Row(None, WAY),
    "step": Row(None, WAY),
    "place": Row(None, WAY),
    "heard": Row(None, WAY),
    "take-out": Row(None, WAY),
    "put-back": Row(None, WAY),
    "show-name": Row(None, CASES),
    "add-name": Row(None, PAPERS),
    "add-filing": Row(None, PAPERS),
    "decide-filing": Row(None, PAPERS),
    "add-consent": Row(None, PAPERS),
    "withdraw-consent": Row(None, PAPERS),
    "journeys": Row(WAY, None),
    "journey": Row(WAY, None),
    "plan-journey": Row(TRAVEL, TRAVEL),
    "start-leg": Row(None, TRAVEL),
    "end-leg": Row(None, TRAVEL),
    "add-leg": Row(None, TRAVEL),
    "change-leg": Row(TRAVEL, TRAVEL),
    "hold-leg": Row(None, TRAVEL),
    "clear-leg": Row(None, TRAVEL),
    "call-off-leg": Row(None, TRAVEL),
    "add-sign": Row(TRAVEL, TRAVEL),
    "move-sign": Row(TRAVEL, TRAVEL),
    "take-alarm": Row(None, WAY),
    "clear-strays": Row(None, WAY),
    "sign-of-life": Row(None, WAY),
    "statistics": Row(FIGURES, None),
    "statistics-csv": Row(FIGURES, None),
    "statements": Row(VOICE, FREEZES),
    "statement": Row(VOICE, None),
    "statement-words": Row(None, VOICE),
    "statement-claim": Row(None, VOICE),
    "statement-act": Row(None, VOICE),
    "team": Row(STAFF, None),
    "member": Row(STEWARDS, STEWARDS),
    "add-member": Row(None, STEWARDS),
    "end-member": Row(None, STEWARDS),
    "second-proposal": Row(None, STEWARDS),
    "journal": Row(SECURITY, None),
}
# Behind a random address that two stewards share for a quarter of an hour, and one that only
# its own member's draft has: both have tests of their own.
ELSEWHERE = frozenset({"recovery", "recovery-turn", "stop-recovery", "drop-kept"})
