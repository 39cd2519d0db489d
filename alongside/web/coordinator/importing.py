"""Applicants from a spreadsheet."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from alongside.access import Refused, routes
from alongside.access import importing as access
from alongside.actions import importing as actions
from alongside.outbound import spreadsheets
from alongside.reads import importing as reads
from alongside.reads import programmes as programme_reads
from alongside.web.coordinator.importing_forms import (
    ColumnsForm,
    CorrectedForm,
    UploadForm,
    choices,
    corrections,
    numbers,
)
from alongside.web.shared import clock
from alongside.web.shared.asked import MemberRequest
from alongside.web.shared.forms import form_key

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _in(request: MemberRequest, slug: str) -> None:
    """Where the page stands; a programme somebody doesn't run leaves no trace on the 404."""
    programme_reads.coordinated(request.user, slug)
    request.programme_slug = slug
    request.place = "people"


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 8 else 1


@routes.coordinator
def importing(request: MemberRequest, slug: str) -> HttpResponse:
    """Upload a list; the ones before."""
    _in(request, slug)
    page = reads.start(request.user, slug, page=_number(request.GET.get("page")))
    posted = request.method == "POST"
    form = UploadForm(request.POST, request.FILES) if posted else UploadForm()
    status = 200
    if posted:
        batch = _uploaded(request, slug, form)
        if batch is not None:
            return redirect("import_columns", slug, batch)
        status = 422
    return render(
        request, "coordinator/importing/start.html", {"page": page, "form": form}, status=status
    )


def _uploaded(
    request: MemberRequest, slug: str, form: UploadForm, replaces: uuid.UUID | None = None
) -> uuid.UUID | None:
    """The id of the import of an uploaded file; None with the reason in the form."""
    if not form.is_valid():
        if "file" not in request.FILES:
            form.errors.pop("file", None)
            form.add_error("file", form.too_large())
        return None
    file = form.cleaned_data["file"]
    try:
        batch = actions.upload(
            programme_reads.coordinated(request.user, slug),
            data=file.read(), file_name=file.name, key=form.key,
            replaces=access.of(request.user, slug, replaces) if replaces else None,
            by=request.user, now=clock.now(),
        )  # fmt: skip
    except Refused as no:
        form.refuse(no)
        return None
    return batch.pk


@routes.coordinator
@require_GET
def import_template(request: MemberRequest, slug: str) -> HttpResponse:
    """The workbook to fill in."""
    programme_reads.coordinated(request.user, slug)
    return _file(spreadsheets.template_workbook(_), f"{slug}-template.xlsx")


def _file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@routes.coordinator
def import_columns(request: MemberRequest, slug: str, batch_id: uuid.UUID) -> HttpResponse:
    """What each column holds."""
    _in(request, slug)
    page = reads.columns(request.user, slug, batch_id)
    problem, status = "", 200
    chosen: dict[int, str] = {line.index: line.field for line in page.columns}
    side, whole = page.side, page.all_or_nothing
    if request.method == "POST":
        form = ColumnsForm(request.POST)
        valid = form.is_valid()
        chosen |= choices(request.POST.dict())
        side = form.cleaned_data.get("side") or page.side
        whole = bool(form.cleaned_data.get("whole"))
        known = {code for code, _label in page.choices}
        try:
            if not valid or not set(chosen.values()) <= known:
                raise Refused(_("Choose again: one of the choices is not on offer."))
            batch = access.of(request.user, slug, batch_id)
            actions.choose_columns(
                batch, chosen, side=side, all_or_nothing=whole, by=request.user, now=clock.now()
            )
            actions.check(batch, by=request.user, now=clock.now())
            return redirect("import_batch", slug, batch_id)
        except Refused as no:
            problem, status = no.message, 422
    elif reads.where(request.user, slug, batch_id) not in ("columns", "preview"):
        return redirect("import_batch", slug, batch_id)
    context = {
        "page": page, "side": side, "whole": whole,
        "lines": [(line, chosen.get(line.index, line.field)) for line in page.columns],
        "problems": [{"text": problem, "href": ""}] if problem else [],
    }  # fmt: skip
    return render(request, "coordinator/importing/columns.html", context, status=status)


@routes.coordinator
@require_POST
def import_sheet(request: MemberRequest, slug: str, batch_id: uuid.UUID) -> HttpResponse:
    """Take another sheet of the workbook."""
    batch = access.of(request.user, slug, batch_id)
    try:
        actions.choose_sheet(batch, request.POST.get("sheet", ""), by=request.user, now=clock.now())
    except Refused as no:
        messages.error(request, no.message)
    return redirect("import_columns", slug, batch_id)


@routes.coordinator
@require_GET
def import_batch(request: MemberRequest, slug: str, batch_id: uuid.UUID) -> HttpResponse:
    """An import, wherever it is: being worked on, looked at, or over."""
    _in(request, slug)
    at = reads.where(request.user, slug, batch_id)
    if at == "columns":
        return redirect("import_columns", slug, batch_id)
    if at == "start":
        return redirect("importing", slug)
    if at == "working":
        page: Any = reads.working(request.user, slug, batch_id)
        return render(request, "coordinator/importing/working.html", {"page": page})
    if at == "result":
        page = reads.result(request.user, slug, batch_id)
        context = {"page": page, "start_key": form_key(), "welcome_key": form_key()}
        return render(request, "coordinator/importing/result.html", context)
    return _preview(request, slug, batch_id)


def _preview(
    request: MemberRequest, slug: str, batch_id: uuid.UUID, status: int = 200,
    problem: str = "", form: UploadForm | None = None,
) -> HttpResponse:  # fmt: skip
    page = reads.preview(
        request.user, slug, batch_id, tab=request.GET.get("show", ""),
        page=_number(request.GET.get("page")),
    )  # fmt: skip
    here = reverse("import_batch", args=[slug, batch_id])
    context = {
        "page": page, "upload": form or CorrectedForm(), "start_key": form_key(),
        "problems": [{"text": problem, "href": ""}] if problem else [],
        "query": f"show={page.tab}&",
        "tabs": [
            {"label": tab.label, "count": tab.count, "current": tab.code == page.tab,
             "href": f"{here}?show={tab.code}"}
            for tab in page.tabs
        ],
    }  # fmt: skip
    return render(request, "coordinator/importing/preview.html", context, status=status)


@routes.coordinator
@require_GET
def import_progress(request: MemberRequest, slug: str, batch_id: uuid.UUID) -> HttpResponse:
    """How far it is, for the page that waits; when it is over the page loads anew."""
    if reads.where(request.user, slug, batch_id) != "working":
        response = HttpResponse()
        response["HX-Redirect"] = reverse("import_batch", args=[slug, batch_id])
        return response
    page = reads.working(request.user, slug, batch_id)
    return render(request, "coordinator/importing/progress.html", {"page": page})


@routes.coordinator
@require_POST
def import_mend(request: MemberRequest, slug: str, batch_id: uuid.UUID) -> HttpResponse:
    """Save what was corrected on the page and look at all rows again."""
    _in(request, slug)
    batch = access.of(request.user, slug, batch_id)
    try:
        actions.mend(
            batch, corrections(request.POST.dict()),
            leave_out=numbers(request.POST.getlist("leave")),
            take_back=numbers(request.POST.getlist("back")),
            by=request.user, now=clock.now(),
        )  # fmt: skip
    except Refused as no:
        return _preview(request, slug, batch_id, 409, no.message)
    here = reverse("import_batch", args=[slug, batch_id])
    shown = request.POST.get("show", "")
    return redirect(f"{here}?show={shown}" if shown.isalpha() else here)


@routes.coordinator
@require_POST
def import_again(request: MemberRequest, slug: str, batch_id: uuid.UUID) -> HttpResponse:
    """The corrected file in place of this one, with the same columns."""
    _in(request, slug)
    reads.columns(request.user, slug, batch_id)
    form = CorrectedForm(request.POST, request.FILES)
    made = _uploaded(request, slug, form, replaces=batch_id)
    if made is None:
        return _preview(request, slug, batch_id, 422, form=form)
    batch = access.of(request.user, slug, made)
    try:
        actions.choose_columns(
            batch, {}, side=batch.side, all_or_nothing=batch.all_or_nothing,
            by=request.user, now=clock.now(),
        )  # fmt: skip
        actions.check(batch, by=request.user, now=clock.now())
    except Refused as no:
        messages.info(request, no.message)
        return redirect("import_columns", slug, made)
    return redirect("import_batch", slug, made)


@routes.coordinator
@require_POST
def import_start(request: MemberRequest, slug: str, batch_id: uuid.UUID) -> HttpResponse:
    """Begin, or carry on."""
    _in(request, slug)
    batch = access.of(request.user, slug, batch_id)
    whole = {"yes": True, "no": False}.get(request.POST.get("whole", ""))
    try:
        actions.start(
            batch, by=request.user, now=clock.now(), all_or_nothing=whole,
            key=request.POST.get("form_key", "")[:64],
        )  # fmt: skip
    except Refused as no:
        if reads.where(request.user, slug, batch_id) == "preview":
            return _preview(request, slug, batch_id, 409, no.message)
        raise
    return redirect("import_batch", slug, batch_id)


@routes.coordinator
@require_POST
def import_stop(request: MemberRequest, slug: str, batch_id: uuid.UUID) -> HttpResponse:
    """End the work at its next step."""
    batch = access.of(request.user, slug, batch_id)
    try:
        actions.stop(batch, by=request.user, now=clock.now())
    except Refused as no:
        messages.info(request, no.message)
    return redirect("import_batch", slug, batch_id)


@routes.coordinator
@require_POST
def import_throw_away(request: MemberRequest, slug: str, batch_id: uuid.UUID) -> HttpResponse:
    """Forget the file."""
    actions.throw_away(access.of(request.user, slug, batch_id), by=request.user, now=clock.now())
    messages.success(request, _("The file is gone. Nobody was added or changed by this."))
    return redirect("importing", slug)


@routes.coordinator
@require_GET
def import_left_out(request: MemberRequest, slug: str, batch_id: uuid.UUID) -> HttpResponse:
    """The rows that did not come in, to mend and upload."""
    headers, rows = reads.left_out_table(request.user, slug, batch_id)
    return _file(spreadsheets.write_xlsx(headers, rows), f"{slug}-to-mend.xlsx")


@routes.coordinator
@require_POST
def import_welcome(request: MemberRequest, slug: str, batch_id: uuid.UUID) -> HttpResponse:
    """Invite the people who came by lists."""
    reads.result(request.user, slug, batch_id)
    people = actions.welcome(
        programme_reads.coordinated(request.user, slug), by=request.user, now=clock.now(),
        key=request.POST.get("form_key", "")[:64],
    )  # fmt: skip
    words = ngettext(
        "%(n)s invitation is being written.", "%(n)s invitations are being written.", people
    )
    messages.success(request, words % {"n": people})
    return redirect("import_batch", slug, batch_id)


urlpatterns: list[Any] = [
    path("", importing, name="importing"),
    path("template.xlsx", import_template, name="import_template"),
    path("<uuid:batch_id>/", import_batch, name="import_batch"),
    path("<uuid:batch_id>/columns/", import_columns, name="import_columns"),
    path("<uuid:batch_id>/sheet/", import_sheet, name="import_sheet"),
    path("<uuid:batch_id>/mend/", import_mend, name="import_mend"),
    path("<uuid:batch_id>/again/", import_again, name="import_again"),
    path("<uuid:batch_id>/start/", import_start, name="import_start"),
    path("<uuid:batch_id>/progress/", import_progress, name="import_progress"),
    path("<uuid:batch_id>/stop/", import_stop, name="import_stop"),
    path("<uuid:batch_id>/throw-away/", import_throw_away, name="import_throw_away"),
    path("<uuid:batch_id>/to-mend.xlsx", import_left_out, name="import_left_out"),
    path("<uuid:batch_id>/welcome/", import_welcome, name="import_welcome"),
]
