"""The furniture of the desk: what every page of every room is made of, and nothing about any room.

templates/desk   the frame of a page, tables, chips, pages of a list, empty states
static/desk      look.css, desk.js, htmx, fonts
templatetags     ``{% load desk %}``: say, counted, day, instant
listing          a page of a long list: filters as the address, fifty rows, up and down by keys
"""
