"""Addresses of people who run a programme; each begins with the programme's slug."""

from django.urls import include, path

urlpatterns = [
    path("", include("alongside.web.coordinator.programmes")),
    path("<slug:slug>/overview/", include("alongside.web.coordinator.overview")),
    path("<slug:slug>/people/", include("alongside.web.coordinator.people")),
    path("<slug:slug>/import/", include("alongside.web.coordinator.importing")),
    path("<slug:slug>/matching/", include("alongside.web.coordinator.matching")),
    path("<slug:slug>/relationships/", include("alongside.web.coordinator.relationships")),
    path("<slug:slug>/announcements/", include("alongside.web.coordinator.announcements")),
    path("<slug:slug>/outcomes/", include("alongside.web.coordinator.outcomes")),
]
