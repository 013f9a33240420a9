"""How a story is shown: the map, the page around it, and the command line."""
