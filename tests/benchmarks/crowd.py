"""People who register at once, each in their own browser, and cancel, over HTTP.

Whoever gets no answer sends the same form again, as people do.
"""

import re
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from queue import Empty, Queue
from threading import Thread
from urllib.parse import urlencode

from events.rsvp.forms import LEAST_TIME, new_key
from events.tokens import from_digits

SECRET = "crowdcrowdcrowdcrowdcrowdcrowd00"  # of the CSRF cookie: 32 signs, one browser's own
HEADERS = {
    "Content-Type": "application/x-www-form-urlencoded",
    "Cookie": f"csrftoken={SECRET}",
}
PATIENCE = 60  # seconds, for a server or a database that was killed


@dataclass
class Person:
    name: str
    slug: str
    adults: int = 1
    children: int = 0
    email: str = ""
    key: str = field(default_factory=new_key)
    token: str = ""  # of the personal link, once registered
    cancelled: bool = False

    @property
    def number(self) -> int:
        return from_digits(self.token.partition("-")[0])

    def form(self) -> dict[str, str | int]:
        return {
            "csrfmiddlewaretoken": SECRET,
            "form_key": self.key,
            "name": self.name,
            "adults": self.adults,
            "children": self.children,
            "email": self.email,
            "phone": "" if self.email else "305-555-0100",
            "consent": "on",
        }

    def body(self) -> str:
        return urlencode(self.form())


@dataclass
class Crowd:
    """So many at once at the site's port; each comes from an address of their own."""

    port: int
    at_once: int = 8
    tries: int = 0  # more than the people where some had to send again

    def act(self, people: Iterable[Person], does: Callable[["Crowd", Person], None]) -> None:
        waiting: Queue[Person] = Queue()
        for person in people:
            waiting.put(person)
        troubles: list[Exception] = []

        def work() -> None:
            while not troubles:
                try:
                    does(self, waiting.get_nowait())
                except Empty:
                    return
                except Exception as trouble:  # told by the thread that waits
                    troubles.append(trouble)

        threads = [Thread(target=work) for _number in range(self.at_once)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if troubles:
            raise troubles[0]

    def register(self, person: Person) -> None:
        """Until it is acknowledged: then the person has a link."""
        status, location = self.post(f"/events/{person.slug}/rsvp/", person.body(), person.name)
        if status != 302 or "/rsvp/" not in location:
            raise RuntimeError(f"{person.name} was answered {status} {location}")
        person.token = location.rstrip("/").rpartition("/")[2]

    def cancel(self, person: Person) -> None:
        path = f"/rsvp/{person.token}/cancel/"
        form = urlencode({"csrfmiddlewaretoken": SECRET})
        status, location = self.post(path, form, person.name)
        if status != 302:
            raise RuntimeError(f"{person.name} was answered {status} {location}")
        person.cancelled = True

    def post(self, path: str, form: str, who: str) -> tuple[int, str]:
        """Status and where it leads, or what it complains of: the first answer that is no trouble."""
        number = abs(hash(who))
        address = f"10.{number % 251}.{number // 251 % 251}.{number // 63001 % 251}"
        until = time.monotonic() + PATIENCE
        while True:
            self.tries += 1
            try:
                with closing(HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)) as asked:
                    headers = HEADERS | {"X-Forwarded-For": address}
                    asked.request("POST", path, form, headers)
                    answer = asked.getresponse()
                    body = answer.read()
                if answer.status < 500:
                    return answer.status, answer.headers.get("Location") or complaint(body)
            except (OSError, HTTPException) as trouble:
                if time.monotonic() > until:
                    raise RuntimeError(f"{path} is not answered") from trouble
            if time.monotonic() > until:
                raise RuntimeError(f"{path} answers with an error all the time")
            time.sleep(0.1)


def complaint(page: bytes) -> str:
    """What a page with a form says was wrong with it."""
    _before, _, alert = page.decode().partition("form-errors")
    return " ".join(re.sub(r"<[^>]*>", " ", alert).split())[:200]


def wait_as_long_as_reading_takes() -> None:
    """A form that is sent at once is taken for a program's."""
    time.sleep(LEAST_TIME.total_seconds() + 0.1)
