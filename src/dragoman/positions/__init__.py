"""Where actors stand on issues: for, against or neutral, as single clauses show it (docs/positions.md)."""
