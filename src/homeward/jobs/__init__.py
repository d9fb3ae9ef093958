"""Long work in the background, on the same database: lease, heartbeat, reaper, idempotency."""
