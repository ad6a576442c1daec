"""SavedModels: graphs with their variables, assets and signatures in a directory, for those who serve them."""
