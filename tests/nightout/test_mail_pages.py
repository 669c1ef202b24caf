"""The mails of a laptop in the browser."""

import re
import stat
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.core.mail import EmailMultiAlternatives, get_connection
from django.test import override_settings

from events.models import Message, MessageKind
from nightout import mailfolder
from tests.factories import make_attendee, make_open_event

pytestmark = pytest.mark.django_db

FOLDER = "nightout.mailfolder.Folder"


@pytest.fixture(autouse=True)
def laptop(monkeypatch, tmp_path):
    monkeypatch.setenv("NIGHTOUT_LOCAL_DIR", str(tmp_path))
    with override_settings(DEBUG=True, EMAIL_BACKEND=FOLDER):
        yield


def make_mail(**fields) -> Message:
    guest = make_attendee(
        event=make_open_event(title="Night at the Park"), email="ana@example.org", **fields
    )
    return Message.objects.create(attendee=guest, kind=MessageKind.CONFIRMATION)


def addresses(client) -> list[str]:
    page = BeautifulSoup(client.get("/mails/").content, "html.parser")
    return [link["href"] for link in page.select("tbody th a")]


def test_what_is_due_is_delivered_at_the_press_of_a_button(client):
    message = make_mail()
    before = addresses(client)

    response = client.post("/mails/", follow=True)

    message.refresh_from_db()
    assert before == []
    assert message.sent_at is not None
    assert "1 mails sent, 0 failed, 0 no longer needed." in response.content.decode()
    assert len(addresses(client)) == 1


def test_mail_is_shown_with_its_headers_text_and_attachments(client):
    make_mail(language="es")
    client.post("/mails/")
    (address,) = addresses(client)

    page = BeautifulSoup(client.get(address).content, "html.parser")

    head = {row.dt.get_text(): row.dd.get_text(strip=True) for row in page.select(".mail-head div")}
    assert head["To"] == "ana@example.org"
    assert head["Content-Language"] == "es"
    assert "Night at the Park" in page.select_one("pre").get_text()
    assert [link.get_text() for link in page.select(f'main a[href^="{address}"]')][:2] == [
        "door.png",
        f"{Message.objects.get().attendee.event.slug}.ics",
    ]
    frame = page.iframe
    assert frame["src"] == f"{address}html/"
    assert "allow-scripts" not in frame["sandbox"]


def test_html_is_shown_with_its_style_and_the_picture_that_came_with_it(client):
    make_mail()
    client.post("/mails/")
    (address,) = addresses(client)

    response = client.get(f"{address}html/")

    picture = BeautifulSoup(response.content, "html.parser").img["src"]
    assert picture == f"{address}0/"
    shown = client.get(picture)
    assert (shown["Content-Type"], shown.content[:4]) == ("image/png", b"\x89PNG")
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'none'" in policy
    assert "style-src 'unsafe-inline'" in policy
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-src 'self'" in client.get(address)["Content-Security-Policy"]


def test_calendar_is_downloaded(client):
    make_mail()
    client.post("/mails/")
    (address,) = addresses(client)

    response = client.get(f"{address}1/")

    assert response["Content-Type"] == "text/calendar"
    assert re.fullmatch(r'attachment; filename="[\w-]+\.ics"', response["Content-Disposition"])
    assert response.content.startswith(b"BEGIN:VCALENDAR\r\n")
    assert client.get(f"{address}2/").status_code == 404


@pytest.mark.parametrize(
    "path", ["", "20270803-000000-000000-1-1/", "20270803-000000-000000-1-1/html/", "x/0/"]
)
def test_in_production_there_is_no_such_page(client, path):
    with override_settings(DEBUG=False):
        assert client.get(f"/mails/{path}").status_code == 404


def test_where_mails_leave_there_is_no_such_page(client):
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend"):
        assert client.get("/mails/").status_code == 404


def test_button_delivers_nothing_in_production(client):
    message = make_mail()

    with override_settings(DEBUG=False):
        response = client.post("/mails/")

    message.refresh_from_db()
    assert response.status_code == 404
    assert message.sent_at is None


@pytest.mark.parametrize("name", ["none", "..%2Fsecret_key", "..%2F..%2Fetc%2Fpasswd"])
def test_no_other_file_is_shown(client, name):
    Path(mailfolder.folder().parent, "secret_key.eml").write_text("secret")

    assert client.get(f"/mails/{name}/").status_code == 404


def test_folder_is_private_and_keeps_the_newest(monkeypatch):
    monkeypatch.setattr(mailfolder, "MOST_KEPT", 2)
    sent = [EmailMultiAlternatives(subject=f"Mail {n}", to=["a@example.org"]) for n in range(3)]

    assert get_connection().send_messages(sent) == 3

    files = mailfolder.newest_first()
    assert ["Subject: Mail 2" in files[0].read_text(), len(files)] == [True, 2]
    assert stat.S_IMODE(mailfolder.folder().stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
