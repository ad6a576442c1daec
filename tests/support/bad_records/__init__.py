"""What tests of bad records share."""
