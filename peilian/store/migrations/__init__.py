"""Schema history, run by peilian.store.schema."""
