"""Addresses of the press face: released statements and nothing else."""

from corridor.web.press import views

urlpatterns = views.urlpatterns
