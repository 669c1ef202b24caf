"""With each version of a row stands who wrote it and on which page: never by whose personal link."""

from typing import Any

from django.http import HttpRequest
from pghistory.middleware import HistoryMiddleware

from nightout.logs import without_link


class PagesWithoutLinks(HistoryMiddleware):
    def get_context(self, request: HttpRequest) -> dict[str, Any]:
        context = super().get_context(request)
        return {**context, "url": without_link(context["url"])}
