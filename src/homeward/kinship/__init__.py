"""DNA kinship: likelihoods of profiles on pedigrees, likelihood ratios, blind search, joint identification.

Pure computation: no names, no database, no clock. What a likelihood ratio means for a decision stands in ``remains``.
"""
