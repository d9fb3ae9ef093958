"""The side door: the command ``homeward``, one file per room, each a thin call of the room's pure functions.

``main`` holds the command itself and what every command does with refusals and failures; ``output`` writes folders
whole or not at all; ``telling`` shows progress. Names, files and exit codes are the contract's
(docs/reference/commands.md).
"""
