"""What follows at the door when the roster has changed: pins, ways in, open sessions, keys."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace

from django.db import DatabaseError
from msgspec.structs import replace as renewed

from corridor.accounts.errors import NoSuchMemberError
from corridor.base.ids import MemberId
from corridor.crypto.sign import SigningKey
from corridor.domain.roster import Roster
from corridor.domain.wordings import Wordings
from corridor.services.checkpointing import sign_the_day
from corridor.services.desk import Desk
from corridor.services.members import Outcome, pins_after
from corridor.services.messages import erase_ended
from corridor.services.premises import write_desk_file
from corridor.services.public_questions import publish_forms
from corridor.services.public_words import public_words, publish_words
from corridor.services.rotating import share_keys
from corridor.services.wordings import standing_words
from corridor.web.composition import clock, door_files, premises, sessions, slots
from corridor.web.sentences import source_of


def tend(desk: Desk) -> None:
    """At every arrival: hand over keys that colleagues wait for; mend what was cut short."""
    share_keys(desk)
    keep_words(desk, standing_words(desk))
    keep_questions(desk.roster)
    keep_file_limits(desk.roster)


def sign_logs_daily(desk: Desk) -> None:
    """After the day's first act, and erase the dialogues whose last day has come.

    What was done stands, whether or not this succeeds.
    """
    with suppress(OSError, DatabaseError):
        if sign_the_day(desk, premises().folder, at=clock()()):
            erase_ended(desk, door_files())


def keep_pins(roster: Roster) -> None:
    """The public face seals to the mailbox that is pinned beside the database."""
    here = premises()
    service = SigningKey(here.service).public
    pins = replace(pins_after(here.pins, roster), service=service)
    if pins != here.pins:
        write_desk_file(here.folder, pins, here.settings)
        premises.cache_clear()


def keep_words(desk: Desk, wordings: Wordings) -> None:
    """The public face says what stands in the ledger: its copy is written where it differs."""
    keep_pins(desk.roster)
    here = premises()
    source, founded = source_of(desk.settings), here.settings.languages
    words = public_words(
        wordings,
        founded=founded,
        sentences={one: source.sentences(one) for one in (*founded, *wordings.offered)},
    )
    organisation, service = here.pins.organisation, SigningKey(here.service)
    publish_words(here.folder, words, organisation=organisation, by=service)


def keep_file_limits(roster: Roster) -> None:
    """The public face takes files by the settings that stand beside the database."""
    here, settled = premises(), roster.settings
    if settled is None or settled.files == here.settings.files:
        return
    write_desk_file(here.folder, here.pins, renewed(here.settings, files=settled.files))
    premises.cache_clear()


def keep_questions(roster: Roster) -> None:
    """The public face asks what the roster says. The pin stands before what it is to check."""
    keep_pins(roster)
    here = premises()
    publish_forms(
        here.folder,
        roster.forms,
        organisation=here.pins.organisation,
        by=SigningKey(here.service),
    )


def settle(outcome: Outcome) -> None:
    """Who has left: no session, no way in. The keys follow in the roster itself."""
    shut_out(outcome.ended)
    keep_pins(outcome.roster)


def shut_out(members: Iterable[MemberId]) -> None:
    for member in members:
        sessions().end_all(member, at=clock()())
        try:
            slots().remove(member)
        except NoSuchMemberError:
            continue
