"""Lists of attendees: on the page, as files, on paper."""
