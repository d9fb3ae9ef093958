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
folding             words compared however they were typed
faults              faults and notes gathered while reading; ``faults_table`` shows them as rows
limits              how much one file may hold
"""
