"""A frozen dossier as a file for the drawer: what the page says, typeset and signed for.

``content`` puts it into words, ``document`` is what words and pictures there are, ``letters`` keeps
to what the fonts have, ``typeset`` makes the bytes.
"""
