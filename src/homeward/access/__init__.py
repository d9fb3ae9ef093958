"""Who belongs to the commission, and who may see or do what: one readable policy, asked by every door and every gate.

terms       roles, kinds of records, rights and reaches
policy      ``policy.toml`` read and asked; what is not written there is refused
viewer      who is looking: the one value that gates and actions take
doors       ``@door``: every page and every operation says what it needs
models      parties, members, grants of roles, invitations, break-glass
gate        members and what concerns them, for a viewer
actions     inviting, accepting, ending, breaking the glass
"""
