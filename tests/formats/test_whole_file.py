from __future__ import annotations

from support import golden

from headrace.formats import whole_file


def test_golden_files_are_read_as_tensorflow_reads_them(monkeypatch):
    monkeypatch.chdir(golden.DIRECTORY)
    expected = golden.load("fixed/whole_file_identity.json")["WholeFileReader"]
    for key, cell, *_ in expected["key_value_produced_completed"]:
        (block,) = whole_file.read(key)
        assert len(block) == 1
        assert golden.equals(block[0], cell)
        assert block.key(0) == key.encode()
        assert block.numbers is None


def test_compressed_files_stay_as_they_are(monkeypatch):
    path = golden.DIRECTORY / "tfrecord" / "gzip.tfrecord.gz"
    (block,) = whole_file.read(path)
    assert list(block) == [path.read_bytes()]
