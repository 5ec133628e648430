"""What comes with the program: the ministry's report, examples, word lists."""
