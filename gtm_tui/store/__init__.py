"""Where sessions live: reading, durable writing, journal, recovery, locks and folders."""
