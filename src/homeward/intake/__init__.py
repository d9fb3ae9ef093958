"""Lists handed in by a side: read whole or refused whole, with every fault named.

reading       a file becomes a ``register.entries.PersonList``
tables        any CSV or XLSX becomes a ``RawTable`` of text, guarded against broken and hostile files
encodings     which letters the bytes of a text file stand for
delimited     CSV: separators, quotes, rows
workbooks     XLSX: sheets, typed cells, merged cells
packages      XLSX: what is checked in the ZIP and its XML before any value is read
headings      what a column means, in four languages
dates         dates and ages as people write them
sexes, ranks  the other cells that are read into a value
faults        faults and notes gathered while reading; ``faults_table`` shows them as rows
cells_out     cells made safe for a spreadsheet when a table is written
"""
