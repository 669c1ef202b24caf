from django.db import migrations

# Homes are found by nobody: their names stay out. Texts longer than Postgres can index are cut.
RELIST = """
CREATE FUNCTION events_relist(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO events_listing AS kept (event_id, revision, changed_at, words)
    SELECT event.id, 0, now(), CASE event.publication WHEN 'public' THEN
        to_tsvector('simple', nightout_fold(left(concat_ws(' ',
            event.title, event.place_as_printed, park.name, hood.name, city.name, city.state,
            campaign.name, agencies.names, activities.names, event.description
        ), 50000))) END
    FROM events_event event
    JOIN places_city city ON city.id = event.city_id
    LEFT JOIN places_neighborhood hood ON hood.id = event.neighborhood_id
    LEFT JOIN events_park park ON park.id = event.park_id AND park.kind <> 'home'
    LEFT JOIN events_campaign campaign ON campaign.id = event.campaign_id
    CROSS JOIN LATERAL (
        SELECT string_agg(concat_ws(' ', agency.name, agency.other_names), ' ') AS names
        FROM events_eventagency role JOIN agencies_agency agency ON agency.id = role.agency_id
        WHERE role.event_id = event.id
    ) agencies
    CROSS JOIN LATERAL (
        SELECT string_agg(concat_ws(' ', activity.name, name_es, name_ht), ' ') AS names
        FROM events_event_activities offered
        JOIN events_activity activity ON activity.id = offered.activity_id
        WHERE offered.event_id = event.id
    ) activities
    WHERE event.id = ANY (ids)
    ORDER BY event.id
    ON CONFLICT (event_id) DO UPDATE
        SET revision = kept.revision + 1, changed_at = excluded.changed_at, words = excluded.words;

    INSERT INTO events_word (word)
    SELECT DISTINCT word
    FROM events_listing, unnest(tsvector_to_array(words)) word
    WHERE event_id = ANY (ids) AND length(word) <= 40
    ORDER BY word
    ON CONFLICT DO NOTHING;
END $$;
"""

# Which events a statement touched, by table and by what it did. Rows that were written again
# without a difference touch nothing.
EVENTS_OF = """SELECT event.id FROM events_event event
    JOIN new_rows ON new_rows.id = event.{column} JOIN old_rows ON old_rows.id = new_rows.id
    WHERE new_rows.* IS DISTINCT FROM old_rows.*"""
EVENTS_THROUGH = """SELECT link.event_id FROM {link} link
    JOIN new_rows ON new_rows.id = link.{column} JOIN old_rows ON old_rows.id = new_rows.id
    WHERE new_rows.* IS DISTINCT FROM old_rows.*"""
BOTH = "SELECT event_id FROM new_rows UNION SELECT event_id FROM old_rows"
TOUCHED = {
    ("events_event", "INSERT"): "SELECT id FROM new_rows",
    ("events_event", "UPDATE"): "SELECT id FROM new_rows",
    ("events_eventagency", "INSERT"): "SELECT event_id FROM new_rows",
    ("events_eventagency", "UPDATE"): BOTH,
    ("events_eventagency", "DELETE"): "SELECT event_id FROM old_rows",
    ("events_event_activities", "INSERT"): "SELECT event_id FROM new_rows",
    ("events_event_activities", "UPDATE"): BOTH,
    ("events_event_activities", "DELETE"): "SELECT event_id FROM old_rows",
    ("events_park", "UPDATE"): EVENTS_OF.format(column="park_id"),
    ("events_campaign", "UPDATE"): EVENTS_OF.format(column="campaign_id"),
    ("places_city", "UPDATE"): EVENTS_OF.format(column="city_id"),
    ("places_neighborhood", "UPDATE"): EVENTS_OF.format(column="neighborhood_id"),
    ("agencies_agency", "UPDATE"): EVENTS_THROUGH.format(
        link="events_eventagency", column="agency_id"
    ),
    ("events_activity", "UPDATE"): EVENTS_THROUGH.format(
        link="events_event_activities", column="activity_id"
    ),
}
REFERENCING = {
    "INSERT": "NEW TABLE AS new_rows",
    "UPDATE": "OLD TABLE AS old_rows NEW TABLE AS new_rows",
    "DELETE": "OLD TABLE AS old_rows",
}
TRIGGER = """
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE ids bigint[] := ARRAY({touched});
BEGIN
    IF cardinality(ids) > 0 THEN PERFORM events_relist(ids); END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER {name} AFTER {verb} ON {table} REFERENCING {referencing}
    FOR EACH STATEMENT EXECUTE FUNCTION {name}();
"""


def triggers() -> list[migrations.RunSQL]:
    made = []
    for (table, verb), touched in TOUCHED.items():
        name = f"{table}_relists_on_{verb.lower()}"
        sql = TRIGGER.format(
            name=name, table=table, verb=verb, touched=touched, referencing=REFERENCING[verb]
        )
        made.append(migrations.RunSQL(sql, f"DROP FUNCTION {name}() CASCADE"))
    return made


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0006_listing_and_words"),
        ("agencies", "0003_find_agencies_by_name"),
    ]

    operations = [migrations.RunSQL(RELIST, "DROP FUNCTION events_relist(bigint[])"), *triggers()]
