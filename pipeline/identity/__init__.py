"""Which deliveries are one story: slugs and marks of the desk, the chain of versions, takes, and likeness of texts.

Pure functions over records; ``pipeline/load`` asks the database and writes down what they say. All of them are
functions of the set of what was received, never of its order: ``docs/decisions/0011``.
"""
