"""What people do with a case: make it, take it, hand it over, write in it, close it."""

from corridor.base.ids import ChainId, MemberId, PersonId
from corridor.crypto.random import new_uuid, random_below
from corridor.domain import casework
from corridor.domain.casefile import Case
from corridor.domain.cases import CaseClosed, CaseFact, CaseMade, CloseReason
from corridor.domain.journal import Export, Exported
from corridor.domain.policy import Act
from corridor.services.casefiles import CaseFile, open_file, write_one
from corridor.services.collecting import free_number
from corridor.services.desk import Desk
from corridor.services.journal import note_as_member
from corridor.services.listing import case_index
from corridor.services.messages import keep_on, let_end


def make_case(
    desk: Desk,
    case: ChainId,
    *,
    people: int,
    labels: tuple[str, ...] = (),
    seen: int | None = None,
) -> CaseFile:
    """A request becomes a case of so many people; who asked for themselves is the first."""
    number = free_number("K", case_index(desk).numbers, pick=random_below)

    def decide(stands: Case) -> CaseFact:
        known = [one.person for one in stands.people][:people]
        new = [PersonId(new_uuid()) for _ in range(people - len(known))]
        return casework.make_case(
            stands, CaseMade(number=number, people=(*known, *new), labels=labels)
        )

    return write_one(desk, case, decide, act=Act.MAKE_CASE, seen=seen)


def take(desk: Desk, case: ChainId, *, seen: int | None = None) -> CaseFile:
    return write_one(
        desk,
        case,
        lambda stands: casework.take(stands, by=desk.me),
        act=Act.TAKE_CASE,
        seen=seen,
    )


def hand_over(desk: Desk, case: ChainId, *, to: MemberId, seen: int | None = None) -> CaseFile:
    return write_one(
        desk,
        case,
        lambda stands: casework.hand_over(stands, to=to),
        act=Act.HAND_OVER,
        seen=seen,
    )


def write_note(desk: Desk, case: ChainId, *, text: str) -> CaseFile:
    return write_one(
        desk, case, lambda stands: casework.write_note(stands, text=text), act=Act.WRITE_NOTE
    )


def summarise(desk: Desk, case: ChainId, *, words: str, seen: int | None = None) -> CaseFile:
    return write_one(
        desk,
        case,
        lambda stands: casework.summarise(stands, words=words),
        act=Act.WRITE_NOTE,
        seen=seen,
    )


def set_tags(
    desk: Desk, case: ChainId, *, tags: tuple[str, ...], seen: int | None = None
) -> CaseFile:
    return write_one(
        desk,
        case,
        lambda stands: casework.tag(stands, tags=tags),
        act=Act.WRITE_NOTE,
        seen=seen,
    )


def close(
    desk: Desk, case: ChainId, *, reason: CloseReason, words: str, seen: int | None = None
) -> CaseFile:
    """From then on the person sees on which day their words are erased."""
    draft = CaseClosed(reason=reason, words=words)
    file = write_one(
        desk,
        case,
        lambda stands: casework.close(stands, draft),
        act=Act.CLOSE_CASE,
        seen=seen,
    )
    let_end(desk, file)
    return file


def reopen(desk: Desk, case: ChainId, *, words: str) -> CaseFile:
    file = write_one(
        desk, case, lambda stands: casework.reopen(stands, words=words), act=Act.CLOSE_CASE
    )
    keep_on(desk, file)
    return file


def print_sheet(desk: Desk, case: ChainId) -> CaseFile:
    """The journal knows of the paper before it is made; the file numbers it."""
    desk.door(Act.OPEN_CASE)
    casework.print_sheet(open_file(desk, case).case)
    note_as_member(desk, Exported(member=desk.me, chain=case, what=Export.CASE_SHEET))
    return write_one(desk, case, casework.print_sheet, act=Act.OPEN_CASE)


def strike(desk: Desk, case: ChainId, *, height: int, words: str) -> CaseFile:
    """A slip of the hand: the entry stays readable and counts no more."""
    return write_one(
        desk,
        case,
        lambda stands: casework.strike(stands, height=height, words=words),
        act=Act.WRITE_NOTE,
    )
