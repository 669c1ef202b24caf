"""Events for other programs: calendars, news readers, maps, spreadsheets and search.

What a format looks like; no module here knows of a request. Everything in words is made before
the first byte leaves, while the reader's language holds: the rows come later, as they are read.
"""
