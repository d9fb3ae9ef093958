"""The front door: settings of the database and of the desk.

``settings.py`` is the one place for both; ``environment.py`` reads what an installation sets, and says in a sentence
what is wrong with it.
"""
