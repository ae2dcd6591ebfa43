"""`corridor rebuild-cards`: the summaries that lists read, folded again from the chains."""

import argparse
import sys
from collections import Counter

from corridor.base.hatch import shut_the_hatch
from corridor.cli.progress import Bar
from corridor.cli.signing_in import NotLetInError, describe_member, sign_in
from corridor.services.desk import Desk
from corridor.services.premises import open_premises
from corridor.services.rebuilding import Found, chains, rebuild


def describe(parser: argparse.ArgumentParser) -> None:
    describe_member(parser)


def run(arguments: argparse.Namespace) -> int:
    shut_the_hatch()
    try:
        desk = sign_in(open_premises(arguments.data), arguments)
    except NotLetInError:
        sys.stderr.write("These three do not open a place at this desk.\n")
        return 1
    found = _rebuild(desk)
    sys.stdout.write(
        f"{found[Found.MADE]} cards made again, {found[Found.FRESH]} were right already.\n"
    )
    return int(found[Found.UNREADABLE] > 0)


def _rebuild(desk: Desk) -> Counter[Found]:
    every, found = chains(desk), Counter[Found]()
    bar = Bar(quiet=not sys.stderr.isatty())
    for done, (one, how) in enumerate(rebuild(desk, every), 1):
        found[how] += 1
        if how is Found.UNREADABLE:
            sys.stdout.write(f"{one.kind} chain {one.chain}: cannot be read; see verify\n")
        if bar.moves(done, len(every)):
            bar.show(done, len(every), note=f"{done} of {len(every)}")
    bar.end()
    return found
