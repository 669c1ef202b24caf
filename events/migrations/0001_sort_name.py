from django.db import migrations

# A name as a list is sorted: surname first, with its particles, then the rest. The rules, in order:
# hyphens and apostrophes join ("Jean-Baptiste" is one surname); "Last, First" is taken at its
# word unless what follows the comma is a suffix; Jr., Sr., II, III, IV and the like do not count;
# "de la Cruz" keeps its particles. Of two Spanish surnames the last one sorts.
SORT_NAME = r"""
CREATE FUNCTION nightout_sort_name(value text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    name text := replace(translate(value, '-‐''’‘`', ''), '&', ' and ');
    comma int := strpos(name, ',');
    given text;
    surname text;
BEGIN
    IF comma > 0 THEN
        given := public.nightout_fold(substr(name, comma + 1));
        name := left(name, comma - 1);
    END IF;
    name := public.nightout_fold(name);
    IF name <> '' AND given <> ''
       AND given !~ '^(?:(?:jr|sr|ii|iii|iv|v|esq|md|m d|do|d o|dds|d d s|phd|ph d|rn|bsn|cpa|aia|csi|attorney at law)(?:\s+|$))+$' THEN
        RETURN regexp_replace(name, '\s(?:jr|sr|ii|iii|iv|v)$', '') || ', ' || given;
    END IF;
    name := regexp_replace(name, '^(?:(?:the|familia|famille|fanmi|mr|mrs|ms|miss|mx|dr|rev|sr|sra|srta)\s+(?:and\s+)?)+', '');
    name := btrim(regexp_replace(name, '(?:\s(?:jr|sr|ii|iii|iv|v|esq|md|m d|d o|dds|d d s|phd|ph d|attorney|attorney at law|family|famille))+$', ''));
    surname := substring(name FROM
        '\s((?:(?:de la|de los|de las|de|del|dela|la|le|van der|van den|van|von|der|da|dos|do|du|di|st|saint|al|el|bin|ben|mc|mac)\s+)*\S+)$');
    IF surname IS NULL THEN
        RETURN name;
    END IF;
    RETURN surname || ', ' || btrim(left(name, length(name) - length(surname)));
END;
$$;
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [("places", "0001_fold_text_for_search")]

    operations = [migrations.RunSQL(SORT_NAME, "DROP FUNCTION nightout_sort_name(text)")]
