"""SparseTensors and IndexedSlices."""
