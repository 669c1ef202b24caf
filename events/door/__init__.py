"""The door of an event: who is there, marked by phones that may have no signal."""
