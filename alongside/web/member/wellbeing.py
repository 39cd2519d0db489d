"""Wellbeing: consent, and one's own check-ins."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from alongside.access import routes
from alongside.actions import wellbeing as actions
from alongside.reads import wellbeing as reads
from alongside.web.shared import clock
from alongside.web.shared.asked import MemberRequest


@routes.signed_in
@require_GET
def wellbeing(request: MemberRequest) -> HttpResponse:
    """What is kept, who sees it, and the figures themselves."""
    request.place = "journal"
    page = reads.page(request.user, now=clock.now())
    return render(request, "member/wellbeing/wellbeing.html", {"page": page})


@routes.signed_in
@require_POST
def consent(request: MemberRequest) -> HttpResponse:
    """Give consent, or withdraw it and delete what was kept."""
    if request.POST.get("do") == "give":
        actions.give_consent(by=request.user, now=clock.now())
        messages.success(request, _("Your check-ins are kept from now on, locked with your key."))
    elif request.POST.get("do") == "withdraw":
        gone = actions.withdraw_consent(by=request.user, now=clock.now())
        messages.success(
            request,
            ngettext(
                "Withdrawn. %(n)s check-in was deleted.",
                "Withdrawn. %(n)s check-ins were deleted.",
                gone,
            )
            % {"n": gone},
        )
    return redirect("wellbeing")


urlpatterns = [
    path("", wellbeing, name="wellbeing"),
    path("consent/", consent, name="wellbeing_consent"),
]
