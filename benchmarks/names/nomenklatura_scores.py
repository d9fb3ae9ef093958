"""Scores of nomenklatura's logic-v2 for name pairs. Run by the interpreter of ``.venv-peers`` (``make peers``).

    .venv-peers/bin/python benchmarks/names/nomenklatura_scores.py < PAIRS.json > SCORES.json

PAIRS is a list of ``[name, name]``; SCORES is ``{"scores": […], "seconds": s}``, cold, tables read beforehand.
It knows nothing of this repository: that interpreter has neither our package nor our versions of libraries.
"""

from __future__ import annotations

import json
import sys
import time

from followthemoney import model
from followthemoney.proxy import EntityProxy
from nomenklatura.matching import LogicV2
from nomenklatura.matching.types import ScoringConfig


def person(name: str) -> EntityProxy:
    """An entity that has nothing but a name."""
    entity = model.make_entity("Person")
    entity.id = name
    entity.add("name", name)
    return entity


def main() -> None:
    """Score every pair."""
    pairs = json.load(sys.stdin)
    config = ScoringConfig.defaults()
    LogicV2.compare(person("Іван Петренко"), person("Ivan Petrenko"), config)
    began = time.perf_counter()
    scores = [LogicV2.compare(person(left), person(right), config).score for left, right in pairs]
    json.dump({"scores": scores, "seconds": time.perf_counter() - began}, sys.stdout)


if __name__ == "__main__":
    main()
