"""Text that breaks programs: never a 5xx, nothing stored that was refused, shown inert."""
