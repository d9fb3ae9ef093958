"""How a Latin word sounds in orthographies that are not Slavic.

English, German, French, Italian, Spanish, Turkish and Azerbaijani, Hungarian, Swedish, Albanian, latinised Greek.
Needed to compare only: Джон is John, Шарль is Charles, Чак is Chuck. Keys for lists are made from the Slavic
skeletons alone. The sounds are those of ``skeleton``. Vowels are read roughly: ``alignment`` prices them mildly.
"""

from __future__ import annotations

from homeward.names.endings import Ending

_ENGLISH = (
    "geo=djo eigh=ei igh=ai ough=o augh=o aw=o ohn=on sch=w tch=q sh=w ch=q ph=f th=t wh=u ck=k qu=kv kn=n wr=r mc=mak "
    "ce=se ci=si cy=si c=k ge=dje gi=dji gy=dji dge=dj j=dj ee=i ea=i oo=u ou=u ow=au ay=ei ai=ei ey=i ie=i "
    "w=u x=ks y=i q=k z=z"
)
_ENGLISH_CLOSED = _ENGLISH + " u=a a=e"
_ENGLISH_OPEN = _ENGLISH + " a=ei i=ai y=ai u=iu"
_GERMAN = (
    "tsch=q sch=w tz=c ch=h ck=k ph=f th=t ei=ai ey=ai eu=oi ie=i chs=ks qu=kv c=k j=i w=v v=f z=c x=ks y=i st=wt "
    "sp=wp ah=a eh=e oh=o uh=u"
)
_FRENCH = (
    "oy=ua eaux=o eau=o aux=o au=o oux=u ou=u oi=ua ch=w tch=q dj=dj gn=n ille=ii ill=i ai=e ei=e ph=f th=t qu=k "
    "gue=g gui=gi geo=jo gea=ja ge=je gi=ji ce=se ci=si c=k j=j x=ks y=i w=v h="
)
_ITALIAN = (
    "sci=wi sce=we che=ke chi=ki cci=qi cia=qa cio=qo ci=qi ce=qe "
    "gli=l gn=n ghi=gi gia=dja gio=djo gi=dji ge=dje c=k qu=kv z=c h= j=i x=ks y=i w=v"
)
_SPANISH = "ll=l ch=q ge=he gi=hi qu=k ce=se ci=si c=k j=h z=s x=ks y=i w=v h= gue=ge gui=gi ph=f th=t"
_TURKIC = "x=h q=g c=dj j=j y=i w=v kh=h gh=g sh=w ch=q dzh=dj zh=j"
_HUNGARIAN = "cs=q sz=s zs=j gy=d ly=i ny=n ty=t s=w c=c j=i y=i w=v x=ks"
_SWEDISH = "sj=w tj=q skj=w sch=w kj=q zj=j dj=dj c=k j=i y=i w=v x=ks ck=k ph=f th=t gh=g aa=o"
_ALBANIAN = "xh=dj sh=w zh=j q=q c=c dh=d th=t gj=d nj=n ll=l rr=r x=dz y=i j=i w=v"
_HELLENIC = "ch=h ph=f th=t rh=r c=k y=i j=i x=ks w=v ae=e oe=e us="

ORTHOGRAPHIES_READ: tuple[dict[str, str], ...] = tuple(
    {letters: sounds for letters, _, sounds in (pair.partition("=") for pair in spelling.split())}
    for spelling in (
        *(_ENGLISH, _ENGLISH_CLOSED, _ENGLISH_OPEN, _GERMAN, _FRENCH, _ITALIAN, _SPANISH),
        *(_TURKIC, _HUNGARIAN, _SWEDISH, _ALBANIAN, _HELLENIC),
    )
)
"""For each orthography what its letters sound like; a letter it does not speak of sounds as it is written."""
SILENT_E = (
    Ending("e", after="[bdfgjklmnpqrstvzcwh]"),
    Ending("es", after="[bdfgjklmnpqrstvzcwh]", base="s"),
)
SILENT_CONSONANTS = (Ending("t|s|x|d|ts|z|c", after="[aeiou]"), Ending("t|d|ts|ds", after="[nrl]"))
SHORTEST_SILENT = 4
"""Sounds a reading must have for its last consonants to be silent."""


def foreign_readings(word: str) -> tuple[str, ...]:
    """Skeletons of a cleaned Latin word as other orthographies read it, without those ``skeletons_of`` gives; sorted.

    >>> from homeward.names.skeleton import skeletons_of
    >>> set(foreign_readings("john")) & set(skeletons_of("джон")), foreign_readings("джон")
    ({'djen'}, ())
    """
    from homeward.names.words import read_abroad

    return read_abroad(word)
