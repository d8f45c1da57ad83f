"""The pure part of a mention's way: cleaned, recognised, folded, judged.

Nothing here reads the database, the settings, the clock or the network.
"""
