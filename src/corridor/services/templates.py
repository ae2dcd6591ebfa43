"""The library of answers: written by one member, read by another, taken into a reply."""

from collections.abc import Callable

from corridor.base.ids import TemplateId
from corridor.crypto.random import new_uuid
from corridor.domain import templates
from corridor.domain.errors import NotFoundError
from corridor.domain.policy import Act
from corridor.domain.templates import (
    About,
    Library,
    Offer,
    TemplateFact,
    TemplateWritten,
    fold,
    offers,
)
from corridor.ledger.store import Batch
from corridor.services.chains import Kind, templates_chain
from corridor.services.codec import Codec
from corridor.services.desk import Desk
from corridor.services.history import History, chain_keys, read
from corridor.services.leaves import first_leaf, next_leaf
from corridor.services.recording import again_if_second
from corridor.services.rosters import staff

_CODEC: Codec[TemplateFact] = Codec(TemplateFact)


def new_template() -> TemplateId:
    return TemplateId(new_uuid())


def see_templates(desk: Desk) -> Library:
    desk.door(Act.USE_TEMPLATES)
    history = _open(desk)
    return () if history is None else history.folded(fold)


def offered(desk: Desk, *, language: str) -> tuple[Offer, ...]:
    """What may stand in an answer to somebody who reads this language."""
    return offers(see_templates(desk), language=language)


def taken(desk: Desk, *, language: str, key: str) -> Offer:
    """One of those that are offered. Raise `NotFoundError` for every other key."""
    found = next((one for one in offered(desk, language=language) if one.key == key), None)
    if found is None:
        raise NotFoundError
    return found


def write_template(  # noqa: PLR0913 - one template is all of these
    desk: Desk,
    *,
    template: TemplateId,
    language: str,
    about: About,
    title: str,
    text: str,
) -> Library:
    draft = TemplateWritten(
        template=template, language=language, about=about, title=title, text=text
    )
    return _write(desk, lambda library: templates.write(library, draft))


def review_template(desk: Desk, *, height: int) -> Library:
    return _write(desk, lambda library: templates.review(library, height=height, by=desk.me))


def retire_template(desk: Desk, *, template: TemplateId) -> Library:
    """Its versions stay in the chain; nobody is offered it any more."""
    return _write(desk, lambda library: templates.retire(library, template=template))


def _open(desk: Desk) -> History[TemplateFact] | None:
    store, chain = desk.stores.desk, templates_chain(desk.organisation)
    if store.head(chain) is None:
        return None
    return read(
        store,
        chain,
        keys=chain_keys(store, chain, by=desk.keys),
        codec=_CODEC,
        authors=staff(desk.roster),
        marks=desk.stores.marks,
    )


def _write(desk: Desk, decide: Callable[[Library], TemplateFact | None]) -> Library:
    desk.door(Act.USE_TEMPLATES)

    def attempt() -> Library:
        history = _open(desk)
        library: Library = () if history is None else history.folded(fold)
        fact = decide(library)
        return library if fact is None else _append(desk, history, fact)

    return again_if_second(attempt)


def _append(desk: Desk, history: History[TemplateFact] | None, fact: TemplateFact) -> Library:
    store, facts = desk.stores.desk, [fact]
    if history is None:
        chain = templates_chain(desk.organisation)
        leaf = first_leaf(desk, store, chain, facts, kind=Kind.TEMPLATES)
    else:
        leaf = next_leaf(desk, store, history, facts, kind=Kind.TEMPLATES)
    store.commit(Batch(entries=leaf.entries, grants=leaf.grants))
    return fold(leaf.after(history).records)
