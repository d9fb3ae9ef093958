"""Words around dates in Ukrainian, Russian, English and Turkish: months, "about", "unknown", "born", "years old".

All words are folded (``folding.fold``): lower case, no accents, ``ё`` as ``е``, ``й`` as ``и``, ``ї`` as ``і``,
Turkish ``ı`` as ``i``.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from rapidfuzz.distance import DamerauLevenshtein

_MONTHS: Final = (
    "січень січня січні | январь января январе | january | ocak | sichen sichnia | yanvar yanvarya | januar",
    "лютий лютого лютому | февраль февраля феврале | february | subat | liutyi liutoho | fevral fevralya",
    "березень березня березні | март марта марте | march | mart | berezen bereznia | marta",
    "квітень квітня квітні | апрель апреля апреле | april | nisan | kviten kvitnia | aprel aprelya",
    "травень травня травні | май мая мае | may | mayis | traven travnia | mai maya maia",
    "червень червня червні | июнь июня июне | june | haziran | cherven chervnia | iyun iyunya iun iunia yun",
    "липень липня липні | июль июля июле | july | temmuz | lypen lypnia | iyul iyulya iul iulia yul",
    "серпень серпня серпні | август августа августе | august | agustos | serpen serpnia | avgust avgusta",
    "вересень вересня вересні | сентябрь сентября сентябре | september | eylul| veresen veresnia| sentyabr sentyabrya",
    "жовтень жовтня жовтні | октябрь октября октябре | october | ekim | zhovten zhovtnia | oktyabr oktyabrya",
    "листопад листопада листопаді | ноябрь ноября ноябре | november | kasim | lystopad lystopada | noyabr noyabrya",
    "грудень грудня грудні | декабрь декабря декабре | december | aralik | hruden hrudnia | dekabr dekabrya",
)
_MONTH_OF_FORM: Final[dict[str, int]] = {
    form.replace("й", "и"): month for month, forms in enumerate(_MONTHS, 1) for form in re.findall(r"\w+", forms)
}
#: Clipped forms that are no beginnings of a form, or begin two.
_CLIPPED: Final[dict[str, int]] = {
    form: month
    for month, forms in enumerate(
        (
            "січ янв jan oca", "лют фев feb sub", "бер мар mar", "кві апр apr nis", "тра маи may", "чер июн jun haz",
            "лип июл jul tem", "сер авг aug agu", "вер сен сент sep sept eyl", "жов окт oct okt eki",
            "лис ноя нояб nov kas", "гру дек dec dek ara",
        ),
        1,
    )
    for form in forms.split()
}  # fmt: skip
_ROMAN: Final = {
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10, "xi": 11, "xii": 12,
}  # fmt: skip
_ROMAN_TWINS: Final = str.maketrans("іх", "ix")


@cache
def month_of(word: str) -> int | None:
    """The month a folded word names: whole, declined, cut to three letters or more, or with one letter wrong."""
    if word in _MONTH_OF_FORM:
        return _MONTH_OF_FORM[word]
    if word in _CLIPPED:
        return _CLIPPED[word]
    if len(word) < 4:
        return None
    begun = {month for form, month in _MONTH_OF_FORM.items() if form.startswith(word)}
    if not begun and len(word) >= 6:
        begun = {
            month
            for form, month in _MONTH_OF_FORM.items()
            if len(form) >= 6 and DamerauLevenshtein.distance(form, word, score_cutoff=1) <= 1
        }
    return begun.pop() if len(begun) == 1 else None


def roman_month(word: str) -> int | None:
    """The month a folded Roman numeral stands for, in Latin letters or their Cyrillic twins."""
    return _ROMAN.get(word.translate(_ROMAN_TWINS))


def alternatives(words: str) -> str:
    """A pattern of the words in ``words``, longest first; a space in it is any spaces, a stop is optional.

    Words stand between ``|``; the pattern matches whole words only, with an optional stop behind.
    """
    patterns = []
    for word in sorted({" ".join(word.split()) for word in words.split("|")} - {""}, key=lambda w: (-len(w), w)):
        pattern = re.escape(word.replace("й", "и")).replace(r"\ ", r"\s*").replace(r"\.", r"\.?")
        patterns.append(pattern)
    return r"(?<![^\W\d_])(?:" + "|".join(patterns) + r")\.?(?![^\W\d_])"


_UNKNOWN_WORDS: Final = (
    "невідомо | невідома | невідомий | невідоме | невідом | невід | нев | дата невідома | не відомо | не відома"
    "| дата не відома | немає | немає даних | немає інформації | нема | нема даних | відсутня | відсутні | відсутній"
    "| відсутні дані | дані відсутні | інформація відсутня | не встановлено | не встановлена | невстановлено"
    "| не зазначено | не зазначена | не вказано | не вказана | не визначено | н/д | н/в | н/у | н.д. | н.в."
    "| б/д | б.д. | б/в"
    "| уточнюється | потребує уточнення | встановлюється | без дати"
    "| неизвестно | неизвестна | неизвестен | неизвестный | неизвестная | неизвестное | неизв | дата неизвестна"
    "| не известно"
    "| не известна | нет | нет данных | нет сведений | нет информации | данные отсутствуют | данных нет"
    "| сведений нет | отсутствует"
    "| отсутствуют | не установлено | не установлена | не установлен | не указано | не указана | не указан"
    "| не определено"
    "| уточняется | устанавливается | без даты"
    "| unknown | unkn | unk | not known | not available | not given | not provided | not stated | not specified"
    "| no data"
    "| no info | no information | not recorded | missing | none | null | nil | nan | nat | n/a | n.a. | n/k"
    "| n.k. | na | nd | n/d | tbd"
    "| tba | undetermined | undefined | date unknown | unknown date | to be confirmed"
    "| bilinmiyor | bilinmemektedir | bilinmeyen | belirsiz | yok | bilgi yok | kayit yok | tespit edilemedi"
    "| belirtilmemis"
    "| veri yok | mevcut degil | mechul"
)
#: Whole cells that say that nothing is known.
UNKNOWN: Final = re.compile(alternatives(_UNKNOWN_WORDS))
#: The first two letters of these: cells that begin otherwise need no closer look.
UNKNOWN_STARTS: Final = frozenset(word.strip()[:2] for word in _UNKNOWN_WORDS.split("|"))

#: Words for "approximately" and for doubt.
ABOUT: Final = re.compile(
    alternatives(
        "бл | біля | близько | приблизно | прибл | орієнтовно | орієнт | десь | майже"
        "| ок | около | примерно | прим | приблизительно | ориентировочно | ориент | где-то | где то | порядка"
        "| c | ca | circa | cca | approx | approximately | appr | about | abt | around | est | estimated | roughly"
        "| yaklasik | yaklasik olarak | yakl | civari | civarinda | civarlari | civarlarinda | takriben"
        "| tahmini | tahminen | asagi yukari"
        # A winter lies in two years, so its year is only about right.
        "| зима | зими | зимою | взимку | зимы | зимой | winter | kis | kisin"
    )
    + r"|[~≈±]"
)
DOUBT: Final = re.compile(
    alternatives(
        "імовірно | ймовірно | вірогідно | можливо | мабуть | напевно | вероятно | возможно | предположительно"
        "| предп"
        "| видимо | наверное | probably | possibly | perhaps | maybe | presumably | allegedly | uncertain"
        "| muhtemelen | belki | olasi | galiba"
    )
)

#: Words that say that the date is one of birth, or only fill the line.
BORN: Final = re.compile(
    alternatives(
        "р.н. | р. нар. | року народження | рік народження | роки народження | р народження | народження"
        "| народжений | народжена"
        "| народився | народилася | народилась | народ | нар | д.н. | дата народження | дата нар"
        "| г.р. | г. рожд. | года рождения | год рождения | г рождения | рождения | рожденный | рождена"
        "| родился | родилась | рожд | род"
        "| д.р. | дата рождения | дата рожд | г. рож"
        "| born | b | born in | born on | date of birth | d.o.b. | dob | year of birth | yob | birth"
        "| year of birth is"
        "| dogumlu | dogum | dogum tarihi | dogum yili | dogmus | d. tarihi | d.t."
    )
)
FILLERS: Final = re.compile(
    alternatives(
        "p | рік | року | році | роки | років | рр | р | у | в | о | год | года | году | годы | гг | г | у | во"
        "| the | of | in | on"
        "| year | y | yil | yili | yilinda | yilindan | sene | senesi | tarihinde | tarihi | tarih | ayi"
        "| ayinda | gunu | gun"
        "| понеділок | вівторок | середа | четвер | пятниця | субота | неділя"
        "| понедельник | вторник | среда | четверг | пятница | суббота | воскресенье"
        "| monday | tuesday | wednesday | thursday | friday | saturday | sunday | mon | tue | wed | thu | fri"
        "| sat | sun"
        "| pazartesi | sali | carsamba | persembe | cuma | cumartesi | pazar"
        "| дня | числа | месяц | месяце | місяць | місяця | місяці | month"
        "| st | nd | rd | th | го | ого | тьего | ье | е | ого | te | ta | de | da | un | in | un | nin | unda"
        "| inda | sinda | lu | li"
        "| початок | кінець | середина | поч | кін | сер | на початку | наприкінці | начало | конец | середина"
        "| нач | кон | в начале | в конце"
        "| весна | весни | весною | навесні | весной | весны | літо | літа | літом | влітку | лето | лета | летом"
        "| осінь | осінню"
        "| осені | восени | осень | осени | осенью"
        "| spring | summer | autumn | fall | early | mid | late | start | end | beginning | middle"
        "| ilkbahar | yaz | sonbahar | basi | sonu | ortasi | baslari | sonlari | ortalari | aras | arasi | arasinda"
    )
)
OPEN_ENDED: Final = re.compile(
    alternatives(
        "до | після | раніше | пізніше | не раніше | не пізніше | после | раньше | позже | ранее | не ранее"
        "| не позднее | не позже"
        "| before | after | until | till | since | later than | earlier than | prior to | not before | not after"
        "| once | sonra | kadar"
    )
)
DECADE_ENDINGS: Final = r"(?:ті|ні|тих|них|их|ых|ые|х|е|і|ми|s|lar|ler|larda|larin|lerde|li|lu|lari|leri)"
DECADE_NOUNS: Final = r"(?:\s*(?:роки|років|роках|рр?|годы|годов|годах|гг?|years|yillar|yillari|yillarda|yil))?\.?"

_AGE_UNIT: Final = (
    r"(?:повних\s+|полных\s+)?(?:років|роки|рік|лет|год|(?<=[234] )года|(?<=[234])года|л"
    r"|years?(?:\s*old)?|yrs?(?:\s*old)?|y\.?\s?/?o\.?|y|yas|yasinda|yasindaki|yaslarinda)\.?"
    r"(?:\s*(?:від роду|от роду|of age|old))?"
)
AGE: Final = re.compile(
    r"(?:вік|віком|возраст|возрастом|age|aged|yas|yasi)?\s*:?\s*(\d{1,3})\s*(?:(?:-|/)\s*(\d{1,3}))?\s*-?(?:ти|ми|х)?\s*"
    + _AGE_UNIT
)
AGE_FIRST: Final = re.compile(
    r"(?:вік|віком|возраст|возрастом|age|aged|yas|yasi)\s*:?\s*(\d{1,3})(?:\s*-\s*(\d{1,3}))?"
)
#: "років 23", "лет 20-25": a number behind the word is only about right.
AGE_BEHIND: Final = re.compile(
    r"(?:років|літ|лет|годков)\s*(?:так\s+)?(?:на|під|под|із|зо|з|со|с)?\s*(\d{1,3})(?:\s*-\s*(\d{1,3}))?"
)
AGE_MONTHS: Final = re.compile(
    r"(\d{1,2})\s*(?:міс|місяць|місяці|місяців|мес|месяц|месяца|месяцев|months?|mos?|aylik|ay)\.?(?:\s*old)?"
)
