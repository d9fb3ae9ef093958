"""All remains and all missing persons of an event at once: undisputed, joint assignments, what may be concluded."""
