"""Speed and memory of Dragoman, as ratios measured in one run: `make bench`."""
