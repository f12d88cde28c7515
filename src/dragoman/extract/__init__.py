"""From an annotated document to records, one module a kind of record."""
