"""After the night: head-counts, the report, photos."""
