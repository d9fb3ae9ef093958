"""Who has to act by a clause, what it does to them, whether it forbids, and under which conditions.

By words of treaty language in the four languages, not by grammar: a plain present or future of a treaty (``Сторони
передають``) obliges, as ``shall`` does. A side is the one who acts when it is named as subject, or as agent of a
passive, and not where it is named as receiver. Sides are those that the texts name; others are called by letters.
"""

from __future__ import annotations

import re
from typing import Final

from homeward.talks.text_terms import Condition, Modality, Obliged, Span

_I: Final = re.IGNORECASE
_SIDE: Final = {
    Obliged.UA: r"(?:українськ\w*|украинск\w*|ukrainian|ukrayna)\s+{side}|\bукраїна\b|\bукраина\b|\bukraine\b(?!'s)",
    Obliged.RU: (
        r"(?:російськ\w*|российск\w*|russian|rus|rusya)\s+{side}|російська федерація|"
        r"российская федерация|\brussian federation\b"
    ),
    Obliged.A: r"{side}\s+[«“\"]?[AА1][»”\"]?(?!\w)|\b(?:first|перш\w+|перв\w+|birinci)\s+{side}|\ba tarafı",
    Obliged.B: r"{side}\s+[«“\"]?[BБВ2][»”\"]?(?!\w)|\b(?:second|друг\w+|втор\w+|ikinci)\s+{side}|\bb tarafı",
}
#: The word for a side as subject, as agent (``Українською Стороною``) and as receiver, with the adjective's case.
_SUBJECT_SIDE: Final = r"(?:сторона|side|party|tarafı?|делегація|делегация|delegation|heyeti)"
_ANY_SIDE: Final = r"(?:сторон\w*|side|party|taraf\w*)"
_ONE_SIDE: Final = "|".join(words.format(side=r"(?:сторона|side|party|tarafı?)") for words in _SIDE.values())
#: Two sides named together as those who act.
_JOINED: Final = re.compile(rf"^(?:the )?(?:{_ONE_SIDE})\s+(?:та|і|й|и|and|ve)\s+(?:the )?(?:{_ONE_SIDE})", _I)
_AGENT: Final = {
    Obliged.UA: (
        r"українською стороною|украинской стороной|by the ukrainian (?:side|party)|"
        r"ukrayna tarafınca|ukrayna tarafı tarafından"
    ),
    Obliged.RU: (
        r"російською стороною|российской стороной|by the russian (?:side|party)|"
        r"rus(?:ya)? tarafınca|rus(?:ya)? tarafı tarafından"
    ),
    Obliged.A: r"стороною a\b|стороной a\b|by (?:side|party) a\b|стороною а\b|стороной а\b|a tarafınca",
    Obliged.B: r"стороною b\b|стороной b\b|by (?:side|party) b\b|стороною б\b|стороной б\b|b tarafınca",
    Obliged.BOTH: (
        r"сторонами|обома сторонами|обеими сторонами|by (?:both|the|each) (?:sides|parties|"
        r"side|party)|taraflarca|her iki tarafça"
    ),
    Obliged.COMMISSION: r"комісією|комиссией|by the (?:\w+ ){0,2}commission|komisyonca|komisyon tarafından",
    Obliged.NEUTRAL: (
        r"нейтральн\w+ посередником|нейтральным посредником|посередником|посредником|"
        r"by the (?:neutral|mediator|host)\w*"
    ),
    Obliged.RED_CROSS: (
        r"by the (?:icrc|red cross)|міжнародним комітетом червоного хреста|"
        r"международным комитетом красного креста|ukkk tarafından"
    ),
}
_SUBJECT: Final = {
    Obliged.UA: _SIDE[Obliged.UA].format(side=_SUBJECT_SIDE),
    Obliged.RU: _SIDE[Obliged.RU].format(side=_SUBJECT_SIDE),
    Obliged.A: _SIDE[Obliged.A].format(side=_SUBJECT_SIDE),
    Obliged.B: _SIDE[Obliged.B].format(side=_SUBJECT_SIDE),
    Obliged.BOTH: r"\bсторони\b|\bстороны\b|кожна (?:зі|із|з)?\s*сторін|кожна сторона|"
    r"каждая (?:из )?сторон\w?|обидві сторони|обе стороны"
    r"|\bthe (?:sides|parties)\b|\bboth (?:sides|parties)\b|\beach (?:side|party)\b|"
    r"\bneither (?:side|party)\b|\btaraflar\b|her iki taraf\b|\bher (?:bir )?taraf\b|"
    r"\bparties\b"
    r"|жодна (?:зі|із|з) сторін|жодна сторона|ни одна из сторон|ни одна сторона|hiçbir taraf",
    Obliged.COMMISSION: (
        r"(?:\w+\s)?\bкомісія\b|\bкомиссия\b|\b(?:the |a )?(?:(?:joint|standing|mixed|medical|"
        r"permanent|humanitarian|exchange|bilateral) ){0,3}commission\b|\bkomisyon\b"
    ),
    Obliged.NEUTRAL: (
        r"\bпосередник\b|\bпосредник\b|\bthe (?:mediator|neutral|host)\b|\barabulucu\b|"
        r"\baracı\b|\bev sahibi\b|приймаюча сторона|принимающая сторона|нейтральна сторона"
    ),
    Obliged.RED_CROSS: r"міжнародний комітет червоного хреста|международный комитет красного креста|\bмкчх\b|"
    r"\bмккк\b|\bthe icrc\b|\bthe red cross\b"
    r"|international committee of the red cross|kızılhaç komitesi\b|\bukkk\b",
}
_RECEIVER: Final = {
    Obliged.UA: (
r"українській стороні|украинской стороне|to (?:the )?ukrain\w+(?: side| party)?|"
r"ukrayna tarafına|ukrayna'ya|україні\b|украине\b"
),
    Obliged.RU: (
r"російській стороні|российской стороне|to (?:the )?russia\w*(?: side| party)?|"
r"rus(?:ya)? tarafına|rusya'ya"
),
    Obliged.A: r"стороні [aа]\b|стороне [aа]\b|to (?:side|party) a\b|a tarafına",
    Obliged.B: r"стороні [bб]\b|стороне [bб]\b|to (?:side|party) b\b|b tarafına",
    Obliged.BOTH: (
r"одна одній|друг другу|to each other|one another|birbirlerine|birbirine|іншій стороні|"
r"другой стороне|other (?:side|party)|karşı tarafa|diğer tarafa"
),
    Obliged.RED_CROSS: (
r"міжнародному комітету червоного хреста|международному комитету красного креста|"
r"\bмкчх\b|\bмккк\b|to the (?:icrc|red cross)|ukkk'?ye"
),
    Obliged.COMMISSION: r"комісії\b|комиссии\b|to the (?:\w+ )?commission|komisyona",
}  # fmt: skip

#: Bounds and times that hold a "not" which forbids nothing.
_NOT_IN_BOUNDS: Final = re.compile(
    r"\bне\s+(?:пізн\w+|поздн\w+|менш\w*|менее|мень\w+|більш\w*|более|больш\w*|раніше|"
    r"ранее|раньше|старш\w*|молодш\w*|моложе|довше|дольше|лише|тільки|только|перевищу\w+|"
    r"превыша\w+|досяг\w+|достиг\w+)"
    r"|\bnot\s+(?:later|less|more|fewer|older|earlier|only|exceed\w*|yet|longer)|"
    r"\bno\s+(?:later|less|more|fewer|longer)"
    r"|\bif\s+not\b|doldurmamış|aşmamak|aşmayan|aşmayacak|geçmeyecek|geçmemek|незважаючи|несмотря|notwithstanding",
    _I,
)
_PROHIBITION: Final = re.compile(
    r"заборон\w+|запрещ\w+|запрет\w*|prohibit\w*|forbid\w*|forbidden|\bbanned\b|yasak\w*|"
    r"утриму(?:ют|єт)ься від|воздержива(?:ют|ет)ся от|утримат\w+ від|воздержат\w+ от|"
    r"refrain\w*|kaçın\w+"
    r"|не допуска\w+|недопустим\w*|неприпустим\w*|жодн(?:а|ий|их|ого)|\bни од(?:ин|на|"
    r"ного)\b|\bno (?:person|side|party|prisoner|child|body|one)\b|\bneither\b|hiç(?:bir|"
    r" kimse)|izin verilmez|verilemez",
    _I,
)
_NEGATION: Final = re.compile(
    (
        r"\bне\s+(?=\w)|\bнемає\b|\bнет\b|\bnot\b|\bcannot\b|\bnor\b|\bні\s|\w+(?:maz|mez|"
        r"mazlar|mezler|mayacak\w*|meyecek\w*|mamak\w*|memek\w*|mama(?:yı|sı)\w*|meme(?:yi|"
        r"si)\w*|mamalı\w*|memeli\w*|ılamaz|ilemez|ulamaz|ülemez)\b|\bdeğil\w*"
    ),
    _I,
)
_PERMISSION: Final = re.compile(
    (
        r"\bможе\b|\bможуть\b|\bмає право\b|\bмають право\b|\bвправі\b|\bможет\b|\bмогут\b|"
        r"\bимеет право\b|\bимеют право\b|\bвправе\b|допускається|допускается|дозволя\w+|"
        r"разрешается|разрешено|\bmay\b|\bentitled\b|\ballowed\b|\bpermitted\b|\w+(?:abilir|"
        r"ebilir)\w*|hakkına sahip|izin verilir"
    ),
    _I,
)
_INTENT: Final = re.compile(
    (
        r"докла\w+ зусиль|докла\w+ (?:всіх|усіх) \w*\s*зусиль|прагну\w*|мають намір|"
        r"розгля\w+ можливість|приложат \w*\s?усили\w+|прилагают усилия|стремятся|намерен\w*|"
        r"рассмотр\w+ возможность|endeavou?r\w*|\bshould\b|\bstrive\w*|\bintend\w*|"
        r"best efforts|consider the possibility|make every effort|gayret\w*|çaba göster\w*|"
        r"niyet\w*|\bслід\b|\bследует\b|бажано|желательно|esirgeme\w*|çaba\w* sarf"
    ),
    _I,
)
_CONDITIONS: Final = (
    (
        r"за умови|якщо\b|у разі|в разі|лише після|тільки після|після того[, ]+як|після|"
        r"до моменту|за наявності|з моменту|на (?:її |їх |їхню )?вимогу|"
        r"щойно(?=\s+\w+[еая]но\b)|як тільки"
    ),
    (
        r"при условии|если\b|в случае|только после|лишь после|после того[, ]+как|после|"
        r"до момента|при наличии|с момента|как только|по (?:е[её] |их )?требованию"
    ),
    (
        r"\bif\b|\bunless\b|\bprovided that\b|\bon condition\b|\bin case\b|\bin the event\b|"
        r"\bsubject to\b|\bonly after\b|\bonly upon\b|\bas soon as\b|\bonce(?=\s+(?:the|a|an|"
        r"all|both|its|their|his|each|every)\b)|\bupon request\b|\bat (?:the|its|"
        r"their) request\b|\bafter\b|\bupon\b|\bwhere\b(?=[^,.;]{3,60}\b(?:is|are|has|have)\b)"
    ),
)
_CONDITION: Final = re.compile(rf"(?<!\w)(?P<mark>{'|'.join(_CONDITIONS)})(?!\w)(?P<rest>[^.;]*)", _I)
#: Marks that only tell when, and bind nothing if a deadline counts from them.
_TEMPORAL: Final = re.compile(r"(?:після|после|after|upon|once|з моменту|с момента)", _I)
_TURKISH_CONDITION: Final = re.compile(
    (
        r"(?P<text>(?:[^\s,.;]+\s+){0,8}?[^\s,.;]*(?:\b(?:şartıyla|koşuluyla|takdirde|"
        r"durumunda|hâlinde|halinde|kaydıyla)|\w+(?:dıktan|dikten|duktan|dükten|tıktan|"
        r"tikten) sonra|\w+madıkça|\w+medikçe|\b(?:eğer)\b[^,.;]*))"
    ),
    _I,
)
_EXCEPTION: Final = re.compile(
    (
        r"(?:,\s*)?(?<!\w)(?:крім|окрім|за винятком|кроме|за исключением|except(?: for)?|"
        r"with the exception of|excluding|other than|hariç|"
        r"(?<!iradesi )(?<!iradeleri )dışında)(?!\w)[^.;]*"
    ),
    _I,
)


#: What stands before a permission that is only added to what a clause demands: ``діє шість місяців і може …``.
_AND_MAY: Final = re.compile(r"\w{3,}.{12,}\b(?:і|та|й|и|and)\s+$", _I)


def obliged_in(text: str) -> Obliged:
    """Who acts by a text: the agent of a passive, else the first side or body named as subject."""
    agents = [
        (match.start(), who) for who, words in _AGENT.items() if (match := re.search(rf"(?<!\w)(?:{words})", text, _I))
    ]
    subjects = []
    for who, words in _SUBJECT.items():
        for match in re.finditer(rf"(?<!\w)(?:{words})(?!\w)", text, _I):
            before = text[max(0, match.start() - 26) : match.start()]
            if re.search(
                (
                    r"\b(?:to|for|of|with|by|from|at|against|other|іншої|обох|будь-якої|другой|обеих|любой|"
                    r"однієї|одной|кожної|каждой|силами|зі|із|со|з|с|and the|і|та|и|ve|представник\w+|"
                    r"представител\w+|до|від|для|к|от|у|в|на|про|о|members?|between|між|между|if|unless|що|"
                    r"что|якщо|если)\s+(?:(?:the|a)\s+)?(?:\w+\s+)?$"
                ),
                before,
                _I,
            ) and not re.search(r"(?:if|unless|що|что|якщо|если)\s+$", before, _I):
                continue
            subjects.append((match.start(), who))
            break
    if agents and (
        not subjects or min(agents)[0] < min(subjects)[0] or min(subjects)[1] in (Obliged.COMMISSION, Obliged.RED_CROSS)
    ):
        return min(agents)[1]
    if not subjects:
        return Obliged.UNSAID
    first, who = min(subjects)
    return Obliged.BOTH if who in _SIDE and _JOINED.search(text[first : first + 80]) else who


def receiver_in(text: str) -> Obliged:
    """To whom something goes by a text."""
    found = [
        (match.start(), who)
        for who, words in _RECEIVER.items()
        if (match := re.search(rf"(?<!\w)(?:{words})", text, _I))
    ]
    return min(found)[1] if found else Obliged.UNSAID


def modality_in(text: str) -> tuple[Modality, bool]:
    """What a text does, and whether it says that something is not to be."""
    plain = _NOT_IN_BOUNDS.sub(lambda match: " " * len(match[0]), text)
    main = _CONDITION.sub(lambda match: " " * len(match[0]), plain) if not _starts_with_condition(plain) else plain
    main = main.split(";")[0] if len(main.split(";")[0]) > 15 else main
    denied = bool(_NEGATION.search(main)) or bool(_PROHIBITION.search(main))
    if _PROHIBITION.search(main):
        return Modality.PROHIBITION, True
    if (allowed := _PERMISSION.search(main)) and not _AND_MAY.search(main[: allowed.start()]):
        return (Modality.PROHIBITION, True) if denied and _forbids(main) else (Modality.PERMISSION, denied)
    if _INTENT.search(main):
        return Modality.INTENT, denied
    return (Modality.PROHIBITION, True) if denied else (Modality.OBLIGATION, False)


def _starts_with_condition(text: str) -> bool:
    found = _CONDITION.match(text.lstrip())
    return bool(found and "," not in found[0])


def _forbids(text: str) -> bool:
    return bool(
        re.search(
            (
                r"не (?:може|можуть|может|могут|має права|мають права|имеет права|имеют права|вправ\w|"
                r"дозволя\w+|разреша\w+|допуска\w+)|may not|not (?:be )?(?:allowed|permitted)|"
                r"\w+(?:amaz|emez)"
            ),
            text,
            _I,
        )
    )


def conditions_in(text: str, deadlines: list[Span]) -> tuple[Condition, ...]:
    """What must hold first; a time that a deadline counts from is no condition."""
    found: list[Condition] = []
    for match in _marked(text):
        start = match.start()
        if any(span.start <= start + 1 and start <= span.end + 12 for span in deadlines) and _TEMPORAL.match(
            match["mark"]
        ):
            continue
        rest = match["rest"]
        comma = rest.find(",", 12) if start < 5 else -1
        end = match.end() if comma < 0 else match.start("rest") + comma
        found.append(Condition(text[start:end].strip(" ,"), Span(start, end)))
    for match in _TURKISH_CONDITION.finditer(text):
        if not any(span.start < match.end() and match.start() < span.end for span in deadlines):
            found.append(Condition(match["text"].strip(" ,"), Span(match.start(), match.end())))
    return tuple(found)


def _marked(text: str) -> list[re.Match[str]]:
    """Conditions as marked; one ends where a comma leads to the next."""
    found: list[re.Match[str]] = []
    start = 0
    while match := _CONDITION.search(text, start):
        following = re.search(r",\s*(?:та |і |и |and )?(?=(?:" + "|".join(_CONDITIONS) + r")(?!\w))", match["rest"], _I)
        if following:
            match = _CONDITION.search(text, match.start(), match.start("rest") + following.start()) or match
        found.append(match)
        start = match.end()
    return found


def exceptions_in(text: str) -> tuple[Span, ...]:
    """What a text leaves out: except …, крім …, … hariç."""
    return tuple(Span(match.start(), match.end()) for match in _EXCEPTION.finditer(text))
