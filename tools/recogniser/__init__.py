"""How the recogniser's data files are made: lexicon, corpora, training, scores."""
