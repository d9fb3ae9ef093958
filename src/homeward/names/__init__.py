"""Names of persons and places across scripts.

Persons: ``parsing`` tells surname, given name and patronymic; ``keys`` gives what equal forms share; ``comparison``
says of two names whether they may be one person's, with reasons; ``taken_for`` shows what a name was
taken for; ``transliteration`` writes Cyrillic in Latin letters.
Many at once: ``columns`` and ``pairs``; they bring compiled code along, and are imported where they are used.
Knowledge: ``scripts`` (letters), ``skeleton`` (sounds), ``readings`` (orthographies), ``grammar`` (endings),
``dictionary`` (single names), ``alignment`` (prices); ``rules`` and ``lexicon`` make tables of it. Compiled steps:
``cutting``, ``hearing``, ``abroad``, ``inflection``, ``understanding``, ``meaning``, ``placing``, ``word_pairs``,
``pairing``, ``weighing``. Places: ``places``.
"""
