"""Addresses of people who take part."""

from django.urls import include, path

urlpatterns = [
    path("today/", include("alongside.web.member.today")),
    path("week/", include("alongside.web.member.week")),
    path("journal/", include("alongside.web.member.journal")),
    path("mentoring/", include("alongside.web.member.relationships")),
    path("mentoring/", include("alongside.web.member.agreements")),
    path("mentoring/", include("alongside.web.member.agenda")),
    path("mentoring/", include("alongside.web.member.growth")),
    path("mentoring/", include("alongside.web.member.endings")),
    path("sessions/", include("alongside.web.member.meetings")),
    path("sessions/", include("alongside.web.member.preparing")),
    path("sessions/", include("alongside.web.member.session_mode")),
    path("learning/", include("alongside.web.member.learning")),
    path("wellbeing/", include("alongside.web.member.wellbeing")),
    path("you/", include("alongside.web.member.you")),
]
