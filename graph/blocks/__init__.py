"""Programs for one record, run on blocks of records."""
