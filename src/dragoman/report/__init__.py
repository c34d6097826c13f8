"""One self-contained HTML file of a record: `gather.py` asks, `inlined.py` draws, `page.py` writes."""
