"""Sessions that look after themselves: they initialize or restore, start the queue runners, save, and stop everything."""
