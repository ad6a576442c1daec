"""Input workers: processes of Ray that repeat the programs of queue runners (`pipeline.inputs.elsewhere`)."""
