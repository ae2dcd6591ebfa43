import inspect

from corridor.domain import errors, list_errors, question_errors, saved_views, wording_errors
from corridor.web.desk.refusals import SENTENCES, field_of, sentence


def test_every_refusal_has_words() -> None:
    reasons = {
        one
        for module in (errors, list_errors, question_errors, saved_views, wording_errors)
        for _name, one in inspect.getmembers(module, inspect.isclass)
        if issubclass(one, errors.RefusalError)
    }

    abstract = {errors.RefusalError, errors.FieldRefusalError}

    assert reasons - abstract == set(SENTENCES)


def test_a_refusal_of_a_field_names_the_field_and_nothing_else() -> None:
    refusal = errors.EmptyFieldError("text")

    assert (field_of(refusal), sentence(refusal)) == ("text", "Write something here.")
    assert field_of(errors.NotFoundError()) is None
