"""Taking a list as an organizer does, by the button of its page, and reading it as others do."""

import csv
import io
from urllib.parse import parse_qs, urlsplit

import openpyxl
from bs4 import BeautifulSoup
from django.http import HttpResponseBase
from django.test import Client
from pypdf import PdfReader

from tests.readers import soup

LISTS = "/organize/events/night-out/lists/"
CAMPAIGN = "/organize/campaigns/night-out-2018/lists/"


def link(client: Client, form: str, page: str = LISTS) -> str:
    """The address behind the button."""
    return button(soup(client.get(page)), form)


def button(page: BeautifulSoup, form: str) -> str:
    return page.select_one(f'main a[href*="attendees.{form}"]')["href"]


def take(client: Client, form: str, page: str = LISTS) -> HttpResponseBase:
    return client.get(link(client, form, page))


def csv_rows(client: Client, page: str = LISTS) -> list[list[str]]:
    return read_csv(take(client, "csv", page))


def xlsx_rows(client: Client, page: str = LISTS) -> list[list]:
    book = read_xlsx(take(client, "xlsx", page))
    return [["" if cell is None else cell for cell in row] for row in book.worksheets[0].values]


def pdf_pages(client: Client, page: str = LISTS) -> list[str]:
    """The words of each page."""
    return read_pdf(take(client, "pdf", page))


def read_csv(response: HttpResponseBase) -> list[list[str]]:
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def read_xlsx(response: HttpResponseBase) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)))


def notice(client: Client, page: str = LISTS) -> str:
    """What the workbook says of itself, on its last sheet."""
    book = read_xlsx(take(client, "xlsx", page))
    return " ".join(str(cell) for row in book.worksheets[-1].values for cell in row)


def read_pdf(response: HttpResponseBase) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(response.content)).pages]


def headers(client: Client, page: str = LISTS) -> list[str]:
    """On the screen."""
    return [cell.get_text(strip=True) for cell in soup(client.get(page)).select("thead th")]


def screen_rows(client: Client, page: str = LISTS) -> list[list[str]]:
    rows = soup(client.get(page)).select("tbody tr")
    return [[cell.get_text(strip=True) for cell in row.select("td")] for row in rows]


def query(address: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(address).query)
