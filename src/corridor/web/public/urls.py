"""Addresses of the public face. No code, no word and no place ever stands in one."""

from django.urls import path, re_path

from corridor.web.public import (
    attaching,
    fetching,
    mending,
    reaching,
    talking,
    telling,
    views,
)

_LANGUAGE = r"^(?P<language>[a-z]{2,3})/"

urlpatterns = [
    path("", views.front, name="front"),
    path("out", views.leave, name="leave"),
    re_path(_LANGUAGE + "$", views.ask, name="ask"),
    re_path(_LANGUAGE + "send$", views.send, name="send"),
    re_path(_LANGUAGE + "more$", telling.more, name="more"),
    re_path(_LANGUAGE + "attach$", attaching.attach, name="attach"),
    re_path(_LANGUAGE + "back$", views.back, name="back"),
    re_path(_LANGUAGE + "page$", talking.look, name="page"),
    re_path(_LANGUAGE + "page/message$", talking.message, name="page-message"),
    re_path(_LANGUAGE + "page/more$", telling.more_later, name="page-more"),
    re_path(_LANGUAGE + "page/contact$", reaching.contact, name="page-contact"),
    re_path(_LANGUAGE + "page/attach$", attaching.attach_later, name="page-attach"),
    re_path(_LANGUAGE + "page/file$", fetching.fetch, name="page-file"),
    re_path(_LANGUAGE + "page/ok$", talking.check_in, name="page-ok"),
    re_path(_LANGUAGE + "page/reach$", talking.reach, name="page-reach"),
    re_path(_LANGUAGE + "page/words$", mending.words, name="page-words"),
    re_path(_LANGUAGE + "page/correct$", mending.correct, name="page-correct"),
    re_path(_LANGUAGE + "page/delete$", mending.delete, name="page-delete"),
    re_path(_LANGUAGE + "page/withdraw$", talking.withdraw, name="page-withdraw"),
]
