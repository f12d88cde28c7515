"""From mentions, times and places to actors, dates and coordinates; one act told by many."""
