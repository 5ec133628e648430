"""Speed, as ratios against peers in the same run; run by ``make bench``."""
