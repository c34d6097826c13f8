"""The desk: a sample of the record judged by people, and what their judgements say of the whole."""
