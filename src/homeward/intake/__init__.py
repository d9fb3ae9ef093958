"""Lists handed in by a side: read whole or refused whole, with every fault named.

reading             a file becomes a ``register.entries.PersonList``
cell_columns        a column as distinct values, each understood once
tables              any CSV or XLSX becomes a ``RawTable`` of text, guarded against broken and hostile files
encodings           which letters the bytes of a text file stand for
delimited           CSV: separators, quotes, rows
packages            XLSX: what is checked in the ZIP and its XML before any value is read
sheet_scans         XLSX: formulas, error values and the reach of a sheet
workbooks           XLSX: sheets, typed cells, merged cells
headings            what a column means, in four languages
dates               dates and ages as people write them; their forms in ``date_grammar``, words in ``date_words``
date_cells          columns of dates
sexes, ranks        the other cells that are read into a value
typed_rows          one row typed in by hand
folding             words compared however they were typed
faults              faults and notes gathered while reading; ``faults_table`` shows them as rows
limits              how much one file may hold

key_rows            the row of keys above a table that was written here
layouts             headings, what each means and by whose word; the lines as written
versions, checks    what changed since the version before; what is worth a look
prepared            a list made ready before the record is opened
draft_reading       what was read of an upload; ``returned_table`` is the upload with its faults in it
tables_out          tables written so that nothing is lost on the way through a spreadsheet

models, gate, actions, tasks, forms, views: uploads, lists and rows on the desk
"""
