"""What programs use beside graphs: files, logs, flags, their own resources, versions."""
