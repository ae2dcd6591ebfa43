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
from corridor.services.books import Book, records_in, write_in
from corridor.services.chains import Kind, templates_chain
from corridor.services.codec import Codec
from corridor.services.desk import Desk

_CODEC: Codec[TemplateFact] = Codec(TemplateFact)


def new_template() -> TemplateId:
    return TemplateId(new_uuid())


def see_templates(desk: Desk) -> Library:
    desk.door(Act.USE_TEMPLATES)
    return fold(records_in(desk, _book(desk)))


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


def _write(desk: Desk, decide: Callable[[Library], TemplateFact | None]) -> Library:
    desk.door(Act.USE_TEMPLATES)
    return fold(write_in(desk, _book(desk), lambda records: decide(fold(records))))


def _book(desk: Desk) -> Book[TemplateFact]:
    chain = templates_chain(desk.organisation)
    return Book(store=desk.stores.desk, chain=chain, kind=Kind.TEMPLATES, codec=_CODEC)
