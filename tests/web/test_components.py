"""The fields we emit have the elements, classes and ties of nhsuk-frontend's own."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import pytest
from django import forms
from django.template.loader import render_to_string
from jinja2 import ChainableUndefined, Environment, PackageLoader

from alongside.web.shared import components

REFERENCE = Environment(
    loader=PackageLoader("nhsuk_frontend_jinja"), autoescape=True, undefined=ChainableUndefined
)
VOID = {"input", "br", "img", "meta", "link", "hr"}
#: Theirs for scripts we do not ship.
LEFT_OUT = {"data-module"}


class Tree(HTMLParser):
    """Markup as (element, attributes, text) in order, white space and order of classes set aside."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.seen: list[Any] = []
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kept = {name: value or "" for name, value in attrs if name not in LEFT_OUT}
        if "class" in kept:
            kept["class"] = " ".join(sorted(kept["class"].split()))
        self.seen.append((tag, kept))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self.seen.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        if words := " ".join(data.split()):
            self.seen.append(("words", words))


def theirs(component: str, macro: str, **parameters: Any) -> list[Any]:
    """Their markup for the parameters."""
    template = REFERENCE.from_string(
        f'{{% from "nhsuk/components/{component}/macro.jinja" import {macro} %}}{{{{ {macro}(p) }}}}'
    )
    return Tree(template.render(p=parameters)).seen


def ours(name: str, **context: Any) -> list[Any]:
    """Our markup for the context."""
    return Tree(render_to_string(f"components/{name}.html", context)).seen


class Form(forms.Form):
    """A field of each sort, all required, so that no label says optional."""

    email = forms.EmailField(
        label="E-mail",
        help_text="Rarely used",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    words = forms.CharField(label="Words", widget=forms.Textarea(attrs={"rows": 4}))
    form = forms.ChoiceField(label="Form", choices=[("1", "One"), ("2", "Two")])
    most = forms.ChoiceField(
        label="Most",
        help_text="One only",
        widget=forms.RadioSelect,
        choices=[("1", "One"), ("2", "Two")],
    )
    topics = forms.MultipleChoiceField(
        label="Topics", widget=forms.CheckboxSelectMultiple, choices=[("1", "One"), ("2", "Two")]
    )
    since = components.DateBoxesField(label="Since", help_text="For example, 27 3 2019")
    sheet = forms.FileField(label="Sheet", help_text="CSV or Excel")


def form(**data: Any) -> Form:
    return Form(data, {}, auto_id="%s") if data else Form(auto_id="%s")


def without(seen: list[Any], *attributes: str) -> list[Any]:
    """The same without attributes that Django adds by itself."""
    return [
        (one[0], {name: value for name, value in one[1].items() if name not in attributes})
        if isinstance(one, tuple) and isinstance(one[1], dict)
        else one
        for one in seen
    ]


def test_an_input_with_a_hint_and_an_error() -> None:
    bound = form(email="amara")
    seen = ours("field", field=bound["email"])
    assert without(seen, "maxlength", "aria-invalid") == theirs(
        "input", "input", id="email", name="email", type="email", value="amara",
        autocomplete="email", label={"text": "E-mail"}, hint={"text": "Rarely used"},
        errorMessage={"text": bound["email"].errors[0]},
    )  # fmt: skip
    box = next(one[1] for one in seen if one[0] == "input")
    assert box["aria-invalid"] == "true"


def test_a_textarea() -> None:
    assert without(ours("field", field=form()["words"]), "cols") == theirs(
        "textarea", "textarea", id="words", name="words", rows="4", label={"text": "Words"}
    )


def test_a_select() -> None:
    bound = Form(initial={"form": "1"}, auto_id="%s")
    assert ours("field", field=bound["form"]) == theirs(
        "select", "select", id="form", name="form", label={"text": "Form"},
        items=[{"value": "1", "text": "One", "selected": True}, {"value": "2", "text": "Two"}],
    )  # fmt: skip


def test_radios_with_hints() -> None:
    bound = Form(initial={"most": "1"}, auto_id="%s")
    bound.fields["most"].widget.hints = {"2": "Takes longer"}
    assert ours("field", field=bound["most"]) == theirs(
        "radios", "radios", idPrefix="most", name="most", fieldset={"legend": {"text": "Most"}},
        hint={"text": "One only"},
        items=[{"value": "1", "text": "One", "checked": True},
               {"value": "2", "text": "Two", "hint": {"text": "Takes longer"}}],
    )  # fmt: skip


def test_checkboxes() -> None:
    bound = Form(initial={"topics": ["2"]}, auto_id="%s")
    assert ours("field", field=bound["topics"]) == theirs(
        "checkboxes", "checkboxes", idPrefix="topics", name="topics",
        fieldset={"legend": {"text": "Topics"}},
        items=[{"value": "1", "text": "One"}, {"value": "2", "text": "Two", "checked": True}],
    )  # fmt: skip


def test_a_date_in_three_boxes() -> None:
    bound = form(**{"since-day": "31", "since-month": "2", "since-year": "2020"})
    assert ours("field", field=bound["since"]) == theirs(
        "date-input", "dateInput", id="since", fieldset={"legend": {"text": "Since"}},
        hint={"text": "For example, 27 3 2019"},
        errorMessage={"text": str(bound["since"].errors[0])},
        items=[
            {"id": f"since-{part}", "name": f"since-{part}", "label": part.title(), "value": value,
             "width": width, "error": True}
            for part, value, width in (("day", 31, 2), ("month", 2, 2), ("year", 2020, 4))
        ],
    )  # fmt: skip


def test_a_file() -> None:
    assert ours("field", field=form()["sheet"]) == theirs(
        "file-upload", "fileUpload", id="sheet", name="sheet", label={"text": "Sheet"},
        hint={"text": "CSV or Excel"},
    )  # fmt: skip


def test_an_error_summary_leads_to_the_first_box_of_each_field() -> None:
    bound = form(email="amara", form="1", words="a", topics=["1"])
    problems = components.problems(bound)
    assert [one.href for one in problems] == ["#email", "#most", "#since-day", "#sheet"]
    expected = theirs(
        "error-summary", "errorSummary", titleText="Look again",
        errorList=[{"text": one.text, "href": one.href} for one in problems],
    )  # fmt: skip
    mine = ours("error_summary", form=bound, title="Look again")
    assert mine[0][1].pop("tabindex") == "-1", "a script moves the focus to it"
    assert mine[0][1].pop("id") == "problems"
    assert mine == expected


@pytest.mark.parametrize(
    ("ours_", "theirs_"),
    [
        (
            ("details", {"summary": "More", "text": "Words"}),
            ("details", "details", {"summaryText": "More", "html": "<p>Words</p>"}),
        ),
        (
            ("summary_list", {"rows": [{"key": "Name", "value": "Amara", "href": "/a"}]}),
            ("summary-list", "summaryList", {"rows": [
                {"key": {"text": "Name"}, "value": {"text": "Amara"},
                 "actions": {"items": [{"href": "/a", "text": "Change",
                                        "visuallyHiddenText": "Name"}]}}]}),
        ),
        (
            ("breadcrumb", {"crumbs": [{"label": "A", "url": "/a"}, {"label": "B", "url": "/b"}]}),
            ("breadcrumb", "breadcrumb", {"items": [{"href": "/a", "text": "A"},
                                                    {"href": "/b", "text": "B"}]}),
        ),
    ],
)  # fmt: skip
def test_what_is_not_a_field(ours_: Any, theirs_: Any) -> None:
    assert ours(ours_[0], **ours_[1]) == theirs(theirs_[0], theirs_[1], **theirs_[2])


def test_an_empty_answer_is_asked_for_by_name() -> None:
    bound = form(email="", form="", words="")
    said = [one.text for one in components.problems(bound)]
    assert "This field is required." not in said
    assert said[0] == "Write something under “E-mail”."


def test_who_will_see_it_is_tied_to_the_box() -> None:
    seen = ours("field", field=form()["words"], sees="You and Ruth")
    box = next(one[1] for one in seen if one[0] == "textarea")
    assert box["aria-describedby"] == "words-sees"
    assert ("words", "You and Ruth") in seen


def test_optional_is_said_by_itself() -> None:
    bound = form()
    bound.fields["words"].required = False
    assert ("words", "(optional)") in ours("field", field=bound["words"])


def test_what_was_written_comes_back() -> None:
    bound = form(words="<b>Late</b> & glad", most="2")
    assert ("words", "<b>Late</b> & glad") in ours("field", field=bound["words"])
    radios = [one[1] for one in ours("field", field=bound["most"]) if one[0] == "input"]
    assert ["checked" in one for one in radios] == [False, True]
