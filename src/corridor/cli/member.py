"""`corridor member add|end|restore`: two stewards at one terminal, one after the other."""

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from typing import Final

from corridor.accounts.errors import HandleTakenError, NoSuchMemberError
from corridor.accounts.setting import stretch_cost
from corridor.accounts.slots import Enrolment, Slots
from corridor.accounts.stretching import Stretcher
from corridor.base.ids import MemberId
from corridor.cli.signing_in import NotLetInError, describe_member, sign_in
from corridor.crypto.random import new_uuid
from corridor.domain.errors import RefusalError
from corridor.domain.policy import Role
from corridor.domain.roster import Member
from corridor.services import members
from corridor.services.desk import Desk
from corridor.services.founding import Newcomer
from corridor.services.members import Outcome, pins_after
from corridor.services.premises import Premises, open_premises, write_desk_file
from corridor.services.rotating import share_keys

ACTS: Final = ("add", "end", "restore")


class CannotError(Exception):
    """A sentence for the terminal."""


def describe(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("act", choices=ACTS)
    parser.add_argument("who", metavar="HANDLE", help="whom it is about, by their handle")
    parser.add_argument("--roles", default="", help="for add: as in intake,caseworker")
    parser.add_argument("--reason", default="", help="kept sealed, for the second steward")
    describe_member(parser)
    parser.add_argument("--second", metavar="HANDLE", help="the second steward")
    parser.add_argument(
        "--second-secrets-file",
        type=Path,
        metavar="FILE",
        help="two lines, the second steward's passphrase and code",
    )


def run(arguments: argparse.Namespace) -> int:
    premises = open_premises(arguments.data)
    try:
        first = sign_in(premises, arguments)
        made, outcome = _ask(premises, first, arguments)
        try:
            outcome = _agreed(premises, arguments, outcome)
        except (NotLetInError, RefusalError):
            _take_back(premises, first, outcome)
            raise
        _settle(premises, outcome)
    except CannotError as cannot:
        return _refused(str(cannot))
    except NotLetInError:
        return _refused("The three answers do not belong together, or you are no steward.")
    except RefusalError as refusal:
        return _refused(f"Nothing was changed: {_words(refusal)}")
    _show(arguments, made)
    return 0


def _refused(sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return 1


def _words(refusal: RefusalError) -> str:
    said = (type(refusal).__doc__ or "this is not allowed.").strip()
    return said.splitlines()[0]


def _slots(premises: Premises) -> Slots:
    return Slots(pepper=premises.pepper, cost=stretch_cost(), stretcher=Stretcher())


def _ask(
    premises: Premises, desk: Desk, arguments: argparse.Namespace
) -> tuple[Enrolment | None, Outcome]:
    reason = arguments.reason
    if arguments.act == "end":
        found = _present(desk, arguments.who)
        return None, members.ask_to_end(desk, found.member, reason=reason)
    if arguments.act == "add":
        return _add(premises, desk, arguments)
    found = _gone(desk, arguments.who)
    made = _way_in(premises, found.member, found.handle)
    restored = members.ask_to_restore(
        desk,
        found.member,
        signing_key=made.keys.signing.public,
        seal_key=made.keys.seal.public,
        reason=reason,
    )
    return made, restored


def _add(
    premises: Premises, desk: Desk, arguments: argparse.Namespace
) -> tuple[Enrolment, Outcome]:
    member, roles = MemberId(new_uuid()), _roles(arguments.roles)
    made = _way_in(premises, member, arguments.who)
    newcomer = Newcomer(
        member=member,
        handle=arguments.who,
        roles=roles,
        signing_key=made.keys.signing.public,
        seal_key=made.keys.seal.public,
    )
    try:
        return made, members.ask_to_add(desk, newcomer, reason=arguments.reason)
    except RefusalError:
        _remove(premises, member)
        raise


def _roles(text: str) -> tuple[Role, ...]:
    try:
        return tuple(Role(role.strip()) for role in text.split(",") if role.strip())
    except ValueError:
        known = ", ".join(role.value for role in Role)
        raise CannotError(f"Roles are: {known}.") from None


def _way_in(premises: Premises, member: MemberId, handle: str) -> Enrolment:
    try:
        return _slots(premises).enrol(member, handle)
    except HandleTakenError:
        raise CannotError("This handle is taken.") from None


def _present(desk: Desk, handle: str) -> Member:
    found = desk.roster.named(handle)
    if found is None or not found.here:
        raise CannotError("Nobody of this handle works here.")
    return found


def _gone(desk: Desk, handle: str) -> Member:
    """Who is here and has lost their answers is restored on the recovery page."""
    found = desk.roster.named(handle)
    if found is None or found.here:
        raise CannotError("Nobody of this handle has left. Lost answers: /desk/recovery.")
    return found


def _agreed(premises: Premises, arguments: argparse.Namespace, outcome: Outcome) -> Outcome:
    """The second steward signs in for this one act, and hands on the keys that they hold."""
    if not outcome.waits:
        return outcome
    second = argparse.Namespace(
        handle=arguments.second, secrets_file=arguments.second_secrets_file
    )
    sys.stderr.write("The second steward:\n")
    desk = sign_in(premises, second)
    share_keys(desk)
    return members.agree(desk, outcome.roster.proposals[-1].height)


def _take_back(premises: Premises, desk: Desk, outcome: Outcome) -> None:
    """Nothing waits behind a command that did not come to its end."""
    proposal = outcome.roster.proposals[-1]
    here = {one.member for one in desk.roster.present}
    for member in set(members.newcomers(proposal)) - here:
        _remove(premises, member)
    members.decline(replace(desk, roster=outcome.roster), proposal.height)


def _settle(premises: Premises, outcome: Outcome) -> None:
    """A running desk hears of it at its members' next request."""
    for member in outcome.ended:
        _remove(premises, member)
    pins = pins_after(premises.pins, outcome.roster)
    if pins != premises.pins:
        write_desk_file(premises.folder, pins, premises.settings)


def _remove(premises: Premises, member: MemberId) -> None:
    try:
        _slots(premises).remove(member)
    except NoSuchMemberError:
        return


def _show(arguments: argparse.Namespace, made: Enrolment | None) -> None:
    if made is None:
        sys.stdout.write(f"{arguments.who} has no access any more.\n")
        return
    sys.stdout.write(
        "Shown once and kept nowhere:\n"
        f"{arguments.who}\n"
        f"    passphrase     {made.shown_passphrase()}\n"
        f"    second factor  {made.shown_second()}\n"
    )
