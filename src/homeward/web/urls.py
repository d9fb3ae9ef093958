"""Every address of the desk: each room under its own words."""

from __future__ import annotations

from django.urls import include, path

from homeward.web import views

urlpatterns = [
    path("", views.home, name="home"),
    path("sign-in/", include("allauth.urls")),
    path("", include("homeward.access.urls")),
    path("", include("homeward.intake.urls")),
    path("", include("homeward.register.urls")),
    path("", include("homeward.reconciliation.urls")),
]
