"""Remains: consignments of containers counted, parts and cases never confused, identifications decided by people.

Pure rules: no database, no clock. What a DNA profile weighs is computed in ``kinship``; what it means for an
identification stands here.

    units.py             containers, bodies, parts, cases, persons: counts that cannot be added to each other
    terms.py             the field's words
    counting.py          what each side and the neutral counted, and where a difference arises
    graph.py             container, part, case, person: events, and the state that follows from them
    individuals.py       the least number of individuals that explains the parts
    comparisons.py       one comparison of a case with a missing person, and what DNA means in a search of this size
    searching.py         a blind search of DNA profiles as comparisons
    identification.py    from comparisons to a proposal: the two-line rule
    board.py             who may decide, with which quorum; the states of an identification
    contradictions.py    what is known of the person or the remains and cannot be true beside an identification
    consequences.py      what follows when an identification is suspended or revoked
    review.py            all of it together on what was handed in
    tags.py              numbers whose first letters and last sign guard them
    tables.py, consignment_files.py, case_files.py   reading the files
    results.py, count_report.py, report.py, report_sections.py, pictures.py   writing the answers
"""
