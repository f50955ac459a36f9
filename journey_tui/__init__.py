"""Journey: a terminal workspace that tells the story of each deal, with its evidence."""

__version__ = "0.1.0"
