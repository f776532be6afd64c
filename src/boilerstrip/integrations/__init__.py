"""integrations: where one machine ends. One function over Arrow batches, and short adapters to the engines that speak Arrow.

Each file asks for its engine only when it is used, and answers a missing one with the pip line.
"""
