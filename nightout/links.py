"""Where one may go from a list: the same list seen otherwise."""

from dataclasses import dataclass

from django.http import QueryDict

OF_A_PAGE = ("after", "before")


@dataclass(frozen=True)
class Link:
    label: str
    address: str
    is_here: bool = False
    icon: str = ""


def without(query: QueryDict, *names: str, **values: str) -> str:
    """The query string without these and without a page's key, with these values instead."""
    other = query.copy()
    for name in (*names, *OF_A_PAGE, *values):
        other.pop(name, None)
    for name, value in values.items():
        if value:
            other[name] = value
    return f"?{other.urlencode()}"
