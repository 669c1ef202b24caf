from django.db import migrations

# The row goes with its event, whoever deletes that.
OF_AN_EVENT = """
ALTER TABLE events_seats ADD CONSTRAINT events_seats_are_of_an_event
    FOREIGN KEY (event_id) REFERENCES events_event (id) ON DELETE CASCADE;
"""

# What is there already.
FILL = """
INSERT INTO events_seats (event_id, capacity, attending, children, waiting, present, children_present)
SELECT event.id, event.capacity, coalesce(held.attending, 0), coalesce(held.children, 0),
    coalesce(held.waiting, 0), coalesce(held.present, 0), coalesce(held.children_present, 0)
FROM events_event event
LEFT JOIN (
    SELECT event_id,
        sum(adults + children) FILTER (WHERE status = 'attending') AS attending,
        sum(children) FILTER (WHERE status = 'attending') AS children,
        sum(adults + children) FILTER (WHERE status = 'waitlisted') AS waiting,
        sum(adults_present + children_present) AS present,
        sum(children_present) AS children_present
    FROM events_attendee GROUP BY event_id
) held ON held.event_id = event.id
ORDER BY event.id;
"""

# Adds up what a statement on attendees changed, and moves the numbers of their events by it. The
# rows are locked in one order, so that two statements on several events do not wait for each other.
COUNT = """
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE moved record;
BEGIN
    FOR moved IN
        SELECT * FROM (
            SELECT event_id,
                coalesce(sum(sign * (adults + children)) FILTER (WHERE status = 'attending'), 0)
                    AS attending,
                coalesce(sum(sign * children) FILTER (WHERE status = 'attending'), 0) AS children,
                coalesce(sum(sign * (adults + children)) FILTER (WHERE status = 'waitlisted'), 0)
                    AS waiting,
                sum(sign * (adults_present + children_present)) AS present,
                sum(sign * children_present) AS children_present
            FROM ({touched}) AS touched
            GROUP BY event_id
        ) AS summed
        WHERE (attending, children, waiting, present, children_present) <> (0, 0, 0, 0, 0)
        ORDER BY event_id
    LOOP
        UPDATE events_seats AS kept SET
            attending = kept.attending + moved.attending,
            children = kept.children + moved.children,
            waiting = kept.waiting + moved.waiting,
            present = kept.present + moved.present,
            children_present = kept.children_present + moved.children_present
        WHERE kept.event_id = moved.event_id;
    END LOOP;
    RETURN NULL;
END $$;
CREATE TRIGGER {name} AFTER {verb} ON events_attendee REFERENCING {referencing}
    FOR EACH STATEMENT EXECUTE FUNCTION {name}();
"""
COLUMNS = "event_id, status, adults, children, adults_present, children_present"
GONE = f"SELECT -1 AS sign, {COLUMNS} FROM old_rows"  # noqa: S608  (ours)
COME = f"SELECT 1 AS sign, {COLUMNS} FROM new_rows"  # noqa: S608  (ours)
COUNTED = {
    "INSERT": ("NEW TABLE AS new_rows", COME),
    "UPDATE": ("OLD TABLE AS old_rows NEW TABLE AS new_rows", f"{GONE} UNION ALL {COME}"),
    "DELETE": ("OLD TABLE AS old_rows", GONE),
}

EMPTIED = """
CREATE FUNCTION events_seats_empty() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE events_seats
    SET attending = 0, children = 0, waiting = 0, present = 0, children_present = 0
    WHERE (attending, waiting, present) <> (0, 0, 0);
    RETURN NULL;
END $$;
CREATE TRIGGER events_seats_empty AFTER TRUNCATE ON events_attendee
    FOR EACH STATEMENT EXECUTE FUNCTION events_seats_empty();
"""

# Each event has its row from the start, and the row knows for how many there is room.
CAPACITY = """
CREATE FUNCTION events_seats_begin() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO events_seats
        (event_id, capacity, attending, children, waiting, present, children_present)
    SELECT id, capacity, 0, 0, 0, 0, 0 FROM new_rows ORDER BY id;
    RETURN NULL;
END $$;
CREATE TRIGGER events_seats_begin AFTER INSERT ON events_event
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION events_seats_begin();

CREATE FUNCTION events_seats_resize() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE events_seats AS kept SET capacity = new_rows.capacity
    FROM new_rows JOIN old_rows ON old_rows.id = new_rows.id
    WHERE kept.event_id = new_rows.id AND new_rows.capacity IS DISTINCT FROM old_rows.capacity;
    RETURN NULL;
END $$;
CREATE TRIGGER events_seats_resize AFTER UPDATE ON events_event
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION events_seats_resize();
"""
CAPACITY_GONE = (
    "DROP FUNCTION events_seats_begin() CASCADE; DROP FUNCTION events_seats_resize() CASCADE"
)


def counting() -> list[migrations.RunSQL]:
    made = []
    for verb, (referencing, touched) in COUNTED.items():
        name = f"events_seats_count_{verb.lower()}"
        sql = COUNT.format(name=name, verb=verb, referencing=referencing, touched=touched)
        made.append(migrations.RunSQL(sql, f"DROP FUNCTION {name}() CASCADE"))
    return made


class Migration(migrations.Migration):
    dependencies = [("events", "0018_door_report_and_columns")]

    operations = [
        migrations.RunSQL(
            OF_AN_EVENT, "ALTER TABLE events_seats DROP CONSTRAINT events_seats_are_of_an_event"
        ),
        migrations.RunSQL(FILL, "DELETE FROM events_seats"),
        *counting(),
        migrations.RunSQL(EMPTIED, "DROP FUNCTION events_seats_empty() CASCADE"),
        migrations.RunSQL(CAPACITY, CAPACITY_GONE),
    ]
