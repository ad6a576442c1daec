"""`headrace verify`, `salvage`, `split`, `merge`, `shuffle`, `sample` and `index`."""

from __future__ import annotations

import json

import pytest
from support.cli import run
from support.formats.frames import framed

from headrace.formats import tfrecord

RECORDS = [b"%d" % each * 10 for each in range(100)]


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "all.tfrecord"
    path.write_bytes(framed(RECORDS))
    return path


@pytest.fixture
def damaged(tmp_path):
    content = bytearray(framed([b"a" * 50, b"b" * 60, b"c" * 70]))
    content[80] ^= 1
    path = tmp_path / "damaged.tfrecord"
    path.write_bytes(content)
    return path


def records_of(path):
    return [record for block in tfrecord.read(path, compression="AUTO", strict=True) for record in block]


def test_verify(source, damaged):
    found = run("verify", source)
    assert (found.exit_code, found.stdout) == (0, f"{source}: whole, 100 good records in 3.5 kB\n".replace("kB", "KB"))
    found = run("verify", source, damaged)
    assert found.exit_code == 1
    assert found.stdout.splitlines()[1] == f"{damaged}: damaged, 2 good records in 152 bytes; 76 bytes in 1 range are not"
    assert found.stdout.splitlines()[2].startswith("  bytes 66 to 142, after record 1: data crc: data CRC is 0x")


def test_verify_as_json(source, damaged):
    found = run("verify", source, damaged, "--json")
    assert found.exit_code == 1
    printed = json.loads(found.stdout)
    whole, other = printed["files"]
    assert printed["failures"] == []
    assert whole == tfrecord.verify(source).to_json()
    assert (whole["is_whole"], whole["records"], whole["damage"]) == (True, 100, [])
    assert (other["is_whole"], other["lost_bytes"]) == (False, 76)
    assert {key: other["damage"][0][key] for key in ("kind", "begin", "end", "record")} == {
        "kind": "data crc",
        "begin": 66,
        "end": 142,
        "record": 1,
    }


def test_a_file_that_cannot_be_read_does_not_keep_the_others_from_being_verified(source, damaged, tmp_path):
    found = run("verify", tmp_path / "none", source, tmp_path / "absent", damaged)
    assert found.exit_code == 2
    assert [line.split(":")[0] for line in found.stdout.splitlines()[:2]] == [str(source), str(damaged)]
    assert [f"{tmp_path}/{name}; No such file or directory" in found.stderr for name in ("none", "absent")] == [True, True]
    printed = json.loads(run("verify", tmp_path / "none", source, "--json").stdout)
    assert len(printed["files"]) == 1
    assert "No such file" in printed["failures"][0]


def test_many_ranges_are_not_all_shown(tmp_path):
    content = bytearray(framed([b"x"] * 100))
    content[12::34] = b"y" * len(content[12::34])
    (tmp_path / "f").write_bytes(content)
    found = run("verify", tmp_path / "f")
    assert found.stdout.splitlines()[-1] == "  and 30 more"
    assert len(json.loads(run("verify", tmp_path / "f", "--json").stdout)["files"][0]["damage"]) == 50


def test_salvage(damaged, source, tmp_path):
    found = run("salvage", damaged, tmp_path / "mended")
    assert found.exit_code == 0
    lines = found.stdout.splitlines()
    assert lines[0] == f"{tmp_path / 'mended'}: 2 records, 152 bytes are kept"
    assert lines[1] == f"76 bytes in 1 range of {damaged} are lost"
    assert lines[2].startswith("  bytes 66 to 142, after record 1: data crc")
    assert records_of(tmp_path / "mended") == [b"a" * 50, b"c" * 70]
    found = run("salvage", damaged, tmp_path / "mended")
    assert (found.exit_code, found.stderr) == (2, f"headrace: file already exists; {tmp_path / 'mended'}\n")
    found = run("salvage", source, tmp_path / "mended", "--force", "--json", "--compression", "gzip")
    assert json.loads(found.stdout) == {"target": str(tmp_path / "mended"), **tfrecord.verify(source).to_json()}
    assert tfrecord.verify(tmp_path / "mended").compression == "GZIP"
    assert run("salvage", source, tmp_path / "mended", "--force").stdout.endswith("nothing is lost\n")


def test_what_is_no_tfrecord_file(tmp_path):
    (tmp_path / "f").write_bytes(b"\x89PNG\r\n\x1a\n" * 100)
    found = run("salvage", tmp_path / "f", tmp_path / "g")
    assert found.exit_code == 1
    assert found.stderr.startswith(
        f"headrace: {tmp_path / 'f'}: no good record in 800 bytes; header crc at offset 0: length CRC"
    )
    assert run("verify", tmp_path / "f").exit_code == 1
    for name in ("merge", "shuffle", "index"):
        found = run(name, tmp_path / "f", *[tmp_path / "g"] * (name != "index"))
        assert found.exit_code == 1
        assert "Is this even a TFRecord file?" in found.stderr
        assert found.stderr.count("\n") == 1


def test_split_and_merge(source, tmp_path):
    found = run("split", source, tmp_path / "part", "--shards", 3)
    assert found.stdout.splitlines()[0] == f"{tmp_path}/part-00000-of-00003: 34 records, 1.1 KB"
    assert len(found.stdout.splitlines()) == 3
    found = run("merge", f"{tmp_path}/part-*", tmp_path / "merged", "--json")
    assert json.loads(found.stdout) == [{"path": str(tmp_path / "merged"), "records": 100, "size": source.stat().st_size}]
    assert (tmp_path / "merged").read_bytes() == source.read_bytes()
    found = run("split", source, tmp_path / "part", "--shards", 3)
    assert found.exit_code == 2
    assert "file already exists" in found.stderr
    assert run("split", source, tmp_path / "part", "--shards", 3, "--force").exit_code == 0
    assert run("split", source, tmp_path / "part").exit_code == 2


@pytest.mark.parametrize("memory", ["1MiB", "2MB", "5000k", "0.1g", "3000000"])
def test_shuffle(source, memory, tmp_path):
    found = run("shuffle", source, tmp_path / "mixed", "--seed", 5, "--memory", memory)
    assert found.stdout == f"{tmp_path / 'mixed'}: 100 records, 3.5 KB\n"
    mixed = records_of(tmp_path / "mixed")
    assert mixed != RECORDS
    assert sorted(mixed) == sorted(RECORDS)


@pytest.mark.parametrize("memory", ["much", "1TB?", "-3", "1kb"])
def test_memory_that_is_none(source, memory, tmp_path):
    found = run("shuffle", source, tmp_path / "mixed", "--memory", memory)
    assert found.exit_code == 2
    assert not (tmp_path / "mixed").exists()


def test_sample(source, tmp_path):
    found = run("sample", source, tmp_path / "some", "--fraction", 0.07, "--json")
    assert json.loads(found.stdout)[0]["records"] == 7
    assert set(records_of(tmp_path / "some")) < set(RECORDS)
    assert run("sample", source, tmp_path / "some", "--number", 3, "--force").exit_code == 0
    assert len(records_of(tmp_path / "some")) == 3
    assert run("sample", source, tmp_path / "none", "--number", 101).exit_code == 2
    for options in ([], ["--number", 1, "--fraction", 0.5]):
        found = run("sample", source, tmp_path / "none", *options)
        assert (found.exit_code, "either --number or --fraction" in found.stderr) == (2, True)


def test_index(source, tmp_path):
    beside = tmp_path / ".all.tfrecord.index"
    assert run("index", source).stdout == f"{beside}: 100 records, made\n"
    assert run("index", source).stdout == f"{beside}: 100 records, there already\n"
    assert json.loads(run("index", source, "--json").stdout) == [{"path": str(beside), "records": 100, "is_new": False}]


def test_the_suffix_tells_the_compression(source, tmp_path):
    run("merge", source, tmp_path / "all.tfrecord.gz")
    assert tfrecord.verify(tmp_path / "all.tfrecord.gz").compression == "GZIP"
    run("merge", tmp_path / "all.tfrecord.gz", tmp_path / "again.tfrecord")
    assert (tmp_path / "again.tfrecord").read_bytes() == source.read_bytes()
    run("merge", source, tmp_path / "all", "--compression", "zlib")
    run("shuffle", tmp_path / "all", tmp_path / "mixed")
    assert tfrecord.verify(tmp_path / "mixed").compression == "ZLIB"
