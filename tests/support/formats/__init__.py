"""What the tests of files share: plain readings of CSV and Examples to hold ours against, and the ways in which ours run."""
