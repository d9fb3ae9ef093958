"""Children: a list worked through name by name, the gates to travel, guardians and best interests.

Pure rules: no database, no clock. Two lists of children are laid side by side and their counts explained
(``explaining``); every name has the last answer of each side (``ledger``); a child travels only when every gate is
open (``gates``, ``guardians``, ``panel``, ``journey``); the card of Additional Protocol I, article 78, is printed with
what may harm the child withheld (``card_78``). People decide; nothing here weighs one adult against another.
"""
