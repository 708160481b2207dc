"""Documents drawn at random, and what the engines that decide about records say of them: they never disagree.

`python -m benchmarks.agreement` asks about millions of them, the tests here about a few thousand.
"""
