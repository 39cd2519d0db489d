"""Icons, each the inside of a 24 by 24 drawing without fill, stroked in the colour of the text."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

ICONS: dict[str, str] = {
    "tick": '<path d="M5 12.5l4.5 4.5L19 7.5"/>',
    "cross": '<path d="M6 6l12 12M18 6L6 18"/>',
    "dash": '<path d="M6 12h12"/>',
    "perhaps": '<path d="M5 13.6c2.400-4 5-4 7.200-1.800s4.800 2.300 6.800-1.800"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "info": '<circle cx="12" cy="12" r="8.500"/><path d="M12 11.500v5M12 8v.1"/>',
    "alert": '<path d="M12 4l9 16H3zM12 10v4.500M12 17.300v.1"/>',
    "left": '<path d="M15 5l-7 7 7 7"/>',
    "right": '<path d="M9 5l7 7-7 7"/>',
    "down": '<path d="M6 9l6 6 6-6"/>',
    "up": '<path d="M6 15l6-6 6 6"/>',
    "arrow": '<path d="M4 12h15M13 6l6 6-6 6"/>',
    "move": '<path d="M5 9h14M5 15h14"/>',
    "more": '<path d="M6 12v.1M12 12v.1M18 12v.1"/>',
    "lock": '<rect x="5" y="11" width="14" height="9" rx="2"/><path d="M8 11V8a4 4 0 0 1 8 0v3"/>',
    "eye": '<path d="M2.500 12S6 5.500 12 5.500 21.500 12 21.500 12 18 18.500 12 18.500 2.500 12 2.500 12z"/>'
           '<circle cx="12" cy="12" r="2.800"/>',
    "if-shared": '<path d="M4.500 12a7.500 7.500 0 0 1 15 0 7.500 7.500 0 0 1-15 0" '
                 'stroke-dasharray="3 3.500"/>',
    "clock": '<circle cx="12" cy="12" r="8"/><path d="M12 8v4l2.500 2"/>',
    "growth": '<path d="M12 20v-9M12 11c0-3-2.500-5-7-5 0 4 2.500 6 7 6M12 13c0-3 2.500-5 7-5 0 4-2.500 6-7 6"/>',
    "carried": '<path d="M4 12a8 8 0 0 1 13.700-5.600L20 9M20 4v5h-5"/>'
               '<path d="M20 14a8 8 0 0 1-8 6 8 8 0 0 1-6-2.700"/>',
    "case": '<path d="M3 12h4l2-5 4 10 2-5h6"/>',
    "workload": '<path d="M5 20h14l-2-11H7zM9 9a3 3 0 1 1 6 0"/>',
    "ethics": '<path d="M12 4v16M8 20h8M5 7h14M5 7l-2.500 6.500a3 3 0 0 0 5 0zM19 7l-2.500 6.500a3 3 0 0 0 5 0z"/>',
    "learning": '<path d="M12 6.500C10 5 7 4.500 4 5v13c3-.5 6 0 8 1.500 2-1.500 5-2 8-1.500V5c-3-.5-6 0-8 1.500zM12 6.500V19"/>',
    "career": '<path d="M4 18l5-6 4 3 7-9M14.500 6H20v5.500"/>',
    "question": '<path d="M9 9a3 3 0 1 1 4.500 2.600c-1 .6-1.500 1.200-1.500 2.400M12 17.500v.1"/>',
    "feedback": '<path d="M4 5h16v11H10l-4 4v-4H4z"/>',
    "people": '<circle cx="8" cy="8" r="3"/><path d="M3 20v-3a5 5 0 0 1 10 0v3M15 6a3 3 0 1 1 1 5.800M15.500 14a5 5 0 0 1 5.500 4.500V20"/>',
    "person": '<circle cx="12" cy="8" r="3.500"/><path d="M5.500 20v-2a6.500 6.500 0 0 1 13 0v2"/>',
    "document": '<path d="M7 4h7l4 4v12H7zM14 4v4h4"/>',
    "heart": '<path d="M12 19.500S4 15 4 9.500A4 4 0 0 1 12 8a4 4 0 0 1 8 1.500C20 15 12 19.500 12 19.500z"/>',
    "star": '<path d="M12 4l2.400 5.200 5.600.6-4.200 3.800 1.200 5.600-5-2.900-5 2.900 1.200-5.600L4 9.800l5.600-.6z"/>',
    "today": '<rect x="4" y="5.500" width="16" height="14.500" rx="2"/><path d="M4 10h16M8.500 3.500v4M15.500 3.500v4M8.500 14h3"/>',
    "calendar": '<rect x="4" y="5.500" width="16" height="14.500" rx="2"/><path d="M4 10h16M8.500 3.500v4M15.500 3.500v4"/>',
    "pair": '<circle cx="8.500" cy="5.500" r="2.500"/><path d="M6 20v-8a2.500 2.500 0 0 1 5 0v8z"/>'
            '<circle cx="16" cy="8" r="2.300"/><path d="M13.700 20v-6a2.300 2.300 0 0 1 4.600 0v6z"/>',
    "journal": '<path d="M6 4h12v16H6zM9.500 4v16M12.500 8.500h3M12.500 12h3"/>',
    "record": '<path d="M7 4h7l4 4v12H7zM14 4v4h4M10 13h5M10 16.500h5"/>',
    "search": '<circle cx="10.500" cy="10.500" r="6"/><path d="M15 15l5 5"/>',
    "filter": '<path d="M4 7h9M17 7h3M4 17h3M11 17h9"/><circle cx="15" cy="7" r="2"/><circle cx="9" cy="17" r="2"/>',
    "outside": '<path d="M10 6H5.500v12.500H18V14M13.500 5.500H18.500V10.500M18 6l-7 7"/>',
    "download": '<path d="M12 4v11M7 10.500l5 5 5-5M5 20h14"/>',
    "upload": '<path d="M12 16V5M7 9.500l5-5 5 5M5 20h14"/>',
    "mail": '<rect x="3.500" y="6" width="17" height="12.500" rx="2"/><path d="M4 8l8 6 8-6"/>',
    "phone": '<path d="M6 4h3.500l1.500 4-2 1.500a11 11 0 0 0 5.500 5.500L16 13l4 1.500V18a2 2 0 0 1-2 2A14 14 0 0 1 4 6a2 2 0 0 1 2-2z"/>',
    "video": '<rect x="3.500" y="7" width="11.500" height="10" rx="2"/><path d="M15 11l5.500-3v8L15 13"/>',
    "place": '<path d="M12 20.500S5.500 14.500 5.500 10a6.500 6.500 0 0 1 13 0c0 4.500-6.500 10.500-6.500 10.500z"/><circle cx="12" cy="10" r="2.300"/>',
    "bell": '<path d="M6 17V11a6 6 0 0 1 12 0v6l1.500 1.500h-15zM10 21h4"/>',
    "settings": '<path d="M4 7h9M17 7h3M4 17h3M11 17h9M15 5v4M9 15v4"/>',
    "menu": '<path d="M4 7h16M4 12h16M4 17h16"/>',
    "print": '<path d="M7 9V4h10v5M7 17H4.500V9.500h15V17H17M7 14h10v6H7z"/>',
    "offline": '<path d="M4 4l16 16M8 8.300A9 9 0 0 0 4.500 10.500M12 7a11 11 0 0 1 7.500 3.500M8 14a6 6 0 0 1 4-1.500M12 18v.1"/>',
    "edit": '<path d="M4.500 19.500l1-4.500L16 4.500l3.500 3.500L9 18.500z"/>',
    "door": '<path d="M6 20.500V4h12v16.500M4 20.500h16M14.500 12.500v.1"/>',
    "seedling": '<path d="M12 20v-9M12 11c0-3-2.500-5-7-5 0 4 2.500 6 7 6M12 13c0-3 2.500-5 7-5 0 4-2.500 6-7 6"/>',
}  # fmt: skip


def icon(name: str, classes: str = "") -> SafeString:
    """The drawing, hidden from readers aloud: the words beside it say it. KeyError if unknown."""
    return format_html(
        '<svg class="{}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>',
        f"ic {classes}".strip(),
        mark_safe(ICONS[name]),  # noqa: S308 - our own drawings
    )
