"""Reading: every format, names, metadata, and what bad input becomes."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from dragoman.documents.options import ReadOptions
from dragoman.documents.read import FORMATS, read_paths
from dragoman.documents.segment import segment
from dragoman.errors import UsageError
from dragoman.identity import document_id
from dragoman.model import Document, Problem

STORY = "Norway's foreign minister met her Finnish counterpart in Oslo on Monday, the ministry said."
OTHER = "The government of Ghana recalled its ambassador from Togo after the arrest of two officers."


def _read(*paths: Path | str, **options: object) -> list[Document | Problem]:
    return list(read_paths([str(path) for path in paths], ReadOptions(**options)))


def _documents(found: list[Document | Problem]) -> list[Document]:
    return [item for item in found if isinstance(item, Document)]


def _codes(found: list[Document | Problem]) -> list[tuple[str, str]]:
    return [(item.doc, item.code) for item in found if isinstance(item, Problem)]


def _rows(*texts: str) -> list[dict[str, str]]:
    return [{"id": f"row-{number}", "text": text} for number, text in enumerate(texts, 1)]


def _jsonl(rows: list[dict[str, str]]) -> bytes:
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


# --- formats ----------------------------------------------------------------------------------------------------


def test_text_is_verbatim(tmp_path: Path) -> None:
    text = f"A title\r\n\r\n  {STORY}\r\n"
    (tmp_path / "a.txt").write_bytes(text.encode())
    (document,) = _documents(_read(tmp_path / "a.txt"))
    assert (document.doc, document.text, document.doc_id) == ("a.txt", text, document_id(text))
    assert (document.language, document.published_basis, document.outlet_basis) == ("en", "none", "none")


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
@pytest.mark.parametrize("ending", sorted(FORMATS))
def test_every_format_reads_the_same_story(tmp_path: Path, ending: str, packed: bool) -> None:
    path = tmp_path / f"a{ending}"
    if ending in (".json", ".jsonl", ".ndjson"):
        path.write_bytes(_jsonl(_rows(STORY)))
    elif ending == ".csv":
        path.write_text(f'id,text\nrow-1,"{STORY}"\n')
    elif ending == ".tsv":
        path.write_text(f"id\ttext\nrow-1\t{STORY}\n")
    elif ending == ".parquet":
        duckdb.execute(f"COPY (SELECT 'row-1' AS id, ? AS text) TO '{path}' (FORMAT parquet)", [STORY])
    elif "htm" in ending:
        path.write_text(f"<html><body><article><p>{STORY}</p></article></body></html>")
    else:
        path.write_text(STORY)
    if packed:
        data = path.read_bytes()
        path.unlink()
        path = path.with_name(path.name + ".gz")
        path.write_bytes(gzip.compress(data, mtime=0))
    found = _read(path)
    assert [item.text for item in _documents(found)] == [STORY], found
    table = ending in (".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".parquet")
    assert found[0].doc == ("row-1" if table else path.name)


def test_named_fields_and_row_numbers(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(f'body,day,paper\n"{STORY}",5 October 2022,The Fjord\n"{OTHER}",2022-10-06T08:00:00Z,\n')
    first, second = _documents(_read(path, text_field="body", date_field="day", outlet_field="paper"))
    assert (first.doc, first.published, first.published_basis, first.outlet) == (
        "t.csv#1",
        "2022-10-05",
        "given",
        "The Fjord",
    )
    assert (second.doc, second.published, second.outlet, second.outlet_basis) == ("t.csv#2", "2022-10-06", None, "none")


def test_csv_with_semicolons_and_line_breaks_in_cells(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(f'id;text\n7;"A title\n\n{STORY}"\n')
    (document,) = _documents(_read(tmp_path / "t.csv"))
    assert (document.doc, document.text) == ("7", f"A title\n\n{STORY}")


@pytest.mark.parametrize(
    "wrap", [lambda rows: rows, lambda rows: {"articles": rows}], ids=["list", "object with a list"]
)
def test_json_lists(tmp_path: Path, wrap) -> None:
    (tmp_path / "a.json").write_text(json.dumps(wrap([{"text": STORY}, {"text": OTHER}])))
    assert [item.doc for item in _documents(_read(tmp_path / "a.json"))] == ["a.json#1", "a.json#2"]


def test_parquet_dates_and_missing_columns(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    duckdb.execute(f"COPY (SELECT DATE '2020-02-29' AS published, ? AS text) TO '{path}' (FORMAT parquet)", [STORY])
    (document,) = _documents(_read(path))
    assert (document.doc, document.published) == ("a.parquet#1", "2020-02-29")


def test_html_metadata_and_labels(tmp_path: Path) -> None:
    page = f"""<html><head><title>Oslo visit | The Fjord</title>
      <meta property="og:site_name" content="The Fjord"><meta name="author" content="Kari Lie">
      <link rel="canonical" href="https://fjord.example/oslo">
      <script type="application/ld+json">{{"@type": "NewsArticle", "datePublished": "2022-10-05T07:00:00+02:00",
        "headline": "A visit to Oslo"}}</script></head>
      <body><nav>Home World</nav><article><h1>A visit to Oslo</h1>
      <figure><img src="x.jpg"><figcaption>The ministers at the harbour.</figcaption></figure>
      <p>{STORY}</p><h2>A long border</h2><p>{OTHER}</p></article><footer>Imprint</footer></body></html>"""
    (tmp_path / "a.html").write_text(page)
    (document,) = _documents(_read(tmp_path / "a.html"))
    assert document.text.startswith("A visit to Oslo\n\nBy Kari Lie\n\n")
    assert STORY in document.text
    assert "Imprint" not in document.text
    assert (document.published, document.published_basis) == ("2022-10-05", "metadata")
    assert (document.outlet, document.outlet_basis, document.byline) == ("The Fjord", "metadata", "Kari Lie")
    assert (document.title, document.url) == ("A visit to Oslo", "https://fjord.example/oslo")


def test_html_keeps_captions_where_the_page_has_them(tmp_path: Path) -> None:
    card = "<aside class='related'><figure><figcaption>Another story's picture</figcaption></figure></aside>"
    page = f"""<html><head><meta name="author" content="Ann Lee"></head><body><article><h1>A treaty</h1>
      <p class="byline">By Ann Lee in Oslo</p>
      <figure><img src="a.jpg"><figcaption>The border in May.</figcaption></figure>
      <p>{STORY}</p><figure><img src="b.jpg"><figcaption>The ministers. Photo: Fjord Wire</figcaption></figure>
      <p>{OTHER}</p>{card}</article></body></html>"""
    (tmp_path / "a.html").write_text(page)
    (document,) = _documents(_read(tmp_path / "a.html"))
    found = [(part.label, document.text[slice(*part.span)]) for part in segment(document)]
    assert [text for label, text in found if label == "caption"] == [
        "The border in May.",
        "The ministers. Photo: Fjord Wire",
    ]
    assert sum(text.count("Ann Lee") for _, text in found) == 1
    assert found.index(("caption", "The border in May.")) < found.index(("body", STORY))
    assert found.index(("body", STORY)) + 1 == found.index(("caption", "The ministers. Photo: Fjord Wire"))


def test_html_invents_no_date(tmp_path: Path) -> None:
    footer = "<footer>© 2019 The Fjord, 3 May 2019</footer>"
    page = f"<html><body><article><h1>T</h1><p>{STORY}</p></article>{footer}</body></html>"
    (tmp_path / "2018-01-01.html").write_text(page)
    (document,) = _documents(_read(tmp_path / "2018-01-01.html"))
    assert (document.published, document.published_basis) == (None, "none")


def test_markdown_front_matter(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f'---\ntitle: "A visit"\ndate: 2021-03-04\n---\n\n{STORY}\n')
    (document,) = _documents(_read(tmp_path / "a.md"))
    assert (document.title, document.published, document.published_basis) == ("A visit", "2021-03-04", "metadata")


# --- which files ------------------------------------------------------------------------------------------------


def test_folders_are_walked_in_order_and_hidden_files_skipped(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/b/c.txt", ".hidden.txt", ".git/x.txt", "picture.png"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{STORY} {name}")
    found = _read(tmp_path)
    assert sorted(item.doc for item in _documents(found)) == ["a/b/c.txt", "a/z.txt", "b.txt"]
    assert _codes(found) == [("picture.png", "unknown-format")]
    assert [item.doc for item in found] == [item.doc for item in _read(tmp_path)]


def test_globs_and_several_paths(tmp_path: Path) -> None:
    for name in ("x/a.txt", "x/b.txt", "y/c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(STORY + name)
    found = _read(str(tmp_path / "*" / "*.txt"))
    assert [item.doc for item in found] == ["x/a.txt", "x/b.txt", "y/c.txt"]
    assert [item.doc for item in _read(tmp_path / "y", tmp_path / "x" / "b.txt")] == ["c.txt", "b.txt"]


@pytest.mark.parametrize(
    ("data", "names"),
    [
        (STORY.encode(), ["stdin"]),
        (_jsonl([{"text": STORY}, {"id": "two", "text": OTHER}]), ["stdin#1", "two"]),
        (gzip.compress(_jsonl(_rows(STORY)), mtime=0), ["row-1"]),
        (json.dumps([{"text": STORY}]).encode(), ["stdin#1"]),
        (json.dumps({"text": STORY}, indent=2).encode(), ["stdin"]),
    ],
    ids=["text", "jsonl", "gzip", "json", "one object"],
)
def test_standard_input(data: bytes, names: list[str]) -> None:
    found = list(read_paths(["-"], ReadOptions(), stdin=io.BytesIO(data)))
    assert [item.doc for item in _documents(found)] == names


def test_sidecar_wins_and_is_no_document(tmp_path: Path) -> None:
    (tmp_path / "n").mkdir()
    (tmp_path / "n" / "a.txt").write_text(STORY)
    (tmp_path / "b.jsonl").write_text(json.dumps({"id": "r", "text": OTHER, "published": "2001-01-01"}))
    sidecar = tmp_path / "meta.csv"
    sidecar.write_text("file,published,outlet,url\nn/a.txt,2020-05-06,The Fjord,http://f\nr,2002-02-02,,\n")
    found = _read(tmp_path, metadata=sidecar)
    facts = {item.doc: (item.published, item.published_basis, item.outlet, item.url) for item in _documents(found)}
    assert facts == {
        "n/a.txt": ("2020-05-06", "given", "The Fjord", "http://f"),
        "r": ("2002-02-02", "given", None, None),
    }


def test_names_that_meet_twice_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(
        _jsonl([{"id": "x", "text": STORY}, {"id": "x", "text": OTHER}, {"id": "x", "text": OTHER}])
    )
    found = _read(tmp_path / "a.jsonl")
    names = [item.doc for item in _documents(found)]
    suffix = document_id(OTHER)[:8]
    assert names == ["x", f"x~{suffix}", f"x~{suffix}-2"]
    assert _codes(found) == [("x", "duplicate-name")] * 2


# --- bad input --------------------------------------------------------------------------------------------------


def test_missing_path_is_found_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    with pytest.raises(UsageError, match="no such file or folder"):
        read_paths([str(tmp_path / "a.txt"), str(tmp_path / "missing.txt")])


def test_empty_folder_and_pattern_without_match(tmp_path: Path) -> None:
    (tmp_path / "picture.png").write_bytes(b"x")
    with pytest.raises(UsageError, match="no readable file"):
        read_paths([str(tmp_path)])
    with pytest.raises(UsageError, match="no file matches"):
        read_paths([str(tmp_path / "*.txt")])
    with pytest.raises(UsageError, match="nothing to read"):
        read_paths([])


BAD_FILES = {
    "empty.txt": (b"", "empty-file"),
    "blank.txt": (b"  \n\n", "empty-file"),
    "empty.jsonl.csv": (b"", "empty-file"),
    "binary.txt": (bytes(range(256)) * 40, "not-text"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "not-text"),
    "paper.txt": (b"%PDF-1.7\n%more text follows here", "not-text"),
    "not-gzip.txt.gz": (STORY.encode(), "broken-gzip"),
    "cut.txt.gz": (gzip.compress(STORY.encode() * 50, mtime=0)[:40], "broken-gzip"),
    "bad.json": (b'{"text": "x', "bad-json"),
    "number.json": (b"12", "bad-json"),
    "bad.parquet": (b"this is not parquet at all", "bad-parquet"),
    "nothing.html": (b"<html><body></body></html>", "no-text"),
    "other.csv": (b"a,b\n1,2\n", "missing-field"),
}


@pytest.mark.parametrize("name", sorted(BAD_FILES))
def test_a_bad_file_is_one_problem_and_the_next_is_read(tmp_path: Path, name: str) -> None:
    data, code = BAD_FILES[name]
    (tmp_path / name).write_bytes(data)
    (tmp_path / "zz.txt").write_text(STORY)
    found = _read(tmp_path)
    assert _codes(found) == [(name, code)]
    assert [item.doc for item in _documents(found)] == ["zz.txt"]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1", "cp1252"]
)
def test_encodings(tmp_path: Path, encoding: str) -> None:
    text = f"Café talks in Zürich\r\n\r\n{STORY} Señor Müller was there."
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    (document,) = _documents(_read(tmp_path / "a.txt"))
    assert document.text == text


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8-sig", "cp1252"])
def test_encodings_of_tables(tmp_path: Path, encoding: str) -> None:
    text = f"{STORY} Señor Müller was there."
    (tmp_path / "a.jsonl").write_bytes(json.dumps({"text": text}, ensure_ascii=False).encode(encoding))
    (tmp_path / "a.csv").write_bytes(f'text\n"{text}"\n'.encode(encoding))
    assert [item.text for item in _documents(_read(tmp_path))] == [text, text]


def test_nul_and_surrogates_keep_offsets(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(STORY.encode() + b"\0 the end")
    (tmp_path / "b.jsonl").write_text('{"text": "' + STORY + ' \\ud800 \\u0000 end"}')
    first, second = _documents(_read(tmp_path))
    assert first.text == STORY + "  the end"
    assert second.text == STORY + " \ufffd   end"


def test_a_large_file_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "large.txt").open("wb") as file:
        file.truncate(50_000_000)
    (tmp_path / "large.jsonl").write_bytes(
        _jsonl(_rows(STORY)) + b'{"text": "' + b"x" * 3000 + b'"}\n' + _jsonl([{"id": "o", "text": OTHER}])
    )
    (tmp_path / "large.csv").write_text(f'id,text\nq,"{"word " * 400}"\nz,"{STORY}"\n')
    found = _read(tmp_path, max_bytes=1000)
    assert max(_codes(found)) == ("large.txt", "too-large")
    assert ("large.jsonl#2", "too-large") in _codes(found)
    assert {item.text for item in _documents(found)} == {STORY, OTHER}
    assert all(code in ("too-large", "duplicate-name", "bad-row") for _, code in _codes(found))


def test_the_size_limit_has_a_default(tmp_path: Path) -> None:
    with (tmp_path / "large.txt").open("wb") as file:
        file.truncate(50_000_000)
    assert _codes(_read(tmp_path / "large.txt")) == [("large.txt", "too-large")]


def test_rows_before_a_break_in_the_gzip_are_kept(tmp_path: Path) -> None:
    rows = [{"id": str(n), "text": f"{STORY} {document_id(str(n))}"} for n in range(2000)]
    packed = gzip.compress(_jsonl(rows), mtime=0)
    (tmp_path / "a.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    found = _read(tmp_path / "a.jsonl.gz")
    assert len(_documents(found)) > 200
    assert _codes(found) == [("a.jsonl.gz", "broken-gzip")]


def test_a_malformed_line_is_named_and_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(
        _jsonl(_rows(STORY))
        + b'{"text": "broken\n\n[1]\n{"no": 1}\n{"text": ""}\n'
        + _jsonl([{"id": "z", "text": OTHER}])
    )
    found = _read(tmp_path / "a.jsonl")
    assert [item.doc for item in _documents(found)] == ["row-1", "z"]
    assert _codes(found) == [
        ("a.jsonl#2", "bad-json"),
        ("a.jsonl#4", "bad-json"),
        ("a.jsonl#5", "missing-field"),
        ("a.jsonl#6", "empty-text"),
    ]
    assert "line 2" in next(item.message for item in found if isinstance(item, Problem))


def test_a_table_without_the_named_field(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"id,text\n1,{OTHER}\n")
    with pytest.raises(UsageError, match="no field 'body' in the table \\(fields: id, text\\)"):
        _read(tmp_path / "a.csv", text_field="body")
    with pytest.raises(UsageError, match="no field 'day'"):
        _read(tmp_path / "a.csv", date_field="day")
    assert _codes(_read(tmp_path, text_field="body")) == [("a.csv", "missing-field")]


def test_rows_with_too_many_cells(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        f"id,text\n1,{STORY}, and more\n2,{OTHER}\n".replace("Oslo on Monday, the", "Oslo, the")
    )
    found = _read(tmp_path / "a.csv")
    assert _codes(found) == [("a.csv#1", "bad-row")]
    assert [item.doc for item in _documents(found)] == ["2"]


def test_dates_that_cannot_be_read_are_said(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": STORY, "published": "05/10/2022"}))
    found = _read(tmp_path / "a.jsonl")
    assert _codes(found) == [("a.jsonl#1", "bad-date")]
    assert [(item.published, item.published_basis) for item in _documents(found)] == [(None, "none")]


def test_other_languages_are_problems(tmp_path: Path) -> None:
    german = (
        "Die norwegische Außenministerin traf am Montag in Oslo ihren finnischen Kollegen, teilte das Ministerium mit."
    )
    rows = [{"id": "de", "text": german}, {"id": "en", "text": STORY}, {"id": "fr", "text": STORY, "language": "fr"}]
    (tmp_path / "a.jsonl").write_text("\n".join(json.dumps(row) for row in rows))
    found = _read(tmp_path / "a.jsonl")
    assert _codes(found) == [("de", "not-english"), ("fr", "not-english")]
    assert "'de'" in found[0].message
    assert [item.doc for item in _documents(found)] == ["en"]
    given = tmp_path / "b.jsonl"
    given.write_text(json.dumps({"text": german, "language": "en-GB"}))
    assert len(_documents(_read(given))) == 1


@pytest.mark.parametrize(
    ("content", "message"), [("name,published\n", "no column 'file'"), (None, "cannot read the metadata table")]
)
def test_a_bad_sidecar(tmp_path: Path, content: str | None, message: str) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    sidecar = tmp_path / "m.csv"
    if content is not None:
        sidecar.write_text(content)
    with pytest.raises(UsageError, match=message):
        _read(tmp_path / "a.txt", metadata=sidecar)


def test_reading_is_lazy(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(_jsonl(_rows(STORY)) + b"not json\n")
    found = read_paths([str(tmp_path / "a.jsonl")])
    assert isinstance(found, Iterator)
    assert isinstance(next(found), Document)
