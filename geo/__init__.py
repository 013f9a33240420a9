"""What a news article says about places: the story, its evidence and its geometry."""
