"""Names of persons and places across scripts.

Persons: ``parsing`` tells surname, given name and patronymic; ``keys`` gives what equal forms share; ``comparison``
says of two names whether they may be one person's, with reasons; ``taken_for`` shows what a name was taken for;
``transliteration`` writes Cyrillic in Latin letters.
Below them: ``scripts`` (letters), ``skeleton`` (sounds), ``grammar`` (endings), ``dictionary`` (what is known about
single names), ``readings``, ``alignment``, ``evidence``, ``pairing``. Places: ``places``.
"""
