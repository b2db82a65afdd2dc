"""Between a session and its TOML document: encode one way, decode the other."""
