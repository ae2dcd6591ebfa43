"""Addresses of the desk: random ids, harmless filters, never a word or a name."""

from django.urls import path

from corridor.web.desk import (
    case_papers,
    case_people,
    cases,
    entering,
    home,
    journal,
    journeys,
    legs,
    queueing,
    recovery,
    requests,
    searching,
    sheets,
    signing,
    statements,
    statistics,
    team,
)

urlpatterns = [
    path("sign-in", signing.sign_in, name="sign-in"),
    path("lock", signing.lock, name="lock"),
    path("sign-out", signing.sign_out, name="sign-out"),
    path("end-everywhere", signing.end_everywhere, name="end-everywhere"),
    path("stay", signing.stay, name="stay"),
    path("kept", signing.kept, name="kept"),
    path("kept/<uuid:draft>/drop", signing.drop_kept, name="drop-kept"),
    *home.urlpatterns,
    *queueing.urlpatterns,
    *entering.urlpatterns,
    *requests.urlpatterns,
    *cases.urlpatterns,
    *case_people.urlpatterns,
    *case_papers.urlpatterns,
    *sheets.urlpatterns,
    *searching.urlpatterns,
    *journeys.urlpatterns,
    *legs.urlpatterns,
    *statistics.urlpatterns,
    *statements.urlpatterns,
    *team.urlpatterns,
    *recovery.urlpatterns,
    *journal.urlpatterns,
]
