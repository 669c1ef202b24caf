from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations

# `unaccent` is not immutable, so Postgres refuses it in generated columns and indexes.
FOLD = r"""
CREATE FUNCTION nightout_fold(value text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN btrim(regexp_replace(
    lower(regexp_replace(normalize(value, NFKD), '[\u0300-\u036f]+', '', 'g')),
    '[-\s‐–—_.,;:''’‘"“”/()&!?#*+]+', ' ', 'g'
));
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        TrigramExtension(),
        migrations.RunSQL(FOLD, "DROP FUNCTION nightout_fold(text)"),
    ]
