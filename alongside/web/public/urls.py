"""Addresses that anyone may open."""

from django.urls import include, path

urlpatterns = [
    path("", include("alongside.web.public.front")),
    path("", include("alongside.web.public.sign_in")),
    path("programmes/", include("alongside.web.public.programmes")),
]
