"""Pure dataclasses and rules: no I/O, no database, no user interface, no clock."""
