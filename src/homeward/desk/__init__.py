"""The furniture of the desk: what every page of every room is made of, and nothing about any room.

templates/desk   the frame of a page, forms, faults, pages of a list, the line of trust
static/desk      look.css, furniture.css, print.css, fonts; desk.js and htmx, without which everything works as well
templatetags     words, numbers, days and faults in the reader's language; every template has them without ``load``
listing          a page of a long list: filters as the address, fifty rows, from where the page before ended
workbook_out     the same list to take home as XLSX or CSV; ``homeward.cells_out`` keeps its cells from running
waiting          one line of what waits for somebody
"""
