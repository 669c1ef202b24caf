"""Reading a response as a person would."""

from bs4 import BeautifulSoup
from django.http import HttpResponse


def words(response: HttpResponse) -> str:
    """The page's text: tags gone, white space folded."""
    return " ".join(soup(response).get_text(" ").split())


def soup(response: HttpResponse) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def titles(response: HttpResponse) -> list[str]:
    """The events of a list, in their order on the page; not those that are offered instead."""
    cards = soup(response).select(":not(.instead) > .event-list .event-card__title, .card-grid h3")
    return [card.get_text(strip=True) for card in cards]


def offered_instead(response: HttpResponse) -> list[str]:
    return [it.get_text(strip=True) for it in soup(response).select(".instead .event-card__title")]
