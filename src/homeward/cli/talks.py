"""``homeward talks``: texts, claims, communiqués, terms."""

from __future__ import annotations

import typer

from homeward.cli import talks_claims

app = typer.Typer(help="Two texts, public claims, communiqués, what is due.", no_args_is_help=True)
app.command(name="claims")(talks_claims.compare_claims)
app.command(name="calendar")(talks_claims.show_calendar)
app.command(name="communique")(talks_claims.make_communique)
