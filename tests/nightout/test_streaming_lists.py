"""Several values in one cell, and SQL that no queryset can say."""

import json

import pytest
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Value

from nightout.streaming import Column, Kind, csv_of_select, ndjson_response
from tests.nightout.streamed import as_csv, as_xlsx, body, csv_rows, one_city

pytestmark = pytest.mark.django_db


def several(*values: str) -> Column:
    array = Value(list(values), output_field=ArrayField(models.TextField()))
    return Column("Names", array, Kind.LIST, key="names")


@pytest.mark.parametrize(
    ("values", "cell"),
    [
        (["Ana"], "Ana"),
        (["Ana", "", "Jo"], "Ana |  | Jo"),
        (["=1+1", "Jo"], "'=1+1 | Jo"),
        ([""], ""),
        ([], ""),
    ],
)
def test_values_stand_in_one_cell_and_no_formula_leaves(values: list[str], cell: str):
    columns = (several(*values), Column("City", "name"))

    assert as_csv(*columns) == [["Names", "City"], [cell, "Miami Gardens"]]
    assert as_xlsx(*columns) == [("Names", "City"), (cell or None, "Miami Gardens")]


def test_programs_get_an_array():
    response = ndjson_response(one_city(), [several("=1+1", "")], filename="list.ndjson")

    assert json.loads(body(response)) == {"names": ["=1+1", ""]}


def test_select_is_a_table_in_its_own_order_and_guarded():
    columns = [Column("Word", "word"), Column("Number", "number", Kind.INTEGER)]
    select = "SELECT * FROM (VALUES ('=b', -2), ('a', 1)) AS made ORDER BY 2 DESC"

    response = csv_of_select(select, columns, filename="made.csv")

    assert response["Content-Type"] == "text/csv; charset=utf-8; header=present"
    assert csv_rows(response) == [["Word", "Number"], ["a", "1"], ["'=b", "-2"]]
