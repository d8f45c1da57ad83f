"""Documents for the drawer, typeset: what is in one, and how it becomes a tagged PDF.

``document`` and ``rich`` are what words and pictures there are, ``letters`` keeps to what the fonts
have, ``typeset`` makes the bytes. What a document says is put together by the apps above.
"""
