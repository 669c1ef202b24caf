"""What the registry starts with: the facts of two news stories, and a sample to look around in."""
