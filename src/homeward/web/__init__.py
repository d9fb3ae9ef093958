"""The front door: settings, and the pages that belong to no one room.

settings, environment   what an installation chooses, and a sentence for every mistake in it
navigation, offices     the rooms at the left of every page; what each office does
home, search            what waits; names, places and numbers across rooms
errors                  every refusal as a page: what, why, what to do
record, work, health    the record in plain words, work in the background, the state of the installation
"""
