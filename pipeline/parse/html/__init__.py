"""The parts that read a page: tree, choice of the subtree, blocks, selection of the story, metadata."""
