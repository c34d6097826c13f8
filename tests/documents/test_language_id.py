"""Language identification: foreign texts are refused, English ones never, however short or full of names."""

from __future__ import annotations

import pytest

from dragoman.documents import language_id
from dragoman.documents.language_id import identify, is_english

FOREIGN = {  # one sentence in many languages
    "de": (
        "Die norwegische Außenministerin traf am Montag in Oslo ihren finnischen Kollegen, teilte das Ministerium mit."
    ),
    "fr": "La ministre norvégienne des Affaires étrangères a rencontré lundi à Oslo son homologue finlandais.",
    "es": "La ministra noruega se reunió el lunes en Oslo con su homólogo finlandés, según informó el ministerio.",
    "it": ("La ministra norvegese ha incontrato lunedì a Oslo il suo omologo finlandese, ha reso noto il ministero."),
    "nl": (
        "De Noorse minister van Buitenlandse Zaken was maandag in "
        "Oslo voor overleg met haar Finse collega over de grens."
    ),
    "pt": (
        "A ministra norueguesa encontrou-se na segunda-feira em Oslo com o seu homólogo finlandês, disse o ministério."
    ),
    "tr": (
        "Norveç Dışişleri Bakanı pazartesi günü "
        "Oslo'da Finlandiyalı mevkidaşıyla görüştü, bakanlıktan açıklama yapıldı."
    ),
    "id": (
        "Menteri luar negeri Norwegia bertemu dengan rekannya dari Finlandia di Oslo pada hari Senin, kata kementerian."
    ),
    "vi": "Bộ trưởng Ngoại giao Na Uy đã gặp người đồng cấp Phần Lan tại Oslo vào thứ Hai, theo thông báo của bộ.",
    "ru": "Министр иностранных дел Норвегии встретилась в понедельник в Осло со своим финским коллегой.",
    "zh": "挪威外交大臣星期一在奥斯陆会见了芬兰外交部长。",
    "ja": "ノルウェーの外相は月曜日にオスロでフィンランドの外相と会談した。",
    "ar": "التقت وزيرة الخارجية النرويجية يوم الاثنين في أوسلو نظيرها الفنلندي.",
    "hi": "नॉर्वे की विदेश मंत्री ने सोमवार को ओस्लो में अपने फ़िनिश समकक्ष से मुलाकात की।",
}

ENGLISH = [
    "Talks collapse",
    "Lavrov visits Ouagadougou, N'Djamena, Brazzaville",
    "Orbán slams Ursula von der Leyen",
    "Zelensky meets Modi, Lula, Kishida, Trudeau",
    "Abdel Fattah al-Sisi, Mahmoud Abbas, King Abdullah II meet in Aqaba",
    "Partido dos Trabalhadores leader Luiz Inácio Lula da Silva met Movimento Sem Terra activists.",
    "Nguyễn Phú Trọng hosts Xi Jinping, Joe Biden hosts Marcos",
    "Frente Farabundo Martí para la Liberación Nacional fighters attacked San Salvador.",
    "Bundeskanzler Olaf Scholz's Sozialdemokratische Partei Deutschlands lost Berlin, Hamburg.",
    "Jamaat-e-Islami chief Siraj-ul-Haq criticised Tehreek-e-Insaf chairman Imran Khan.",
    "Police arrest Ennahda leader Rached Ghannouchi",
    "Xi Jinping",
    "Saudi Arabia executes 37",
]


@pytest.mark.parametrize("code", sorted(FOREIGN))
def test_foreign_texts(code: str) -> None:
    assert identify(FOREIGN[code]) == code


@pytest.mark.parametrize("text", ENGLISH)
def test_short_english_full_of_names(text: str) -> None:
    assert identify(text) == "en"


@pytest.mark.parametrize("text", ["", "  \n", "12 345", "--- ***"])
def test_nothing_to_tell_by(text: str) -> None:
    assert identify(text) is None


def test_furniture_does_not_hide_the_language() -> None:
    assert identify("Share this article\n\nSign up\n\n" + "\n\n".join([FOREIGN["de"]] * 3)) == "de"


@pytest.mark.parametrize(
    ("code", "expected"), [("en", True), ("EN-gb", True), ("eng", True), ("English", True), ("fr", False), ("", False)]
)
def test_given_language(code: str, expected: bool) -> None:
    assert is_english(code) is expected


PLAIN = [
    "Peru recalled its ambassador from Bolivia on Monday after a quarrel over the border.",
    "Turkey's parliament approved Finland's membership of the alliance, five months before Sweden's.",
    "Police in Nairobi arrested forty people as protesters marched to the office of the president.",
    "“We will not yield,” the premier of Fiji told reporters in Suva before the vote.",
    "Lavrov, Wang and Jaishankar discussed Ukraine in Samarkand; they agreed to meet again in Goa in May.",
    "SUVA, March 3 (Reef Radio) -- Fiji and Tonga signed a pact on tuna, the ministers of both countries said.",
    "Kazakhstan and Uzbekistan signed contracts worth two billion dollars during a forum in Tashkent.",
]


@pytest.mark.parametrize("text", PLAIN)
def test_plain_english_needs_no_model(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(text: str) -> tuple[str, float]:
        raise AssertionError(text)

    monkeypatch.setattr(language_id, "_classify", refuse)
    assert identify(text) == "en"


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (
            "nl",
            "De Nederlandse minister was in Den Haag en heeft met zijn collega van de week overleg gevoerd, zei hij.",
        ),
        ("de", "Der Kanzler war am Montag in Paris und will mit dem Minister also noch die Lage besprechen."),
        (
            "fr",
            "Les forces de police et la cour ont fait leur travail, et les sanctions sont un but, a dit le ministre.",
        ),
    ],
)
def test_words_that_look_english_do_not_make_a_text_english(code: str, text: str) -> None:
    assert identify(text) == code
