"""Rules that many ops share: for shapes, for blocks of records, for gradients."""
