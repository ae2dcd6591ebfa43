"""Addresses of the press face: released statements and nothing else."""

from django.urls import path

from corridor.web.press import views

urlpatterns = [path("", views.released, name="press")]
