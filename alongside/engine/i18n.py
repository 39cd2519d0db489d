"""Marking words for translation in a layer that knows no framework."""


def N_(text: str) -> str:
    """Return ``text`` unchanged.

    It only tells the message extractor that ``text`` will be shown to people; the
    layers above pass it through their own translate function when they show it.
    """
    return text
