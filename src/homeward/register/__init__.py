"""What is asserted about persons, and by whom: the values that lists, reconciliation and exchange share.

``dates`` holds dates as far as they are known (EDTF); ``entries`` holds the lines of a list as its side wrote them,
beside the values read from them. Names and places are understood in ``names``.
"""
