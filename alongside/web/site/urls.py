"""Addresses of whoever runs the site."""

from django.urls import include, path

urlpatterns = [
    path("", include("alongside.web.site.running")),
]
