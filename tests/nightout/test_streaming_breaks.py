import csv
import io
import threading
import time
import tracemalloc
import zipfile
from collections.abc import Iterator

import pytest
from django.core.signals import request_finished
from django.db import DataError, close_old_connections, connection
from django.db.models import Value
from django.http import StreamingHttpResponse

from nightout.places.models import City
from nightout.streaming import (
    Column,
    csv_response,
    ndjson_response,
    xlsx_response,
)
from tests.nightout.streamed import (
    numbers,
    one_city,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def connection_kept() -> Iterator[None]:
    """The end of a response closes a connection that is in a test's transaction, as any other."""
    request_finished.disconnect(close_old_connections)
    yield
    request_finished.connect(close_old_connections)


def threads() -> set[threading.Thread]:
    return set(threading.enumerate())


@pytest.mark.parametrize("make", [csv_response, ndjson_response, xlsx_response])
def test_client_that_leaves_early_leaves_nothing_behind(make, connection_kept):
    sheet = {"sheet": "List"} if make is xlsx_response else {}
    before = threads()
    response = make(one_city(), [numbers(1_000_000_000)], filename="a", **sheet)
    pieces = iter(response.streaming_content)
    for _piece in range(3):
        next(pieces)

    left = time.monotonic()
    response.close()

    assert time.monotonic() - left < 10  # of minutes
    assert threads() == before
    assert City.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_client_that_leaves_early_outside_a_transaction():
    response = csv_response(one_city(), [numbers(1_000_000_000)], filename="a")
    pieces = iter(response.streaming_content)
    next(pieces)
    next(pieces)

    response.close()

    assert not connection.in_atomic_block
    assert City.objects.count() == 1


BROKEN = numbers(100_000, "1 / (90000 - %s)")


def until_broken(response: StreamingHttpResponse) -> list[bytes]:
    pieces: list[bytes] = []
    with pytest.raises(DataError, match="division by zero"):
        pieces.extend(response.streaming_content)
    return pieces


def test_broken_csv_says_that_it_is_not_complete(caplog):
    before = threads()

    pieces = until_broken(csv_response(one_city(), [BROKEN], filename="list.csv"))

    assert len(pieces) > 2
    assert pieces[-1].startswith(b'"*** This list is incomplete')
    with pytest.raises(csv.Error):
        list(csv.reader([pieces[-1].decode()], strict=True))
    assert "The download list.csv broke off" in caplog.text
    assert threads() == before
    assert City.objects.count() == 1


def test_broken_ndjson_says_that_it_is_not_complete():
    pieces = until_broken(ndjson_response(one_city(), [BROKEN], filename="a"))

    assert pieces[-1].startswith(b"*** This list is incomplete")


def test_broken_xlsx_cannot_be_opened():
    pieces = until_broken(xlsx_response(one_city(), [BROKEN], filename="a", sheet="A"))

    assert not zipfile.is_zipfile(io.BytesIO(b"".join(pieces)))


@pytest.mark.parametrize("make", [csv_response, ndjson_response, xlsx_response])
def test_memory_does_not_grow_with_the_list(make):
    sheet = {"sheet": "List"} if make is xlsx_response else {}
    columns = [numbers(200_000), Column("City", Value("Miami Gardens, Florida " * 5), key="city")]
    response = make(one_city(), columns, filename="a", **sheet)

    tracemalloc.start()
    longest = max(len(piece) for piece in response.streaming_content)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert longest < 256 * 1024
    assert most < 4 * 1024 * 1024  # of 20 and more
