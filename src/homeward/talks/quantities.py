"""What a clause counts: numbers with their units and how they bind; deadlines; dates.

A number is read with the unit that stands behind it (in ``у віці до 25 років`` the age word decides) and with the bound
before or behind it. A time behind ``within``, ``протягом``, ``в течение``, ``içinde`` is a deadline and not a
quantity; a time for which something lasts is a quantity. Numbers of articles and ordinals are no quantities.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Final

from homeward.talks.dates_in_text import dates_in
from homeward.talks.numerals import Numeral, numerals
from homeward.talks.text_terms import TIME_UNITS, Bound, Deadline, Quantity, Span, Unit
from homeward.words import Language

#: Beginnings of the words of each unit; ``=`` for whole words.
_UNITS: Final = {
    Unit.WORKING_DAY: "робочих дн|робочі дн|рабочих дн|рабочие дн|рабочего дн|working day|business day|iş gün",
    Unit.HOUR: "годин|час=|часа=|часов|часам|hour|saat",
    Unit.DAY: "дн|день|доб|діб|суток|сутк|календарних дн|календарных дн|calendar day|day|gün|takvim gün",
    Unit.WEEK: "тижн|тижд|недел|week|hafta",
    Unit.MONTH: "місяц|месяц|month|ay=|aylık|ayda|ayın|ay ",
    Unit.AGE: "річного віку|летнего возраста|years of age|years old|yaş",
    Unit.YEAR: "рок|рік|років|год=|года=|лет=|годам|year|yıl",
    Unit.CHILD: "діт|дитин|ребен|ребён|детей|дети=|child|çocuk",
    Unit.BODY: "тіл|тел=|тела=|body|bodies|останк|решт|remains|ceset|cenaze|naaş|загибл|погибш|fallen",
    Unit.CONTAINER: "контейнер|мішк|мешк|container|body bag|bag|torba|konteyner",
    Unit.NAME: "імен=|прізвищ|имен=|имён=|фамил|name|isim|isme|ismi|ad=|adı",
    Unit.LIST: "списк|list=|lists|liste",
    Unit.MEMBER: (
"член|представник|представител|member|representative|üye|temsilci|фахівц|специалист|"
"specialist|співголов|сопредсед|co-chair|eşbaşkan|експерт|эксперт|expert|uzman|лікар|"
"врач|doctor|physician|doktor|hekim|спостерігач|наблюдател|observer|gözlemci"
),
    Unit.PERSON: (
"осіб|особ|лиц|человек|чоловік|військовополонен|військовослужбовц|военнопленн|"
"военнослужащ|полонен|пленн|поранен|раненых|person|people|prisoner|soldier|servic|"
"wounded|individual|kişi|esir|asker|savaş esir|harp esir|персон"
),
    Unit.TEAM: "груп|команд|бригад|групп|team|group|ekip|ekib|grup",
    Unit.VEHICLE: "автомоб|машин|автобус|транспортн|рефриж|vehicle|truck|bus=|buses|araç|otobüs",
    Unit.SAMPLE: "зразк|образц|sample|örnek|numune",
    Unit.KILOMETRE: "км|кілометр|километр|km|kilomet",
    Unit.KILOGRAM: "кг|кілограм|килограм|kg|kilogram",
    Unit.PERCENT: "%|відсотк|процент|per cent|percent|yüzde",
    Unit.TIMES: "раз|times|kez|kere|defa",
}  # fmt: skip
_UNIT_PATTERNS: Final = {
    unit: re.compile(
        "|".join(
            re.escape(stem[:-1]) + r"(?!\w)" if stem.endswith("=") else re.escape(stem) for stem in stems.split("|")
        ),
        re.IGNORECASE,
    )
    for unit, stems in _UNITS.items()
}
#: Words that may stand between a number and what it counts.
_BETWEEN: Final = re.compile(
    r"[\s\u00a0-]*(?:\([^)]{1,40}\)\s*)?(?:(?:від|з|із|из|от|of|the|each|other|тяжко\w*|"
    r"тяжело\w*|seriously|severely|поранен\w*|"
    r"ранен\w*|wounded|ağır|yaralı|хвор\w*|больн\w*|загибл\w*|погибш\w*|полегл\w*|павш\w*|"
    r"пронумерован\w*|numbered|повн\w*|полн\w*|"
    r"послідовн\w*|последовательн\w*|consecutive|поспіль|подряд|чергов\w*|додатков\w*|"
    r"дополнительн\w*|additional|more|ek|нейтральн\w*|neutral|tarafsız|"
    r"неповнолітн\w*|несовершеннолетн\w*|малолітн\w*|українськ\w*|украинск\w*|российск\w*|"
    r"російськ\w*|адет|adet|календарн\w*|calendar|takvim|неозброєн\w*|"
    r"невооруж[её]нн\w*|unarmed|silahsız|пошуков\w*|поисков\w*|search|arama)\b[\s\u00a0-]+)*",
    re.IGNORECASE,
)
_BEFORE: Final = {
    Bound.AT_LEAST: (
        r"не менше?(?:,? (?:ніж|як))?|щонайменше|не менее|не меньше|как минимум|"
        r"по меньшей мере|at least|not less than|no fewer than|no less than|a minimum of|"
        r"not fewer than|en az|asgari|від"
    ),
    Bound.UP_TO: (
        r"не більше?(?:,? (?:ніж|як))?|щонайбільше|не более|не больше|not more than|"
        r"no more than|at most|up to|a maximum of|not exceed(?:ing)?|en fazla|azami|"
        r"не перевищу\w+|не превыша\w+|до|максимум|старше|не старше|не старші|(?:and|та|і|и|"
        r"ve) younger|не довше(?: ніж)?|не дольше(?: чем)?|no longer than"
    ),
    Bound.ABOVE: (
        r"більше(?:,? ніж)?|понад|более(?: чем)?|больше(?: чем)?|свыше|more than|over|above|"
        r"exceeding|older than|старше|старші за|старших за|longer than"
    ),
    Bound.BELOW: (
        r"менше(?:,? ніж)?|молодш\w*(?: за| від)?|менее(?: чем)?|меньше(?: чем)?|младше|моложе|"
        r"less than|fewer than|under|below|younger than"
    ),
    Bound.EXACTLY: r"рівно|точно|ровно|exactly|precisely|tam(?: olarak)?",
}
_BEFORE_PATTERNS: Final = {
    bound: re.compile(
        (
            rf"(?<!\w)(?:{words})(?:\s+(?:віком|в возрасте|у віці|the age of|age|of|the|a|по|на|из|"
            rf"із|з|за|від|of age))*\s*$"
        ),
        re.IGNORECASE,
    )
    for bound, words in _BEFORE.items()
}
_BEHIND: Final = {
    Bound.AT_LEAST: (
        r"(?:or more|and over|or older|і більше|та більше|и более|і старш\w*|и старше|"
        r"veya daha fazla|ve üzeri|yaş ve üz)"
    ),
    Bound.UP_TO: (
        r"(?:or less|or fewer|or younger|and under|включно|включительно|inclusive|dahil|"
        r"kadar(?! süre)|а?\s?kadar|ve altı|і менше|и менее|и младше|і молодш\w*|geçmeyecek|"
        r"aşmayan|aşmayacak)"
    ),
    Bound.BELOW: r"(?:altı(?:nda)?|yaşından küçük|yaşını doldurmamış|doldurmamış|'?\w{0,4} az)",
    Bound.ABOVE: r"(?:üzerinde|aşan|yaşından büyük|'?\w{0,4} fazla|üstü)",
}
_BEHIND_PATTERNS: Final = {
    bound: re.compile(rf"\W*(?:\w+\W+)?{words}", re.IGNORECASE) for bound, words in _BEHIND.items()
}
_ARTICLE_BEFORE: Final = re.compile(
    r"(?:статт\w*|ст\.|стать\w*|article\w*|art\.|пункт\w*|п\.|paragraph\w*|part|clause\w*|"
    r"частин\w*|част[ьи]\w*|розділ\w*|раздел\w*|"
    r"додат\w*|приложени\w*|annex|option|варіант\w*|вариант\w*|madde\w*|№|no\.|протокол\w*|protocol)\s*$",
    re.IGNORECASE,
)
_ARTICLE_BEHIND: Final = re.compile(
    (
        r"\W{0,2}(?:-?\s*(?:inci|ıncı|nci|ncı|üncü|uncu)|\.\s*madde|\.\s*(?:maddesi|fıkra|"
        r"paragraf)|\s*(?:madde|статт|стать))"
    ),
    re.IGNORECASE,
)
_AGE_NEAR: Final = re.compile(
    (
        r"вік\w*|возраст\w*|\bage[ds]?\b|yaş\w*|молодш\w*|старш\w*|моложе|младше|younger|older|"
        r"under|досяг\w+|достиг\w+|doldur\w+|reached|attained"
    ),
    re.IGNORECASE,
)
_DEADLINE_BEFORE: Final = re.compile(
    r"(?:протягом|упродовж|впродовж|в течение|within|не пізніше(?:,? ніж)?(?: за| через|"
    r" як за)?|не позднее(?:,? чем)?(?: за| через)?|no later than|not later than|"
    r"у строк до|в срок до|у строк|в срок|через|щонайменше за|не менше ніж за|"
    r"не менее чем за|at least|за|en geç|у термін|спустя|after)\s*(?:перших|первых|"
    r"the first|наступних|следующих|the next|найближчих|ближайших)?\s*$",
    re.IGNORECASE,
)
_STRICT_DEADLINE: Final = re.compile(
    (
        r"(?:протягом|упродовж|впродовж|в течение|within|не пізн\w+.*|не поздн\w+.*|n(?:o|"
        r"ot) later than|у? ?строк.*|в срок.*|en geç)\s*\w*\s*$"
    ),
    re.IGNORECASE,
)
_DEADLINE_BEHIND: Final = re.compile(
    (
        r"(?:\w*\s+)?(?:içinde|içerisinde|zarfında|\w*\s*(?:of|from|after|before|prior to|"
        r"з дня|із дня|з моменту|з дати|после|після|со дня|с момента|с даты|до початку|"
        r"до начала|до відкриття|до открытия|in advance|заздалегідь|заблаговременно|önceden|"
        r"önce|sonra|itibaren))(?!\w)"
    ),
    re.IGNORECASE,
)
_EVENT: Final = re.compile(
    (
        r"\s*(?:of|from|after|before|prior to|following|з|із|з дня|після|до|перед|по|после|со|"
        r"с|за|от|від)\s+((?:[^\s,.;:()]+\s*){1,6})"
    ),
    re.IGNORECASE,
)
_EVENT_TURKISH: Final = re.compile(
    r"((?:[^\s,.;:()]+\s+){1,5})(?:itibaren|sonra|önce|sonraki|takip eden)\s+(?:en geç\s+)?$", re.IGNORECASE
)
_BY_DATE: Final = re.compile(
    (
        r"(?:до|не пізніше(?: ніж)?|не позднее(?: чем)?|by|before|until|no later than|"
        r"not later than|на дату|к|en geç|on or before)\s*$"
    ),
    re.IGNORECASE,
)
_BY_DATE_BEHIND: Final = re.compile(
    r"\W*(?:tarihi\w*\s*)?(?:kadar|'?(?:a|e|ya|ye) kadar|inclusive|включно)", re.IGNORECASE
)
_ALL: Final = re.compile(
    (
r"(?<!\w)(?P<all>усіх|всіх|усі|всі|усе|всех|все|всем|all(?! necessary| the time|"
r" for none| or n)|tüm|bütün|кожн\w+|кажд\w+|each|every|"
r"her bir)(?P<between>(?:\s+[^\s,.;:]+){0,3}?)\s+$"
),
    re.IGNORECASE,
)  # fmt: skip


#: Behind a number that counts nothing: clock times, fractions.
_NO_COUNT: Final = re.compile(r"\s*[:.]\s*\d|[\s-]*(?:трет|чверт|четверт|thirds?|quarters?|fifths?)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Counted:
    """What ``counted`` finds in a clause."""

    quantities: tuple[Quantity, ...]
    deadlines: tuple[Deadline, ...]
    dates: tuple[tuple[dt.date, Span], ...]


def counted(text: str, language: Language) -> Counted:
    """Numbers, deadlines and dates of a text; what is a date or part of a deadline is no quantity as well."""
    dates = dates_in(text)
    deadlines: list[Deadline] = []
    quantities: list[Quantity] = []
    for day, span in dates:
        if _BY_DATE.search(text[: span.start]) or _BY_DATE_BEHIND.match(text[span.end :]):
            deadlines.append(Deadline(None, Unit.NONE, day, "", _words(text, span), span))
    for numeral in numerals(text, language):
        if any(span.start < numeral.span.end and numeral.span.start < span.end for _day, span in dates):
            continue
        if (
            numeral.ordinal
            or _ARTICLE_BEFORE.search(text[: numeral.span.start])
            or _ARTICLE_BEHIND.match(text[numeral.span.end :])
        ):
            continue
        unit, end = _unit(text, numeral)
        if unit in (Unit.NONE, Unit.YEAR) and (
            1900 <= numeral.value <= 2100 or (unit is Unit.NONE and numeral.value < 2)
        ):
            continue
        if unit is Unit.NONE and _NO_COUNT.match(text[numeral.span.end :]):
            continue
        span = Span(numeral.span.start, end)
        if unit in TIME_UNITS and _is_deadline(text, span):
            deadlines.append(_deadline(text, numeral, unit, span))
        elif not (unit is Unit.NONE and re.match(r"\s*(?:st|nd|rd|th)\b", text[numeral.span.end :])):
            bound, span = _bound(text, numeral, span)
            quantities.append(Quantity(numeral.value, unit, bound, _words(text, span), span))
    quantities += _alls(text, [one.span for one in quantities])
    quantities.sort(key=lambda one: one.span)
    return Counted(tuple(quantities), tuple(sorted(deadlines, key=lambda one: one.span)), tuple(dates))


def _words(text: str, span: Span) -> str:
    return text[span.start : span.end].strip()


def _unit(text: str, numeral: Numeral) -> tuple[Unit, int]:
    """What a number counts, and where the word ends."""
    behind = text[numeral.span.end :]
    sign = re.match(r"\s*%", behind)
    if sign:
        return Unit.PERCENT, numeral.span.end + sign.end()
    if re.search(r"(?:yüzde|%)\s*$", text[: numeral.span.start]):
        return Unit.PERCENT, numeral.span.end
    start = 0
    for _try in range(2):
        for named, pattern in _UNIT_PATTERNS.items():
            unit = named
            if found := pattern.match(behind, start if start else _spaces(behind)):
                word = re.match(r"[\w’'ʼ]*", behind[found.end() :])
                end = numeral.span.end + found.end() + (word.end() if word else 0)
                if unit in (Unit.YEAR, Unit.AGE):
                    near = text[max(0, numeral.span.start - 30) : end + 12]
                    unit = Unit.AGE if unit is Unit.AGE or _AGE_NEAR.search(near) else Unit.YEAR
                return unit, end
        between = _BETWEEN.match(behind)
        start = between.end() if between else 0
        if start == _spaces(behind):
            break
    if _AGE_NEAR.search(text[max(0, numeral.span.start - 16) : numeral.span.start]) and numeral.value < 100:
        return Unit.AGE, numeral.span.end
    return Unit.NONE, numeral.span.end


def _spaces(text: str) -> int:
    found = re.match(r"[\s\u00a0-]*(?:\([^)]{1,40}\)\s*)?", text)
    return found.end() if found else 0


def _bound(text: str, numeral: Numeral, span: Span) -> tuple[Bound, Span]:
    before, behind = text[: numeral.span.start], text[numeral.span.end :]
    inclusive = re.match(r"\W*(?:\w+\W+){0,2}(?:включно|включительно|inclusive|dahil)", behind, re.IGNORECASE)
    for named in (Bound.AT_LEAST, Bound.UP_TO, Bound.ABOVE, Bound.BELOW, Bound.EXACTLY):
        bound = named
        if found := _BEFORE_PATTERNS[bound].search(before):
            said = found[0].strip().lower()
            if said in ("від", "до") and bound is Bound.AT_LEAST:
                continue
            if (
                said.startswith("старше")
                and bound is Bound.UP_TO
                and not before[: found.start()].rstrip().endswith("не")
            ):
                continue
            if (
                said.startswith("до")
                and _AGE_NEAR.search(text[max(0, numeral.span.start - 30) : span.end + 12])
                and not inclusive
            ):
                bound = Bound.BELOW if not said.startswith("до дос") else bound
            end = span.end
            if inclusive:
                end = max(end, numeral.span.end + inclusive.end())
            return bound, Span(found.start(), end)
    for bound, pattern in _BEHIND_PATTERNS.items():
        if found := pattern.match(text[span.end :]):
            if "kadar" in found[0] and re.match(r"\W*\w*\W*kadar", found[0]) is None:
                continue
            return bound, Span(span.start, span.end + found.end())
    return Bound.EXACTLY, span


_LIMITS: Final = re.compile(r"için|önce|zarf|sonra|itibaren|before|prior|до |after|advance|зазда|забла", re.IGNORECASE)


def _is_deadline(text: str, span: Span) -> bool:
    before = text[: span.start]
    if _STRICT_DEADLINE.search(before[-40:]):
        return True
    behind = _DEADLINE_BEHIND.match(text[span.end :])
    return bool(behind and (_DEADLINE_BEFORE.search(before) or _LIMITS.search(behind[0])))


def _deadline(text: str, numeral: Numeral, unit: Unit, span: Span) -> Deadline:
    before = text[: span.start]
    opened = _DEADLINE_BEFORE.search(before)
    closed = _DEADLINE_BEHIND.match(text[span.end :])
    start = opened.start() if opened else span.start
    event = _EVENT.match(text[span.end :])
    turkish = _EVENT_TURKISH.search(before)
    told = (event[1] if event else turkish[1] if turkish else "").strip()
    end = span.end + (closed.end() if closed and "için" in closed[0] else 0)
    return Deadline(numeral.value, unit, None, told, text[start:end].strip(), Span(start, end))


def _alls(text: str, taken: list[Span]) -> list[Quantity]:
    """``all`` of something counted, such as all seriously wounded prisoners."""
    found = []
    for match in re.finditer(r"(?<!\w)(?:усіх|всіх|усі|всі|всех|все|all|tüm|bütün)(?!\w)", text, re.IGNORECASE):
        behind = text[match.end() :]
        reach = re.match(r"(?:\s+[^\s,.;:()]+){1,5}", behind)
        if reach is None or re.match(r"\s*(?:на|for|necessary|необхідн|необходим|or|або|или)\b", behind):
            continue
        for word in re.finditer(r"[^\s]+", reach[0]):
            unit = next(
                (unit for unit, pattern in _UNIT_PATTERNS.items() if unit not in TIME_UNITS and pattern.match(word[0])),
                None,
            )
            if unit:
                span = Span(match.start(), match.end() + word.end())
                if not any(one.start < span.end and span.start < one.end for one in taken):
                    found.append(Quantity(None, unit, Bound.ALL, _words(text, span), span))
                break
    return found
