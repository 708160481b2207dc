"""The columnar check: which rows of an Arrow batch are sound, told without turning them into Python's objects.

Accept in columns, explain in rows: a row that is sound here is one that the models and the rules for single records
accept; about every other row the models decide.
"""
