"""Finding things in a record: a full-text index (`index.py`, `find.py`) and questions in plain words (`ask.py`)."""
