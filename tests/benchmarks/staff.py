"""Lists of the staff room, in this process, beside a plain ModelAdmin of the same rows."""

import time

from django.apps import apps
from django.test import Client
from django.test.utils import override_settings

from nightout.accounts.models import User
from tests.benchmarks.attendees import EVENT
from tests.benchmarks.databases import using
from tests.benchmarks.filling import say
from tests.benchmarks.growth import explained, queries_of
from tests.benchmarks.plan import Plan
from tests.benchmarks.registry import COORDINATOR
from tests.benchmarks.table import Row, figure

PAGES = {
    "page 1": "",
    "page {late}": "?p={late}",
    "search, rare word": "?q={rare}",
    "search, common word": "?q={common}",
}
WORDS = {
    "event": {"rare": "zeppelin", "common": "night"},
    "attendee": {"rare": "quetzal", "common": "lopez"},
}


def measure(plan: Plan) -> list[Row]:
    found = []
    with using(plan.largest), override_settings(ROOT_URLCONF="tests.benchmarks.plain_admin"):
        client = Client()
        client.force_login(User.objects.get(email=COORDINATOR))
        for model, words in WORDS.items():
            late = min(100, page_count(model))
            pages = {
                name.format(late=late): query.format(late=late, **words)
                for name, query in PAGES.items()
            }
            if model == "attendee":
                pages["of one event"] = f"?event={EVENT}"
                pages["of one event, search"] = f"?event={EVENT}&q={words['rare']}"
            for name, query in pages.items():
                say(f"staff room: {model}, {name}")
                found.append(in_turns(plan, client, model, name, query))
    return found


def page_count(model: str) -> int:
    return -(-apps.get_model("events", model).objects.count() // 50)


def in_turns(plan: Plan, client: Client, model: str, name: str, query: str) -> Row:
    ours_at = f"/admin/events/{model}/{query}"
    plain_at = f"/plain/events/{model}/{query.replace('?event=', '?event__exact=')}"
    milliseconds(client, ours_at)
    limits, ours = [], []
    for _round in range(plan.rounds):
        limits.append(milliseconds(client, plain_at))
        ours.append(milliseconds(client, ours_at))
    asked = queries_of(ours_at, client)
    limit, our = min(limits), min(ours)
    return Row(
        f"staff room, {model}s",
        f"{name}: ms, best of {plan.rounds}, {len(asked)} queries, beside a plain ModelAdmin",
        figure(limit),
        figure(our),
        f"{figure(limit / our)} × faster",
        "10: ≤ 100 ms" if "search" in name else "10: ≤ 50 ms, ≥ 100 ×",
        str(plan.sizes[-1]),
        explained(asked),
    )


def milliseconds(client: Client, path: str) -> float:
    began = time.perf_counter()
    answer = client.get(path)
    if answer.status_code != 200:
        raise RuntimeError(f"{path} answers {answer.status_code}")
    return (time.perf_counter() - began) * 1000
