"""Places: the gazetteer, mentions in text, and their disambiguation. The public face is `dragoman.where`."""
