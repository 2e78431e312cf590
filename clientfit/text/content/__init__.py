"""The TOML files of content/ as frozen dataclasses, checked when they are loaded."""
