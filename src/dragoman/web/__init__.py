"""The record as pages: `dragoman serve`. `app.py` puts it together, `pages/` has one module a page."""
