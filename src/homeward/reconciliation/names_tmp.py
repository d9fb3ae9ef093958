import pyarrow as pa

from homeward.names.keys import part_keys
from homeward.names.parsing import parse_name
from homeward.names.places import place_keys
from homeward.names.slips import meant_lemmas

W = pa.list_(pa.string())


def parse_columns(*columns):
    names = [parse_name(*row) for row in zip(*(c.to_pylist() for c in columns), strict=True)]
    return pa.table(
        {
            "surname": pa.array([n.surname for n in names], pa.string()),
            "given": pa.array([n.given for n in names], pa.string()),
            "patronymic": pa.array([n.patronymic for n in names], pa.string()),
            "others": pa.array([list(n.others) for n in names], W),
        }
    )


def key_columns(words, part):
    keys = [part_keys(w, part) for w in words.to_pylist()]
    return pa.table(
        {
            "lemmas": pa.array([list(k.lemmas) for k in keys], W),
            "skeletons": pa.array([list(k.skeletons) for k in keys], W),
            "letters": pa.array([k.letters for k in keys], pa.string()),
            "initial": pa.array([k.initial for k in keys], pa.bool_()),
            "meant": pa.array([list(meant_lemmas(k, part)) for k in keys], W),
        }
    )


def place_key_columns(texts):
    keys = [place_keys(t) for t in texts.to_pylist()]
    return pa.table(
        {
            "places": pa.array([list(k.places) for k in keys], W),
            "skeleton": pa.array([k.skeleton for k in keys], pa.string()),
        }
    )
