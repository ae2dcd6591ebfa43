"""What the desk does with words in a dialogue besides saying them: take back, see, let end."""

from datetime import date, timedelta

from corridor.base.ids import ChainId
from corridor.domain import amending
from corridor.domain.errors import NotFoundError
from corridor.domain.messages import Voice
from corridor.domain.policy import Act
from corridor.ledger.files import BlobStore
from corridor.services.asking import erase_dialogue
from corridor.services.casefiles import CaseFile, list_again, open_file
from corridor.services.desk import Desk
from corridor.services.dialogues import Talk, write_talk


def take_back(desk: Desk, case: ChainId, *, height: int) -> tuple[CaseFile, str]:
    """Take one's own words back before the person could see them; the words, to go on with."""
    desk.door(Act.REPLY)
    talk = _talk_of(open_file(desk, case))
    said = next((one.text for one in talk.dialogue.messages if one.height == height), "")
    write_talk(
        desk,
        talk.history.chain,
        lambda dialogue: amending.take_back(
            dialogue, height=height, by=desk.me, at=desk.clock()
        ),
    )
    return list_again(desk, case), said


def see(desk: Desk, file: CaseFile) -> None:
    """The desk has seen what the person wrote: written once for new words, by day only."""
    if file.talk is None:
        return
    on = desk.today()
    if amending.look(file.talk.dialogue, by=Voice.DESK, on=on) is None:
        return
    write_talk(
        desk,
        file.talk.history.chain,
        lambda dialogue: amending.look(dialogue, by=Voice.DESK, on=on),
    )


def let_end(desk: Desk, file: CaseFile) -> None:
    """The work has ended: the person sees on which day their words are erased."""
    _keep_until(desk, file, desk.today() + timedelta(days=desk.settings.keeping.after_end))


def keep_on(desk: Desk, file: CaseFile) -> None:
    """The work goes on, and no day is set any more."""
    _keep_until(desk, file, None)


def _keep_until(desk: Desk, file: CaseFile, day: date | None) -> None:
    """The receipt first: a crash in between is mended by closing or reopening again."""
    if file.talk is None or file.talk.dialogue.withdrawn_at is not None:
        return
    chain = file.talk.history.chain
    desk.stores.door.set_end(chain, day=day)
    write_talk(desk, chain, lambda dialogue: amending.keep_until(dialogue, day=day))


def erase_ended(desk: Desk, files: BlobStore) -> int:
    """Erase every dialogue whose day has come, with its files. Done twice, it is done once."""
    door = desk.stores.door
    ended = door.ended(by=desk.today())
    for chain in ended:
        erase_dialogue(door, chain)
        files.clear(chain)
    return len(ended)


def _talk_of(file: CaseFile) -> Talk:
    if file.talk is None:
        raise NotFoundError
    return file.talk
