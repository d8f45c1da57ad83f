"""A frozen dossier as a file for the drawer: what the page says, typeset and signed for.

``content`` puts it into words, ``work`` the work of its stage; companies.documents makes the file.
"""
