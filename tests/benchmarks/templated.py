"""The limit of a list that was not kept: its cards by Django's templates, in the site's own page.

What they show is read once for each list, by each process; after that no database is asked.
"""

from functools import cache

from django.http import HttpRequest, HttpResponse, QueryDict
from django.template import engines

from events.facets import facets, say
from events.filters import EventFilter
from events.models import Event
from nightout.forms import dressed
from nightout.paging import PAGE_SIZE

PAGE = """
{{% extends "base.html" %}}
{{% block content %}}
  <div class="page">
    <h1>Events</h1>
    {}
    <ol class="event-list">
      {{% for event in events %}}<li>{{% include "events/_card.html" %}}</li>{{% endfor %}}
    </ol>
  </div>
{{% endblock content %}}
"""
FILTERS = '{% include "_filters.html" with title="Filter events" button="Show events" %}'


def cards(request: HttpRequest) -> HttpResponse:
    return written(request, PAGE.format(""))


def form(request: HttpRequest) -> HttpResponse:
    """With the filters above them, as our lists have them."""
    return written(request, PAGE.format(FILTERS))


def written(request: HttpRequest, page: str) -> HttpResponse:
    return HttpResponse(compiled(page).render(shown(request.GET.urlencode()), request))


@cache
def compiled(page: str):
    return engines["django"].from_string(page)


@cache
def shown(query: str) -> dict[str, object]:
    chosen = EventFilter(QueryDict(query), queryset=Event.objects.public())
    filters = dressed(chosen.form)
    say(filters, facets(chosen))
    for field in filters.fields.values():
        if hasattr(field.widget, "choices"):
            field.widget.choices = list(field.widget.choices)
    return {"events": list(chosen.qs.for_cards()[:PAGE_SIZE]), "form": filters}
