"""Children: a list worked through name by name, the gates to travel, guardians and best interests.

Pure rules: no database, no clock.
"""
