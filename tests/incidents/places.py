"""Places of incidents in tests, and reading them from a list."""

from typing import Any

from django.http import HttpResponse

from incidents.models import PlacePrecision
from tests.factories import make_city
from tests.readers import soup


def at_block(**fields: Any) -> dict[str, Any]:
    return {
        "precision": PlacePrecision.BLOCK,
        "city": fields.pop("city", None) or make_city(),
        **fields,
    }


def places(response: HttpResponse) -> list[str]:
    return [title.get_text(strip=True) for title in soup(response).select(".incident-row__title")]
