"""What a column means, from its heading: Ukrainian, Russian, English, Turkish, and the canonical names themselves.

Headings are compared folded (``folding.fold_tightly``): case, spaces, stops, accents and apostrophes do not matter.
A heading may be recognised firmly, or faintly: only without the words in brackets behind it ("Прізвище (лат.)"), or
because it is a mere running number. Where two columns would mean one thing, the firmer one has it and the other is
kept as an unknown column; two equally firm ones are a fault, because nobody but the writer can choose.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from homeward.intake.folding import fold_tightly

_SYNONYMS: Final[dict[str, str]] = {
    "rec_id": """
        rec id | recid | record id | id | uid | uuid | guid | entry id | person id | case id | list id
        ід | ідентифікатор | код | код запису | код особи | номер запису | номер справи | номер у списку
        | обліковий номер
        | реєстраційний номер | реєстр номер | рег номер | рег № | унікальний номер | номер картки | номер анкети
        ид | идентификатор | код записи | код лица | номер записи | номер дела | номер в списке | учетный номер
        | регистрационный номер | уникальный номер | номер карточки | номер анкеты
        № справи | № запису | № картки | № анкети | № особи | № дела | № записи | № карточки | № анкеты
        record no | record number | entry no | entry number | case no | case number | file no | file number
        | registration number | registration no | reference | reference no | reference number | ref | ref no
        | unique id | list no | list number
        kayıt no | kayıt numarası | kayıt | dosya no | dosya numarası | liste no | kişi no | referans no | başvuru no
        """,
    "surname": """
        прізвище | прізвища | прізв | фамилия | фамилии | фам | familia | familiya | prizvyshche
        surname | surnames | last name | last names | family name | family names | sur name
        soyadı | soyad | soyisim | soyismi | soy adı | soy ad | soyadi
        """,
    "given_name": """
        власне ім'я | собственное имя | given name | given names | first name | first names | forename | forenames
        | christian name | imya | imia
        ön adı | ön ad | öz adı | öz ad
        """,
    "patronymic": """
        по батькові | по-батькові | побатькові | ім'я по батькові батька | ім'я батька | отчество | отч
        | имя отца | по отчеству
        patronymic | patronym | patronymic name | middle name | middle names | father's name | father name
        | name of father | otchestvo | po batkovi
        baba adı | babasının adı | baba ismi | ata adı | patronim
        """,
    "full_name": """
        full name | fullname | піб | пib | п і б | піп | прізвище ім'я по батькові | прізвище ім'я та по батькові
        | прізвище власне ім'я по батькові | прізвище власне ім'я та по батькові | прізвище та ім'я | прізвище і ім'я
        | прізвище й ім'я | прізвище ім'я | прізвище та ініціали | прізвище ініціали | ім'я та прізвище
        | ім'я прізвище
        | ім'я і прізвище | ім'я по батькові прізвище | ім'я по батькові та прізвище | повне ім'я | піб повністю
        | піб особи | піб військовослужбовця | піб військовополоненого | піб полоненого | піб зниклого | піб дитини
        | піб зниклого безвісти | прізвище ім'я по батькові за наявності
        фио | фамилия имя отчество | фамилия имя и отчество | фамилия и имя | фамилия имя | фамилия и инициалы
        | фамилия инициалы | имя и фамилия | имя фамилия | имя отчество фамилия | имя отчество и фамилия | полное имя
        | фио полностью | фио лица | фио военнослужащего | фио военнопленного | фио пленного | фио пропавшего
        | фио ребенка
        | фамилия имя отчество полностью | фамилия имя отчество при наличии
        name and surname | name surname | surname and name | surname name | names and surname | first and last name
        | first name last name | last name first name | last and first name | last name first names
        | surname first name | surname given name | surname given names | surname and given names
        | surname and first name
        | given name and surname | given names and surname | first name surname | first name and surname
        | family name given name | family name first name | surname given name patronymic
        | surname first name patronymic
        | surname name patronymic | last name first name patronymic | last name first name middle name
        | name in full | complete name | person name | name of person | name of the person | name of prisoner
        | pib | fio
        adı soyadı | adı ve soyadı | adı soyad | ad soyad | ad ve soyad | ad soyadı | soyadı adı | soyadı ve adı
        | soyad ad | isim soyisim | isim ve soyisim | isim soyad | isim soyadı | adı soyadı baba adı | tam adı
        | tam ad
        | tam isim
        """,
    "sex": """
        стать | пол | sex | gender | cinsiyet | cinsiyeti | cins | m f | ч ж | м ж | sex m f | стать ч ж | пол м ж
        """,
    "birth_date": """
        birth date | birthdate | birthday | date of birth | dob | d o b | born | date born | born on | birth
        | year of birth | birth year | yob | bdate | birth day | date of birth dd mm yyyy | date of birth year
        дата народження | дата народж | дата нар | день народження | рік народження | рік народж | рік нар
        | дата рік народження
        | дата та рік народження | число місяць рік народження | число місяць і рік народження
        | день місяць рік народження | дата місяць рік народження | дата місяць і рік народження | народження
        | народився
        | дн | д нар | рн | р нар | дата р н | дата народження або рік | дата або рік народження
        дата рождения | дата рожд | день рождения | год рождения | год рожд | дата год рождения | дата и год рождения
        | число месяц год рождения | число месяц и год рождения | день месяц год рождения | дата месяц год рождения
        | дата месяц и год рождения | рождение | рождения | родился | др | д рожд | гр | г рожд | дата г р
        | дата или год рождения
        doğum tarihi | doğum tar | d tarihi | doğum yılı | doğum günü | doğum | d t | doğumu | doğum tarihi gün ay yıl
        """,
    "birth_place": """
        birth place | birthplace | place of birth | pob | born in | born at | place born | birth town
        місце народження | місце народж | місце нар | м народження | мн | уродженець | народився в | звідки родом
        | населений пункт народження
        место рождения | место рожд | м рождения | мр | уроженец | родился в | откуда родом
        doğum yeri | doğduğu yer | doğum yer
        """,
    "last_seen_place": """
        last seen place | place last seen | last seen | last seen at | last seen in | last seen location
        | last known location | last known place | last location | last contact place | place of last contact
        | place of capture | capture place | captured at | place of disappearance | place missing
        | location of capture
        | place of event | event place | place of the event | place of detention
        місце останнього контакту | місце останнього зв'язку | останнє місце | останнє відоме місце
        | останнє відоме місце перебування | останнє місце перебування | де востаннє бачили | востаннє бачили
        | місце де бачили востаннє | де бачили востаннє | місце зникнення | місце зникнення безвісти | місце полону
        | місце полонення | місце взяття в полон | місце потрапляння в полон | місце потрапляння до полону
        | місце захоплення
        | місце захоплення в полон | місце події | місце утримання | місце затримання | де зник
        место последнего контакта | последнее место | последнее известное место | последнее место пребывания
        | последнее известное местонахождение | где видели в последний раз | последний раз видели
        | место где видели в последний раз | место исчезновения | место пропажи | место пленения | место плена
        | место взятия в плен | место попадания в плен | место захвата | место события | место содержания
        | место задержания | где пропал
        son görüldüğü yer | son görülen yer | son görülme yeri | en son görüldüğü yer | son bilinen yer
        | son bilinen konum
        | kaybolduğu yer | kaybolma yeri | esir düştüğü yer | esir alındığı yer | yakalandığı yer | olay yeri
        | tutulduğu yer
        """,
    "event_date": """
        event date | date of event | date of the event | date of capture | capture date | captured on | captured
        | date captured | date of disappearance | disappearance date | date missing | missing since | date last seen
        | last seen date | last seen on | date of last contact | last contact date | date of detention
        | detention date
        | held since | captive since
        дата події | дата зникнення | дата зникнення безвісти | дата безвісті | дата полону | дата полонення
        | дата взяття в полон | дата взяття у полон | дата потрапляння в полон | дата потрапляння у полон
        | дата потрапляння до полону | дата захоплення | дата захоплення в полон | дата затримання
        | дата останнього контакту | дата останнього зв'язку | коли зник | коли полонений | у полоні з | в полоні з
        | зник безвісти | дата події зникнення полону
        дата события | дата исчезновения | дата пропажи | дата пропажи без вести | дата пленения | дата плена
        | дата взятия в плен | дата попадания в плен | дата захвата | дата задержания | дата последнего контакта
        | дата последней связи | когда пропал | в плену с | пропал без вести
        olay tarihi | esir düştüğü tarih | esir alındığı tarih | esir alınma tarihi | esaret tarihi | kaybolduğu tarih
        | kaybolma tarihi | yakalanma tarihi | yakalandığı tarih | son görülme tarihi | son görüldüğü tarih
        | son temas tarihi
        """,
    "unit": """
        unit | military unit | unit name | unit number | unit no | formation | regiment | brigade | service unit
        | unit or employer | unit or institution
        підрозділ | військовий підрозділ | військова частина | частина | вч | в ч | вч номер | номер вч
        | військова частина підрозділ
        | підрозділ військова частина | місце служби | бригада | номер військової частини | частина підрозділ
        подразделение | воинское подразделение | военное подразделение | воинская часть | часть | войсковая часть
        | место службы | номер воинской части | номер части | часть подразделение
        birlik | birliği | askeri birlik | askeri birliği | kıta | birlik adı | görev yeri
        """,
    "rank": """
        rank | military rank | rank title | grade | звання | військове звання | в звання | військ звання
        | спеціальне звання
        | звание | воинское звание | в звание | военное звание | воинское специальное звание | rütbe | rütbesi
        | askeri rütbe | askeri rütbesi
        """,
    "health_note": """
        health note | health notes | health | health status | state of health | health condition | medical condition
        | medical note | medical notes | medical | injury | injuries | wounds | wound | diagnosis | condition
        стан здоров'я | стан здоровя | здоров'я | відомості про здоров'я | поранення | поранення хвороба | діагноз
        | хвороба | захворювання | травми | травма | поранення захворювання | медичні дані | медична довідка
        состояние здоровья | здоровье | сведения о здоровье | ранение | ранения | диагноз | болезнь | заболевание
        | травма | медицинские данные | ранение заболевание | ранение болезнь
        sağlık notu | sağlık durumu | sağlık | sağlık bilgisi | yaralanma | yaralanması | teşhis | tanı | tıbbi durum
        | hastalık | hastalığı
        """,
}

#: A running number names an entry only when nothing better does.
_RUNNING_NUMBERS: Final = """
    № | # | no | nr | n | num | number | номер | номер п п | № п п | № з п | п п | з п | номер з п | порядковий номер
    | порядковый номер | № по порядку | s no | sl no | serial | serial no | serial number | row | row no
    | row number | line no
    | sıra | sıra no | sıra numarası | numara | numarası | s n
"""

#: "Name" is the given name beside a surname, and the whole name where it stands alone.
_PLAIN_NAMES: Final = "name | names | ім'я | имя | im'ia | ad | adı | isim | ismi"

_IN_BRACKETS: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}")
#: A list of persons has one of these.
NAME_COLUMNS: Final = ("surname", "given_name", "full_name")


class Firmness(IntEnum):
    """How surely a heading was recognised."""

    RUNNING_NUMBER = 1
    WITHOUT_BRACKETS = 2
    FIRM = 3


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one heading means: a canonical column, and how surely."""

    column: str
    firmness: Firmness


@dataclass(frozen=True, slots=True)
class Assignment:
    """Which column of a table holds what.

    Attributes:
        position: index of the column by canonical name.
        unknown: indexes of all other columns, in their order.
        doubled: canonical names that several columns claim equally, with the indexes of these.
    """

    position: dict[str, int]
    unknown: tuple[int, ...]
    doubled: dict[str, tuple[int, ...]]


def _words(text: str) -> list[str]:
    return [key for part in re.split(r"[|\n]", text) if (key := _key(part))]


def _key(heading: str) -> str:
    return "no" if heading.strip() in ("#", "№") else fold_tightly(heading)


_PLAIN_KEYS: Final = frozenset(_words(_PLAIN_NAMES))
_COLUMN_OF_KEY: Final[dict[str, str]] = {
    key: column for column, words in _SYNONYMS.items() for key in [fold_tightly(column), *_words(words)]
}
_RUNNING_KEYS: Final = frozenset(_words(_RUNNING_NUMBERS))


def meaning_of(heading: str) -> Meaning | None:
    """The meaning of one heading on its own; ``given_name`` for a plain "name"."""
    key = _key(heading)
    if found := _COLUMN_OF_KEY.get(key):
        return Meaning(found, Firmness.FIRM)
    if key in _PLAIN_KEYS:
        return Meaning("given_name", Firmness.FIRM)
    if key in _RUNNING_KEYS:
        return Meaning("rec_id", Firmness.RUNNING_NUMBER)
    bare = _IN_BRACKETS.sub(" ", heading)
    if bare.strip() and bare != heading and (inner := meaning_of(bare)):
        return Meaning(inner.column, min(inner.firmness, Firmness.WITHOUT_BRACKETS))
    return None


def assign(headings: Sequence[str]) -> Assignment:
    """Give every canonical column at most one of the columns headed ``headings``."""
    meanings = [meaning_of(heading) for heading in headings]
    named = {meaning.column for meaning in meanings if meaning}
    alone = "surname" not in named and "full_name" not in named
    claims: dict[str, list[tuple[Firmness, int]]] = {}
    for index, (heading, meaning) in enumerate(zip(headings, meanings, strict=True)):
        if meaning:
            plain = alone and _key(_IN_BRACKETS.sub(" ", heading)) in _PLAIN_KEYS
            claims.setdefault("full_name" if plain else meaning.column, []).append((meaning.firmness, index))
    position: dict[str, int] = {}
    doubled: dict[str, tuple[int, ...]] = {}
    for column, claimants in claims.items():
        firmest = max(firmness for firmness, _index in claimants)
        first, *others = [index for firmness, index in claimants if firmness == firmest]
        position[column] = first
        if others:
            doubled[column] = (first, *others)
    taken = set(position.values()) | {index for indexes in doubled.values() for index in indexes}
    return Assignment(position, tuple(index for index in range(len(headings)) if index not in taken), doubled)


def count_person_headings(cells: Sequence[str]) -> int:
    """How many of ``cells`` head a column of a list of persons; 0 unless one of them is a name."""
    meanings = [meaning for cell in cells if len(cell) <= 120 and (meaning := meaning_of(cell))]
    return len(meanings) if any(meaning.column in NAME_COLUMNS for meaning in meanings) else 0


def headings_among(names: Sequence[str]) -> Callable[[Sequence[str]], int]:
    """A test for tables with fixed headings: how many of the cells are one of ``names``, whatever their case."""
    keys = frozenset(fold_tightly(name) for name in names)
    return lambda cells: sum(fold_tightly(cell) in keys for cell in cells)
