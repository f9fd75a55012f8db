"""KA Kit: learn, plan and review key accounts in consumer goods.

Importing this package does no work; each subpackage is imported by name.
"""

__version__ = "0.1.0"
