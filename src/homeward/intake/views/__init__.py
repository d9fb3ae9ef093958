"""The pages of handing in: ``uploading`` and ``drafts`` until a list is in the record, ``lists`` and ``rows`` after."""
