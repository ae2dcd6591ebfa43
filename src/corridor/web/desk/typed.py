"""Legs and signs of life as forms held them."""

from typing import Any

from corridor.domain.check_ins import CheckInPlanned, Meaning, Verdict
from corridor.domain.intake import Answer
from corridor.domain.legs import LegPlanned, Mode
from corridor.services.journeys import BareLeg, LegDraft, SignDraft

Said = dict[str, Any]


def bare_leg_of(said: Said) -> BareLeg:
    return BareLeg(**_way(said))


def sign_of(said: Said) -> SignDraft:
    return SignDraft(**_sign(said))


def leg_of(said: Said) -> LegDraft:
    return LegDraft(**_way(said), **_sign(said))


def _way(said: Said) -> Said:
    return {
        "mode": Mode(said["mode"]),
        "from_area": said["from_area"],
        "to_area": said["to_area"],
        "leaves_at": said["leaves_at"],
        "arrives_at": said["arrives_at"],
    }


def _sign(said: Said) -> Said:
    return {
        "check_in_where": said["where"],
        "check_in_due": said["due_at"],
        "grace_minutes": said["grace"],
        "meanings": tuple(
            Meaning(answer=one, verdict=Verdict(said[f"answer_{one.value}"])) for one in Answer
        ),
    }


def typed_leg(planned: LegPlanned) -> Said:
    """What a form about this leg begins with."""
    return {
        "mode": planned.mode.value,
        "from_area": planned.from_area,
        "to_area": planned.to_area,
        "leaves_at": planned.leaves_at,
        "arrives_at": planned.arrives_at,
    }


def typed_sign(planned: CheckInPlanned) -> Said:
    agreed = {f"answer_{one.answer.value}": one.verdict.value for one in planned.meanings}
    return {
        "where": planned.where,
        "due_at": planned.due_at,
        "grace": planned.grace,
        **agreed,
    }
