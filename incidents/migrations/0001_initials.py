from django.db import migrations

# "Darin Williams Jr." is "D. W.": the first letter of each word, suffixes left out.
INITIALS = r"""
CREATE FUNCTION nightout_initials(value text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
BEGIN ATOMIC
    SELECT coalesce(string_agg(upper(left(letters, 1)) || '.', ' ' ORDER BY place), '')
    FROM regexp_split_to_table(value, '[\s-]+') WITH ORDINALITY AS words (word, place),
        LATERAL ltrim(word, '"''“”‘’«([.,') AS letters
    WHERE letters !~* '^(jr|sr|ii|iii|iv|v)[.,]*$' AND letters <> '';
END;
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [migrations.RunSQL(INITIALS, "DROP FUNCTION nightout_initials(text)")]
