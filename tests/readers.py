"""Reading a response as a person would."""

from bs4 import BeautifulSoup
from django.http import HttpResponse


def words(response: HttpResponse) -> str:
    """The page's text: tags gone, white space folded."""
    return " ".join(soup(response).get_text(" ").split())


def soup(response: HttpResponse) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def titles(response: HttpResponse) -> list[str]:
    """The events of a list, in their order on the page."""
    return [link.get_text(strip=True) for link in soup(response).select(".event-card__title")]
