"""DNA kinship: likelihoods of profiles on pedigrees, likelihood ratios, blind search, joint identification.

Pure computation: no names, no database, no clock. What a likelihood ratio means for a decision stands in ``remains``.

    terms pedigrees markers mutation evidence families     what is given
    likelihood network elimination coancestry              the likelihood of profiles on a pedigree
    relationships posteriors                               ratios of named relationships; from ratio to probability
    blind        tables of families, blind search, parts of one person
    together     joint identification of an event
    power        what a family can do, and whom to sample next
    files        reading and writing; frequencies that ship
    papers       pedigrees drawn, pictures, the report
"""
