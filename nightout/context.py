from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.http import urlencode
from django.utils.translation import get_language_info

# A part of the query that makes another page; all else narrows a list or turns its pages.
MAKES_A_PAGE = ("neighborhood", "state")


def site(request: HttpRequest) -> dict[str, object]:
    """The language menu, whom to ask, and what machines want to know: the page in each language."""
    here = request.get_full_path()
    kept = {name: request.GET[name] for name in MAKES_A_PAGE if request.GET.get(name)}
    plain = request.path + (f"?{urlencode(kept)}" if kept else "")
    host = f"{request.scheme}://{request.get_host()}"
    return {
        "host": host,
        "canonical": host + plain,
        "contact_email": settings.CONTACT_EMAIL,
        "languages": [
            {
                "code": code,
                "name": get_language_info(code)["name_local"],
                "url": translate_url(here, code),
                "canonical": host + translate_url(plain, code),
            }
            for code, _name in settings.LANGUAGES
        ],
    }
