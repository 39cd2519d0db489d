"""Markdown that people write, as HTML that is safe to show."""

from __future__ import annotations

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

_TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a", "h3", "h4", "blockquote", "hr", "code"}
_writer = MarkdownIt("commonmark", {"html": False, "breaks": True})


def html(text: str) -> SafeString:
    """Paragraphs, lists, headings, links and emphasis; pictures and anything else are left out.

    Headings begin at the third level, since they stand within a page that has its own.
    """
    written = _writer.render(text)
    for level in (5, 4, 3, 2, 1):
        lower = min(level + 2, 4)
        written = written.replace(f"<h{level}>", f"<h{lower}>")
        written = written.replace(f"</h{level}>", f"</h{lower}>")
    clean = nh3.clean(
        written,
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener noreferrer nofollow",
    )
    return mark_safe(clean)  # noqa: S308 - cleaned in the line above
