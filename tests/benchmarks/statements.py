"""The SQL of the registry generator. Every cell follows from the number of its row."""

STAGE_CITIES = """
CREATE TEMPORARY TABLE stage AS
SELECT row_number() OVER (ORDER BY population DESC NULLS LAST, id)::int AS rank,
    id, name, state, slug, county_id, latitude, longitude
FROM places_city ORDER BY 1 LIMIT %(cities)s;
ALTER TABLE stage ADD PRIMARY KEY (rank);
ANALYZE stage;
"""

AGENCIES = """
INSERT INTO agencies_agency
    (id, name, other_names, slug, kind, city_id, county_id, website, email, phone,
        keep_guests_days, victims_names)
SELECT rank, left(name, 100) || ' Police Department', '', slug || '-police', 'municipal_police',
    id, NULL::bigint, '', '', '305-555-01' || lpad((rank %% 100)::text, 2, '0'), 90,
    'withheld'
FROM stage
UNION ALL
SELECT 100000 + county.id, county.name || ' Sheriff', '', county.slug || '-sheriff', 'sheriff',
    NULL, county.id, '', '', '', 90, 'withheld'
FROM places_county county WHERE id IN (SELECT county_id FROM stage)
UNION ALL
SELECT 200000 + rank, left(name, 100) || ' Fire Rescue', '', slug || '-fire', 'fire', id, NULL,
    '', '', '', 90, 'withheld'
FROM stage WHERE rank <= %(with_fire)s
"""

CAMPAIGN = """
INSERT INTO events_campaign (id, programme, name, slug, date, edition, rule, is_sample, inference)
VALUES (%(id)s, 'National Night Out', %(name)s, %(slug)s, %(date)s, NULL, %(rule)s, false, '')
"""

ACTIVITY = """
INSERT INTO events_activity (id, slug, name, name_es, name_ht, category)
VALUES (%s, %s, %s, '', '', %s)
"""

ACCOUNTS = """
INSERT INTO accounts_user (id, password, email, name, is_active, is_staff, is_superuser)
VALUES (1, '!', %(coordinator)s, 'Coordinator', true, true, true),
    (2, '!', %(organizer)s, 'Organizer', true, false, false)
"""

PARKS = """
INSERT INTO events_park (id, name, slug, kind, city_id, neighborhood_id, address, public_block,
    latitude, longitude, accessibility, written_in, maintained_by_id)
SELECT number, name, 'park-' || number, kind, city_id,
    hoods[1 + floor(pg_temp.chance(number, 'hood') * cardinality(hoods))::int],
    number %% 9000 || ' NW ' || number %% 170 || 'th Street',
    CASE kind WHEN 'home' THEN number %% 90 || '00 block of NW ' || number %% 170 || 'th Street' ELSE '' END,
    CASE WHEN has_point THEN latitude + 0.07 * (pg_temp.chance(number, 'n') - pg_temp.chance(number, 's')) END,
    CASE WHEN has_point THEN longitude + 0.08 * (pg_temp.chance(number, 'e') - pg_temp.chance(number, 'w')) END,
    '', 'en', rank
FROM (
    SELECT number, rank, city.id AS city_id, city.latitude, city.longitude,
        kinds.kind <> 'home' AND pg_temp.chance(number, 'point') < 0.75 AS has_point,
        pg_temp.pick(%(parks_first)s, number, 'first') || ' '
            || pg_temp.pick(%(parks_second)s, number, 'second') || ' ' || kinds.called AS name,
        kinds.kind,
        (SELECT array_agg(hood.id ORDER BY hood.id) FROM places_neighborhood hood
            WHERE hood.city_id = city.id) AS hoods
    FROM generate_series(1::bigint, %(parks)s) number
    JOIN stage city ON city.rank = pg_temp.zipf(pg_temp.chance(number, 'city'))
    CROSS JOIN LATERAL (
        SELECT * FROM unnest(%(kinds)s, %(called)s, %(upto)s) kinds (kind, called, upto)
        WHERE pg_temp.chance(number, 'kind') < upto ORDER BY upto LIMIT 1
    ) kinds
) parks
"""

EVENTS = """
INSERT INTO events_event (id, campaign_id, title, slug, description, written_in, city_id,
    neighborhood_id, park_id, place_as_printed, start_date, start_time, end_date, end_time, publication, status,
    capacity, is_free, wheelchair_access, languages, rain_plan, contact, inference, notes,
    created_at, updated_at, registration, contact_needed, largest_party, waiting_list, reminder,
    thank_you)
SELECT number, campaign_id, title,
    btrim(regexp_replace(nightout_fold(title), '[^a-z0-9]+', '-', 'g'), '-') || '-' || number,
    description, 'en', city_id, neighborhood_id, park_id, '',
    day, start_time, day + CASE WHEN pg_temp.chance(number, 'days') < 0.02 THEN 1 ELSE 0 END,
    CASE WHEN pg_temp.chance(number, 'end') < 0.6 THEN coalesce(start_time, '18:00') + interval '3 hours' END,
    CASE WHEN number = 1 OR publication < 0.88 THEN 'public' WHEN publication < 0.94 THEN 'draft'
        WHEN publication < 0.97 THEN 'submitted' ELSE 'hidden' END,
    CASE WHEN status < 0.95 THEN 'scheduled' WHEN status < 0.97 THEN 'cancelled'
        WHEN status < 0.98 THEN 'postponed' ELSE 'rescheduled' END,
    CASE WHEN number > 1 AND number %% 10 = 0 THEN 50 + number %% 400 END,
    number %% 3 > 0 OR NULL, number %% 4 > 0 OR NULL,
    CASE number %% 3 WHEN 0 THEN '{en}' WHEN 1 THEN '{en,es}' ELSE '{}' END::varchar[],
    '', '', '', '', day - 60 + time '12:00', day - 30 + time '12:00',
    CASE WHEN number %% 2 = 0 THEN 'open' ELSE 'none' END, true, 10, true, true, true
FROM (
    SELECT number, park.city_id, park.neighborhood_id, campaign.id AS campaign_id,
        CASE WHEN place < 0.9 THEN park.id END AS park_id,
        CASE WHEN other THEN CASE WHEN number %% 1000 = 7 THEN %(rare_title)s
                ELSE pg_temp.pick(%(titles)s, number, 'title') END
            ELSE 'National Night Out' END
            || CASE WHEN place < 0.9 AND park.kind <> 'home' THEN ' at ' || park.name
                ELSE ' in ' || city.name END AS title,
        concat_ws(' ', pg_temp.pick(%(sentences)s, number, 'a'), pg_temp.pick(%(sentences)s, number, 'b'),
            pg_temp.pick(%(sentences)s, number, 'c'), pg_temp.pick(%(sentences)s, number, 'd')) AS description,
        coalesce(campaign.date, %(first)s + floor(pg_temp.chance(number, 'day') * %(days)s)::int) AS day,
        CASE WHEN pg_temp.chance(number, 'start') < 0.8
            THEN time '17:00' + floor(pg_temp.chance(number, 'clock') * 5) * interval '30 minutes' END AS start_time,
        pg_temp.chance(number, 'publication') AS publication, pg_temp.chance(number, 'status') AS status
    FROM (
        SELECT number, number %% 1000 = 7 OR pg_temp.chance(number, 'other') < 0.15 AS other,
            1 + floor(pg_temp.chance(number, 'park') * %(parks)s)::bigint AS park,
            1 + floor(pg_temp.chance(number, 'season') * %(seasons)s)::int AS season,
            pg_temp.chance(number, 'place') AS place
        FROM generate_series(%(from)s::bigint, %(to)s) number
        OFFSET 0
    ) drawn
    JOIN events_park park ON park.id = drawn.park
    JOIN stage city ON city.id = park.city_id
    LEFT JOIN events_campaign campaign ON NOT other
        AND campaign.id = season + CASE city.state WHEN 'TX' THEN %(seasons)s ELSE 0 END
    OFFSET 0 -- draws once what is used twice
) events
"""

AGENCIES_OF_EVENTS = """
INSERT INTO events_eventagency (event_id, agency_id, role)
SELECT event.id, agency, role
FROM events_event event
JOIN stage city ON city.id = event.city_id
CROSS JOIN LATERAL (VALUES (rank, 'host', 1), (100000 + county_id, 'attending', 0.5),
    (200000 + rank, 'co_host', CASE WHEN rank <= %(with_fire)s THEN 0.3 ELSE 0 END)
) roles (agency, role, share)
WHERE event.id BETWEEN %(from)s AND %(to)s AND pg_temp.chance(event.id, role) < share
"""

ACTIVITIES_OF_EVENTS = """
INSERT INTO events_event_activities (event_id, activity_id)
SELECT number, activity
FROM (
    SELECT number, decode(md5(number || 'activities'), 'hex') AS bits
    FROM generate_series(%(from)s::bigint, %(to)s) number
    OFFSET 0
) drawn, generate_series(1, %(activities)s) activity
WHERE get_bit(bits, activity) = 1 AND get_bit(bits, 64 + activity) = 1
"""

ORGANIZERS = """
INSERT INTO events_event_organizers (event_id, user_id) VALUES (1, 2);
INSERT INTO agencies_membership (user_id, agency_id, role)
SELECT 2, agency_id, 'organizer' FROM events_eventagency WHERE event_id = 1 AND role = 'host';
"""

INCIDENTS = """
INSERT INTO incidents_incident (id, agency_id, occurred_from, occurred_to, precision, date_as_printed,
    offense, circumstance, summary, written_in, inference, notes, publication, created_at, updated_at)
SELECT number, pg_temp.zipf(pg_temp.chance(number, 'incident')), day, day, 'day', '', '13A', '10',
    '', 'en', '', '', CASE WHEN number %% 10 > 0 THEN 'public' ELSE 'draft' END, day, day
FROM generate_series(1::bigint, %(incidents)s) number,
    LATERAL (SELECT %(first)s + floor(pg_temp.chance(number, 'incident day') * %(days)s)::int) drawn (day);
INSERT INTO incidents_location (incident_id, precision, city_id, public_text)
SELECT incident.id, 'city', city.id, '' FROM incidents_incident incident JOIN stage city ON city.rank = agency_id;
INSERT INTO incidents_victim (incident_id, name, name_rule, name_basis, hold, age, age_group, outcome,
    notes)
SELECT number, '', 'withheld', '', '', NULL, '', CASE WHEN number %% 4 = 0 THEN 'killed' ELSE 'injured' END, ''
FROM generate_series(1::bigint, %(incidents)s) number, generate_series(0, (number %% 3 / 2)::int)
"""

# What triggers would have written of the events.
RELIST = "SELECT events_relist(ARRAY(SELECT generate_series(%(from)s::bigint, %(to)s)))"

# As after a year, in which connections of every number have written.
STAMPS = """
INSERT INTO pages_stamp (slot, version)
SELECT slot, nextval('pages_stamp_version') FROM generate_series(0, 63) slot
ON CONFLICT DO NOTHING
"""

# As triggers would, which sleep while so much is written.
SEATS = """
INSERT INTO events_seats (event_id, capacity, attending, children, waiting, present, children_present)
SELECT id, capacity, 0, 0, 0, 0, 0 FROM events_event WHERE id BETWEEN %(from)s AND %(to)s ORDER BY id
"""

OF_EACH_EVENT = (EVENTS, SEATS, AGENCIES_OF_EVENTS, ACTIVITIES_OF_EVENTS)
