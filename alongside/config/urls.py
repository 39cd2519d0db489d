"""The addresses of the site, by part. Each part lists its own."""

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("", include("alongside.web.public.urls")),
    path("", include("alongside.web.member.urls")),
    path("run/", include("alongside.web.coordinator.urls")),
    path("site/", include("alongside.web.site.urls")),
]
if settings.MODE != "production":
    urlpatterns.append(path("styleguide/", include("alongside.web.shared.styleguide")))
handler404 = "alongside.web.shared.errors.not_found"
handler500 = "alongside.web.shared.errors.went_wrong"
