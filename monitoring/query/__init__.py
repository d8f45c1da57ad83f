"""The language of search profiles: read, written back, explained, matched and highlighted.

`parser.parse` and `parser.format`, `explain.explain`, `matcher.matches`, `matcher.hits` and
`matcher.Matcher` are what other modules use.
"""
