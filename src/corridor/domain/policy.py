"""Who may do what, in one table, and which keys go with which role. No role has everything."""

from collections.abc import Iterable
from enum import StrEnum

from corridor.domain.access import Compartment


class Role(StrEnum):
    INTAKE = "intake"
    CASEWORKER = "caseworker"
    LAWYER = "lawyer"
    RELOCATION = "relocation"
    RESEARCHER = "researcher"
    PRESS = "press"
    SECURITY = "security"
    STEWARD = "steward"
    DIRECTOR = "director"


class Act(StrEnum):
    SEE_QUEUE = "see_queue"
    SEARCH = "search"
    ENTER_REQUEST = "enter_request"
    IMPORT_LISTS = "import_lists"
    UNDO_LISTS = "undo_lists"
    OPEN_REFERRALS = "open_referrals"
    SEE_PARTNERS = "see_partners"
    LIST_PARTNERS = "list_partners"
    OPEN_REQUEST = "open_request"
    REPLY = "reply"
    ASSESS = "assess"
    COMPARE_PEOPLE = "compare_people"
    SET_CONTACT_RULES = "set_contact_rules"
    TRY_CONTACT = "try_contact"
    MAKE_CASE = "make_case"
    OPEN_CASE = "open_case"
    TAKE_CASE = "take_case"
    HAND_OVER = "hand_over"
    WRITE_NOTE = "write_note"
    SET_TASK = "set_task"
    RECORD_STEP = "record_step"
    RECORD_CONSENT = "record_consent"
    CLOSE_CASE = "close_case"
    GRANT_ACCESS = "grant_access"
    SHOW_NAMES = "show_names"
    WRITE_NAMES = "write_names"
    SEE_JOURNEYS = "see_journeys"
    PLAN_JOURNEY = "plan_journey"
    RECORD_CHECK_IN = "record_check_in"
    TAKE_ALARM = "take_alarm"
    LODGE_FILING = "lodge_filing"
    SEE_STATISTICS = "see_statistics"
    FREEZE_FIGURES = "freeze_figures"
    SEE_STATEMENTS = "see_statements"
    DRAFT_STATEMENT = "draft_statement"
    RELEASE_STATEMENT = "release_statement"
    USE_TEMPLATES = "use_templates"
    SEE_WORDING = "see_wording"
    WRITE_WORDING = "write_wording"
    OFFER_LANGUAGE = "offer_language"
    SEE_TEAM = "see_team"
    MANAGE_MEMBERS = "manage_members"
    CHANGE_SETTINGS = "change_settings"
    RECOVER = "recover"
    SEE_JOURNAL = "see_journal"


_I, _C, _L, _R = Role.INTAKE, Role.CASEWORKER, Role.LAWYER, Role.RELOCATION
_RESEARCHER, _PRESS, _SECURITY = Role.RESEARCHER, Role.PRESS, Role.SECURITY
_STEWARD, _DIRECTOR = Role.STEWARD, Role.DIRECTOR
_EVERYBODY = frozenset(Role)

ROLES_FOR: dict[Act, frozenset[Role]] = {
    Act.SEE_QUEUE: frozenset({_I, _C, _L, _R}),
    Act.SEARCH: frozenset({_I, _C, _L, _R}),
    Act.ENTER_REQUEST: frozenset({_I, _C}),
    Act.IMPORT_LISTS: frozenset({_I, _C}),
    Act.UNDO_LISTS: frozenset({_STEWARD}),
    Act.OPEN_REFERRALS: frozenset({_I, _C}),
    Act.SEE_PARTNERS: frozenset({_I, _C, _STEWARD}),
    Act.LIST_PARTNERS: frozenset({_STEWARD}),
    Act.OPEN_REQUEST: frozenset({_I, _C}),
    Act.REPLY: frozenset({_I, _C}),
    Act.ASSESS: frozenset({_I, _C}),
    Act.COMPARE_PEOPLE: frozenset({_I, _C}),
    Act.SET_CONTACT_RULES: frozenset({_I, _C, _R}),
    Act.TRY_CONTACT: frozenset({_I, _C, _L, _R}),
    Act.MAKE_CASE: frozenset({_C}),
    Act.OPEN_CASE: frozenset({_C, _L, _R}),
    Act.TAKE_CASE: frozenset({_I, _C}),
    Act.HAND_OVER: frozenset({_I, _C}),
    Act.WRITE_NOTE: frozenset({_I, _C, _L, _R}),
    Act.SET_TASK: frozenset({_I, _C, _L, _R}),
    Act.RECORD_STEP: frozenset({_C, _R}),
    Act.RECORD_CONSENT: frozenset({_C, _L}),
    Act.CLOSE_CASE: frozenset({_C}),
    Act.GRANT_ACCESS: frozenset({_C}),
    Act.SHOW_NAMES: frozenset({_C, _L, _R}),
    Act.WRITE_NAMES: frozenset({_C, _L}),
    Act.SEE_JOURNEYS: frozenset({_C, _R}),
    Act.PLAN_JOURNEY: frozenset({_R}),
    Act.RECORD_CHECK_IN: frozenset({_C, _R}),
    Act.TAKE_ALARM: frozenset({_C, _R}),
    Act.LODGE_FILING: frozenset({_C, _L}),
    Act.SEE_STATISTICS: frozenset({_C, _L, _R, _DIRECTOR}),
    Act.FREEZE_FIGURES: frozenset({_C, _DIRECTOR}),
    Act.SEE_STATEMENTS: frozenset({_PRESS, _DIRECTOR}),
    Act.DRAFT_STATEMENT: frozenset({_PRESS, _DIRECTOR}),
    Act.RELEASE_STATEMENT: frozenset({_PRESS, _DIRECTOR}),
    Act.USE_TEMPLATES: frozenset({_I, _C}),
    Act.SEE_WORDING: frozenset({_I, _C, _L, _R, _PRESS, _STEWARD, _DIRECTOR}),
    Act.WRITE_WORDING: frozenset({_I, _C, _L, _R, _PRESS, _STEWARD, _DIRECTOR}),
    Act.OFFER_LANGUAGE: frozenset({_STEWARD}),
    Act.SEE_TEAM: _EVERYBODY,
    Act.MANAGE_MEMBERS: frozenset({_STEWARD}),
    Act.CHANGE_SETTINGS: frozenset({_STEWARD}),
    Act.RECOVER: frozenset({_STEWARD}),
    Act.SEE_JOURNAL: frozenset({_SECURITY}),
}

_CASE_KEYS = frozenset({Compartment.CASEWORK, Compartment.IDENTITY})
_KEYS: dict[Role, frozenset[Compartment]] = {
    _I: frozenset({Compartment.INTAKE}),
    _C: _CASE_KEYS | {Compartment.INTAKE, Compartment.RELOCATION, Compartment.MISSING},
    _L: _CASE_KEYS | {Compartment.DOCUMENTATION, Compartment.MISSING},
    _R: _CASE_KEYS | {Compartment.RELOCATION, Compartment.PLACES},
    _RESEARCHER: frozenset({Compartment.DOCUMENTATION, Compartment.MISSING}),
    _PRESS: frozenset({Compartment.PRESS}),
    _SECURITY: frozenset({Compartment.SECURITY}),
    _STEWARD: frozenset({Compartment.STEWARDS}),
    _DIRECTOR: frozenset({Compartment.CASEWORK, Compartment.PRESS}),
}


def may(roles: Iterable[Role], act: Act) -> bool:
    return not ROLES_FOR[act].isdisjoint(roles)


def compartments(roles: Iterable[Role]) -> frozenset[Compartment]:
    """The keys that go with these roles. A steward may hand out fewer, never more."""
    return frozenset({Compartment.EVERYBODY}).union(*(_KEYS[role] for role in roles))


def opens_everything(roles: Iterable[Role]) -> bool:
    return compartments(roles) == frozenset(Compartment)
