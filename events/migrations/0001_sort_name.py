from django.db import migrations

# A name as a list is sorted: surname first, with its particles, then the rest. The rules, in order:
# hyphens and apostrophes join ("Jean-Baptiste" is one surname); "Last, First" is taken at its
# word unless what follows the comma is a suffix; Jr., Sr., II, III, IV and the like do not count;
# "de la Cruz" keeps its particles. Of two Spanish surnames the last one sorts.
SORT_NAME = r"""
CREATE FUNCTION nightout_sort_name(value text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
BEGIN ATOMIC
    WITH joined AS (
        SELECT translate(value, '-‐''’‘`', '') AS name
    ), spoken AS (
        SELECT nightout_fold(
            CASE
                WHEN name ~ ',' AND name !~* ',\s*(jr|sr|ii|iii|iv|v|md|phd|esq)\.?\s*$'
                THEN split_part(name, ',', 1)
                ELSE ''
            END
        ) AS stated_surname, nightout_fold(name) AS name FROM joined
    ), parts AS (
        SELECT stated_surname, name,
            regexp_replace(name, '^(mr|mrs|ms|dr|rev)\s+(and\s+(mr|mrs|ms|dr|rev)\s+)?|\s+(jr|sr|ii|iii|iv|v|md|phd|esq)$', '', 'g') AS bare
        FROM spoken
    ), split AS (
        SELECT stated_surname, name, bare,
            substring(bare FROM
                '\s((?:(?:de la|de los|de las|de|del|la|le|van der|van den|van|von|der|da|dos|do|du|di|st|saint|al|el|bin|ben)\s+)*\S+)$'
            ) AS surname
        FROM parts
    )
    SELECT CASE
        WHEN stated_surname <> '' THEN stated_surname || ', ' || btrim(substr(name, length(stated_surname) + 1))
        WHEN surname IS NULL THEN bare
        ELSE surname || ', ' || btrim(left(bare, length(bare) - length(surname)))
    END FROM split;
END;
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [("places", "0001_fold_text_for_search")]

    operations = [migrations.RunSQL(SORT_NAME, "DROP FUNCTION nightout_sort_name(text)")]
