from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language_info


def site(request: HttpRequest) -> dict[str, list[dict[str, str]]]:
    """The language menu: the page one is on, in each language."""
    here = request.get_full_path()
    return {
        "languages": [
            {
                "code": code,
                "name": get_language_info(code)["name_local"],
                "url": translate_url(here, code),
            }
            for code, _name in settings.LANGUAGES
        ]
    }
