"""What an organizer writes to everyone of an event."""
