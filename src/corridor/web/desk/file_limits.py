"""A steward sets how large files may be: one, and all of one person."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from corridor.domain.policy import Act
from corridor.services.file_limits import set_file_limits
from corridor.web.desk.entry import Visit, with_desk
from corridor.web.desk.forms.file_limits import FileLimitsForm
from corridor.web.desk.pages.common import Toast
from corridor.web.desk.pages.file_limits import FileLimitsPage
from corridor.web.desk.pages.shell import Section
from corridor.web.desk.saying import UNSAVED, Said, answer
from corridor.web.desk.shells import shell_of
from corridor.web.desk.tending import keep_file_limits


@require_http_methods(["GET", "HEAD", "POST"])
@with_desk
def file_limits(request: HttpRequest, visit: Visit) -> HttpResponse:
    visit.desk.door(Act.CHANGE_SETTINGS)
    if request.method != "POST":
        known = visit.desk.settings.files
        first = {
            "largest_mb": known.largest_mb,
            "most": known.most,
            "together_mb": known.together_mb,
        }
        return _show(request, visit, FileLimitsForm(initial=first))
    form = FileLimitsForm(request.POST)

    def act(_said: Said) -> None:
        outcome = set_file_limits(visit.desk, form.limits())
        if outcome is not None:
            keep_file_limits(outcome.roster)

    return answer(
        request,
        visit,
        form,
        act,
        then=f"{reverse('file-limits')}?done=yes",
        again=lambda _form: _show(request, visit, form, status=UNSAVED),
    )


def _show(
    request: HttpRequest, visit: Visit, form: FileLimitsForm, *, status: int = 200
) -> HttpResponse:
    done = Toast(words=gettext("Done.")) if request.GET.get("done") == "yes" else None
    page = FileLimitsPage(
        shell=shell_of(visit, Section.SETTINGS, toast=done),
        url=reverse("file-limits"),
        form=form,
    )
    return render(request, page.template, {"page": page}, status=status)


urlpatterns = [path("settings/files", file_limits, name="file-limits")]
