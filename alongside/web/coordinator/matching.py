"""Runs, proposals, publishing, pairing by hand."""

from __future__ import annotations

import uuid
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from alongside.access import Refused, routes
from alongside.actions import matching as actions
from alongside.data.transitions import Beaten
from alongside.reads import matching as reads
from alongside.reads.matching import pairs as pair_reads
from alongside.web.coordinator.matching_forms import ChooseForm, HandForm, WeightsForm
from alongside.web.shared import clock, pictures
from alongside.web.shared.asked import MemberRequest
from alongside.web.shared.pictures.shapes import Share

SHADES = {"purpose": "k1", "experience": "k2", "field": "k3", "days": "k4"}
SWATCHES = {"purpose": "", "experience": "b", "field": "c", "days": "d"}


def _in(request: MemberRequest, slug: str) -> None:
    request.programme_slug = slug
    request.place = "matching"


def _drawn(row: pair_reads.PairRow) -> dict[str, Any]:
    """A row with its drawings."""
    return {"row": row, **_bars(row.shares, row.score)}


def _bars(shares: list[pair_reads.Share], score: int) -> dict[str, Any]:
    drawn = [Share(s.label, s.points, s.of, SHADES[s.key], s.words) for s in shares]
    label = _("Score %(score)s of 100: %(parts)s") % {
        "score": score,
        "parts": ", ".join(f"{s.short} {s.points}" for s in shares),
    }
    return {
        "bar": pictures.score_bar(drawn, total=100, label=label) if drawn else "",
        "shares": [(share, pictures.share_bar(share)) for share in drawn],
    }


def _page(
    request: MemberRequest,
    slug: str,
    number: int | None = None,
    *,
    form: Any = None,
    status: int = 200,
) -> HttpResponse:
    asked = request.GET
    opened = asked.get("open", "")
    page = reads.run_page(
        request.user, slug, clock.now(), number=number, view=asked.get("view", ""),
        page=asked.get("page", 1), opened=opened, everyone=asked.get("waiting") == "all",
    )  # fmt: skip
    form = form or WeightsForm(weights=page.weights)
    here = reverse("matching_run", args=[slug, page.number]) if page.number else ""
    query = {"view": page.view}
    if page.page and page.page.number > 1:
        query["page"] = str(page.page.number)
    context = {
        "page": page,
        "here": here,
        "query": urlencode(query),
        "pairs": [_drawn(row) for row in page.rows],
        "dots": pictures.dots(page.matched, page.mentees - page.matched, label=page.dots)
        if page.mentees
        else "",
        "weights": [(form[w.key], w, SWATCHES[w.key]) for w in page.weights],
        "legend": [(SWATCHES[s.key], s.short) for s in page.rows[0].shares] if page.rows else [],
        "form": form,
        "tabs": [
            {
                "label": tab.label, "count": tab.count, "current": tab.code == page.view,
                "href": f"{here}?view={tab.code}#proposals",
            }
            for tab in page.tabs
            if tab.count or tab.code in ("all", page.view)
        ],
    }  # fmt: skip
    return render(request, "coordinator/matching/run.html", context, status=status)


@routes.coordinator
@require_GET
def matching(request: MemberRequest, slug: str) -> HttpResponse:
    """The latest run, or the way to the first."""
    _in(request, slug)
    return _page(request, slug)


@routes.coordinator
@require_GET
def matching_run(request: MemberRequest, slug: str, number: int) -> HttpResponse:
    """A run."""
    _in(request, slug)
    return _page(request, slug, number)


@routes.coordinator
@require_POST
def matching_start(request: MemberRequest, slug: str) -> HttpResponse:
    """Start a run with these weights."""
    _in(request, slug)
    programme = reads.programme_of(request.user, slug)
    page = reads.run_page(request.user, slug, clock.now())
    form = WeightsForm(request.POST, weights=page.weights)
    if not form.is_valid():
        return _page(request, slug, form=form, status=422)
    try:
        run = actions.start_run(programme, by=request.user, now=clock.now(), weights=form.weights())
    except Refused as no:
        form.refuse(no)
        return _page(request, slug, form=form, status=422 if no.field else 409)
    return redirect("matching_run", slug, run.number)


@routes.coordinator
@require_GET
def matching_progress(request: MemberRequest, slug: str, number: int) -> HttpResponse:
    """How far a run is; when it has ended, htmx is told to load the page anew."""
    _in(request, slug)
    page = reads.run_page(request.user, slug, clock.now(), number=number)
    if page.progress is None or page.progress.state != "running":
        response = HttpResponse("")
        response["HX-Refresh"] = "true"
        return response
    return render(request, "coordinator/matching/progress.html", {"page": page})


@routes.coordinator
@require_POST
def matching_stop(request: MemberRequest, slug: str, number: int) -> HttpResponse:
    """Stop a run."""
    _in(request, slug)
    run = reads.run_of(request.user, slug, number)
    try:
        actions.stop_run(run, by=request.user, now=clock.now())
        messages.info(request, _("Stopped. What there was before is as it was."))
    except Refused as no:
        messages.info(request, no.message)
    return redirect("matching_run", slug, number)


@routes.coordinator
def matching_pair(
    request: MemberRequest, slug: str, number: int, proposal_id: uuid.UUID
) -> HttpResponse:
    """A pair's row, opened or closed; posting decides about it."""
    _in(request, slug)
    if request.method == "POST":
        return _decide(request, slug, number, proposal_id)
    opened = request.GET.get("open") == str(proposal_id)
    query = urlencode({k: request.GET[k] for k in ("view", "page") if request.GET.get(k)})
    here = reverse("matching_run", args=[slug, number])
    run = reads.run_of(request.user, slug, number)
    row = reads.one_row(request.user, slug, number, proposal_id, opened=opened)
    if not request.headers.get("HX-Request"):
        more = f"&open={proposal_id}" if opened else ""
        return redirect(f"{here}?{query}{more}#pair-{proposal_id}")
    context = {
        "one": _drawn(row), "here": here, "query": query,
        "page": {"slug": slug, "number": number, "state": run.state},
    }  # fmt: skip
    return render(request, "coordinator/matching/pair.html", context)


def _decide(request: MemberRequest, slug: str, number: int, proposal_id: uuid.UUID) -> HttpResponse:
    run = reads.run_of(request.user, slug, number)
    said, status = "", 200
    try:
        actions.decide(
            run, proposal_id, request.POST.get("decision", ""), by=request.user, now=clock.now()
        )
    except Beaten:
        said = _("Somebody else decided about this pair at the same moment. Nothing of theirs was "
                 "changed: look at the pair as it stands now.")  # fmt: skip
        status = 409
    except Refused as no:
        said, status = no.message, 409
    if request.headers.get("HX-Request"):
        counts, note = reads.after_decision(request.user, slug, number)
        context: dict[str, Any] = {
            "counts": counts, "note": note, "said": said,
            "page": {"slug": slug, "number": number, "state": run.state}, "swap": True,
        }  # fmt: skip
        return render(request, "coordinator/matching/decided.html", context, status=status)
    if said:
        messages.warning(request, said)
    query = urlencode({k: request.GET[k] for k in ("view", "page") if request.GET.get(k)})
    return redirect(f"{reverse('matching_run', args=[slug, number])}?{query}#pair-{proposal_id}")


@routes.coordinator
@require_POST
def matching_publish(request: MemberRequest, slug: str, number: int) -> HttpResponse:
    """Publish: from here on people are told."""
    _in(request, slug)
    run = reads.run_of(request.user, slug, number)
    try:
        actions.publish(run, request.POST.get("which", ""), by=request.user, now=clock.now())
        messages.success(
            request, _("Published. Everyone gets their message now; this page shows how far it is.")
        )
    except Beaten:
        messages.warning(
            request,
            _(
                "Somebody else was quicker with this run. Nothing was sent twice: see how it stands."
            ),
        )
    except Refused as no:
        messages.warning(request, no.message)
    return redirect("matching_run", slug, number)


@routes.coordinator
@require_GET
def matching_letters(request: MemberRequest, slug: str, number: int) -> HttpResponse:
    """The messages as they would go out."""
    _in(request, slug)
    page = reads.letters_page(request.user, slug, number, clock.now())
    return render(request, "coordinator/matching/letters.html", {"page": page})


@routes.coordinator
def matching_ask(
    request: MemberRequest, slug: str, number: int, unmatched_id: uuid.UUID
) -> HttpResponse:
    """Ask whoever could make room; the letter is read first."""
    _in(request, slug)
    page = reads.ask_page(request.user, slug, number, unmatched_id)
    if request.method == "POST":
        run = reads.run_of(request.user, slug, number)
        asked = actions.ask(
            run, unmatched_id, request.POST.get("place", ""), by=request.user, now=clock.now()
        )
        messages.success(
            request, _("%(name)s is asked. Run again when the answer is in.")
            % {"name": reads.someone(asked).name},
        )  # fmt: skip
        return redirect("matching_run", slug, number)
    return render(request, "coordinator/matching/ask.html", {"page": page})


@routes.coordinator
def matching_by_hand(request: MemberRequest, slug: str) -> HttpResponse:
    """Choose two people, see what speaks for and against them, and offer them to each other."""
    _in(request, slug)
    sent = request.POST if request.method == "POST" else request.GET
    page = reads.hand_page(request.user, slug, sent.get("mentee", ""), sent.get("mentor", ""))
    chosen = {
        "mentee": page.mentee.id if page.mentee else "",
        "mentor": page.mentor.id if page.mentor else "",
    }
    form = HandForm(request.POST or None, initial=chosen)
    # Without both, the form itself says which is still to be chosen.
    asked = {"data": request.GET} if "mentee" in request.GET and not all(chosen.values()) else {}
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.pair_by_hand(
                    reads.programme_of(request.user, slug),
                    reads.place_for_pair(request.user, slug, str(form.cleaned_data["mentee"]), "mentee"),
                    reads.place_for_pair(request.user, slug, str(form.cleaned_data["mentor"]), "mentor"),
                    by=request.user, now=clock.now(), words=form.cleaned_data["words"],
                    sure=form.cleaned_data["sure"], key=form.key,
                )  # fmt: skip
            except Refused as no:
                form.refuse(no)
                status = 409
            else:
                messages.success(request, _("Offered. Both have a message, and may say yes or no."))
                return redirect("matching_by_hand", slug)
    context = {
        "page": page,
        "form": form,
        "choose": ChooseForm(initial=chosen, mentees=page.mentees, mentors=page.mentors, **asked),
        "pictures": _bars(page.shares, page.score),
    }
    return render(request, "coordinator/matching/hand.html", context, status=status)


@routes.coordinator
@require_GET
def matching_runs(request: MemberRequest, slug: str) -> HttpResponse:
    """Every run, and the rules about pairs."""
    _in(request, slug)
    page = reads.runs_page(request.user, slug)
    return render(request, "coordinator/matching/runs.html", {"page": page})


@routes.coordinator
@require_POST
def matching_rule_off(request: MemberRequest, slug: str, rule_id: uuid.UUID) -> HttpResponse:
    """Lift a lock or a ban."""
    _in(request, slug)
    actions.take_off(
        reads.programme_of(request.user, slug), rule_id, by=request.user, now=clock.now()
    )
    messages.success(request, _("Lifted. The next run takes note of it."))
    return redirect("matching_runs", slug)


urlpatterns: list[Any] = [
    path("", matching, name="matching"),
    path("start/", matching_start, name="matching_start"),
    path("by-hand/", matching_by_hand, name="matching_by_hand"),
    path("runs/", matching_runs, name="matching_runs"),
    path("rules/<uuid:rule_id>/lift/", matching_rule_off, name="matching_rule_off"),
    path("run/<int:number>/", matching_run, name="matching_run"),
    path("run/<int:number>/progress/", matching_progress, name="matching_progress"),
    path("run/<int:number>/stop/", matching_stop, name="matching_stop"),
    path("run/<int:number>/publish/", matching_publish, name="matching_publish"),
    path("run/<int:number>/messages/", matching_letters, name="matching_letters"),
    path("run/<int:number>/ask/<uuid:unmatched_id>/", matching_ask, name="matching_ask"),
    path("run/<int:number>/pair/<uuid:proposal_id>/", matching_pair, name="matching_pair"),
]
