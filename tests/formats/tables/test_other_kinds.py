"""Arrays, Parquet, folders of pictures and WebDataset as rows, and back."""

from __future__ import annotations

import io
import pathlib
import tarfile
import tracemalloc

import numpy as np
import pytest
from support.formats.tables import copy, rows, skipped

from headrace.formats import idx, image, limits, tables, tfrecord
from headrace.formats.errors import (
    AlreadyExistsError,
    DataLossError,
    InvalidArgumentError,
    ResourceExhaustedError,
    UnimplementedError,
)
from headrace.formats.records import Records
from headrace.formats.tables import Batch, Column, Schema
from headrace.formats.tables.kinds import numpy

SAMPLES = pathlib.Path(__file__).parents[3] / "sample_data"
KINDS = tables.KINDS


# -- arrays --------------------------------------------------------------------------------------------------------------


def test_cifar_in_planes_and_a_torn_file(tmp_path):
    planes = KINDS["cifar10"].with_options(planes=True)
    (first, *_), (other, *_) = rows(KINDS["cifar10"], SAMPLES / "data_batch_1.bin"), rows(planes, SAMPLES / "data_batch_1.bin")
    assert np.array_equal(np.array(other["image"]).transpose(1, 2, 0), first["image"])
    content = (SAMPLES / "data_batch_1.bin").read_bytes()
    (tmp_path / "torn.bin").write_bytes(content[:-1])
    with pytest.raises(DataLossError, match=r"torn\.bin"):
        rows(KINDS["cifar10"], tmp_path / "torn.bin")
    (tmp_path / "bad.bin").write_bytes(content[:3073] + b"\x0a" + content[3074:])
    found, bad = skipped(KINDS["cifar10"], tmp_path / "bad.bin")
    assert len(found) == 99
    assert bad[0][0] == 1
    assert "'label' must be uint8, below 10; found 10" in bad[0][1]


def test_cifar_is_known_by_its_head_where_nobody_knows_the_size_of_the_file(tmp_path):
    head = (SAMPLES / "data_batch_1.bin").read_bytes()[:10_000]
    assert KINDS["cifar10"].recognises(head, str(tmp_path / "absent.bin"))
    assert not KINDS["cifar10"].recognises(b"\x0a" + head[1:], str(tmp_path / "absent.bin"))


def test_cifar_100(tmp_path):
    image_bytes = bytes(range(256)) * 12
    (tmp_path / "train.bin").write_bytes(b"\x13\x63" + image_bytes + b"\x01\x02" + image_bytes)
    kind = tables.kind_of(tmp_path / "train.bin")
    assert kind.name == "cifar100"
    assert [(row["coarse_label"], row["label"]) for row in rows(kind, tmp_path / "train.bin")] == [(19, 99), (1, 2)]


@pytest.mark.parametrize("dtype", ["uint8", "int8", "int16", "int32", "float32", "float64"])
def test_idx_of_every_type(tmp_path, dtype):
    values = np.arange(12).reshape(3, 4).astype(dtype)
    (tmp_path / "a-images-idx2").write_bytes(idx.dump(values))
    kind = tables.kind_of(tmp_path / "a-images-idx2")
    assert str(kind.infer(tmp_path / "a-images-idx2")) == f"image:{dtype}[4]"
    assert [row["image"] for row in rows(kind, tmp_path / "a-images-idx2")] == values.tolist()


def test_idx_whose_labels_are_too_few_or_damaged(tmp_path):
    (tmp_path / "images").write_bytes(idx.dump(np.zeros((3, 2), np.uint8)))
    (tmp_path / "labels").write_bytes(idx.dump(np.zeros(2, np.uint8)))
    with pytest.raises(InvalidArgumentError, match=r"images has 3 rows, .*labels has 2"):
        KINDS["idx"].infer(tmp_path / "images")
    assert len(rows(KINDS["idx"].with_options(labels=""), tmp_path / "images")) == 3
    (tmp_path / "short").write_bytes(idx.dump(np.zeros((3, 2), np.uint8))[:-2])
    with pytest.raises(DataLossError, match=r"short: 2 rows were found"):
        rows(KINDS["idx"], tmp_path / "short")


def test_npy(tmp_path):
    np.save(tmp_path / "a.npy", np.arange(6, dtype=">i4").reshape(3, 2))
    assert rows(tables.kind_of(tmp_path / "a.npy"), tmp_path / "a.npy") == [
        {"value": [0, 1]},
        {"value": [2, 3]},
        {"value": [4, 5]},
    ]
    np.save(tmp_path / "a.npy", np.asfortranarray(np.arange(6).reshape(3, 2)))
    assert rows(KINDS["npy"], tmp_path / "a.npy")[1] == {"value": [2, 3]}
    np.save(tmp_path / "a.npy", np.array([(1, "ä", [1, 2]), (2, "b", [3, 4])], [("n", "i2"), ("s", "U3"), ("p", "f4", 2)]))
    assert str(KINDS["npy"].infer(tmp_path / "a.npy")) == "n:int16, s:string, p:float32[2]"
    assert rows(KINDS["npy"], tmp_path / "a.npy")[0] == {"n": 1, "s": "ä".encode(), "p": [1.0, 2.0]}
    np.save(tmp_path / "a.npy", np.array([{}]), allow_pickle=True)
    with pytest.raises(InvalidArgumentError, match="Python objects"):
        KINDS["npy"].infer(tmp_path / "a.npy")
    np.save(tmp_path / "a.npy", np.zeros(1000))
    (tmp_path / "a.npy").write_bytes((tmp_path / "a.npy").read_bytes()[:-1])
    with pytest.raises(DataLossError, match=r"a\.npy: it ends early"):
        rows(KINDS["npy"], tmp_path / "a.npy")


def test_rows_that_are_larger_than_what_is_read_at_once(tmp_path, monkeypatch):
    monkeypatch.setattr(numpy, "_BATCH_BYTES", 40)
    array = np.arange(4 * 23).reshape(4, 23)
    np.save(tmp_path / "a.npy", array)
    assert rows(KINDS["npy"], tmp_path / "a.npy") == [{"value": row} for row in array.tolist()]


@pytest.mark.parametrize("order", ["C", "F"])
def test_rows_that_are_read_in_several_blocks(order, tmp_path, monkeypatch):
    monkeypatch.setattr(numpy, "_BATCH_BYTES", 80)
    array = np.arange(15).reshape(5, 3)
    np.save(tmp_path / "a.npy", np.array(array, order=order))
    batches = list(KINDS["npy"].read(tmp_path / "a.npy", KINDS["npy"].infer(tmp_path / "a.npy")))
    assert [batch.count for batch in batches] == [3, 2]
    assert [row["value"].tolist() for batch in batches for row in batch.rows()] == array.tolist()


def test_npz(tmp_path):
    np.savez_compressed(tmp_path / "a.npz", x=np.arange(4.0).reshape(2, 2), y=np.array(["a", "bc"]))
    kind = tables.kind_of(tmp_path / "a.npz")
    assert rows(kind, tmp_path / "a.npz") == [{"x": [0.0, 1.0], "y": b"a"}, {"x": [2.0, 3.0], "y": b"bc"}]
    assert rows(kind, tmp_path / "a.npz", "y:string, z:int64?") == [{"y": b"a"}, {"y": b"bc"}]
    np.savez(tmp_path / "a.npz", x=np.zeros(2), y=np.zeros(3))
    with pytest.raises(InvalidArgumentError, match="must have one length"):
        kind.infer(tmp_path / "a.npz")
    words = r"'w' is int64\[\*\], and an array of NumPy has no room for any number"
    with pytest.raises(InvalidArgumentError, match=words), kind.writer(tmp_path / "b.npz", Schema.parse("w:int64[*]")):
        pass
    tfrecord.write(tmp_path / "f.tfrecord", [{"s": b"x"}, {"s": b"x\0"}])
    with pytest.raises(InvalidArgumentError, match="NumPy drops zero bytes at the end"):
        copy(KINDS["tfrecord"], tmp_path / "f.tfrecord", kind, tmp_path / "b.npz", "s:string")
    assert not (tmp_path / "b.npz").exists()


# -- Parquet -------------------------------------------------------------------------------------------------------------


def test_parquet_of_others(tmp_path):
    arrow, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    table = arrow.table(
        {
            "n": arrow.array([1, None, 3], arrow.int16()),
            "s": arrow.array(["x", "y", None]).dictionary_encode(),
            "l": arrow.array([[1.5], None, []], arrow.list_(arrow.float32())),
            "f": arrow.array([[1, 2], None, [3, 4]], arrow.list_(arrow.int64(), 2)),
            "b": arrow.array([True, False, True]),
            "day": arrow.array([0, 1, 2], arrow.date32()),
        }
    )
    parquet.write_table(table, tmp_path / "f.parquet")
    kind = tables.kind_of(tmp_path / "f.parquet")
    with pytest.raises(
        InvalidArgumentError, match=r"column 'day' is date32\[day\], which no row of a table holds; leave it out"
    ):
        kind.infer(tmp_path / "f.parquet")
    schema = "n:int16?, s:string?, l:float32[*]?, f:int64[2]?, b:bool"
    assert rows(kind, tmp_path / "f.parquet", schema) == [
        {"n": 1, "s": b"x", "l": [1.5], "f": [1, 2], "b": True},
        {"s": b"y", "b": False},
        {"n": 3, "l": [], "f": [3, 4], "b": True},
    ]
    found, bad = skipped(kind, tmp_path / "f.parquet", "b:bool, n:int16")
    assert found == [{"b": True, "n": 1}, {"b": True, "n": 3}]
    assert [record for record, _ in bad] == [1]
    assert kind.count(tmp_path / "f.parquet") == 3
    (tmp_path / "f.parquet").write_bytes(b"PAR1 and so on")
    with pytest.raises(DataLossError, match=r"f\.parquet: no Parquet file"):
        kind.infer(tmp_path / "f.parquet")


def test_strings_of_parquet_are_text_where_they_can_be(tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    kind = KINDS["parquet"]
    for texts, found in [(["x", "ä"], "string"), ([b"\xff", b""], "binary")]:
        tfrecord.write(tmp_path / "f.tfrecord", {"s": texts})
        copy(KINDS["tfrecord"], tmp_path / "f.tfrecord", kind, tmp_path / "f.parquet", "s:string")
        assert str(parquet.read_schema(tmp_path / "f.parquet").field("s").type) == found
    with pytest.raises(InvalidArgumentError, match=r"found other bytes; the option strings=binary writes them; .*:0"):
        copy(
            KINDS["tfrecord"], tmp_path / "f.tfrecord", kind.with_options(strings="string"), tmp_path / "f.parquet", "s:string"
        )


# -- pictures ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def pictures(tmp_path):
    """A folder of pictures with two labels."""
    pytest.importorskip("PIL")
    for name, shape in [("cat/1.png", (2, 3, 3)), ("cat/deep/2.png", (4, 5, 1)), ("dog/3.jpg", (6, 7, 3))]:
        path = tmp_path / "pictures" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        pixels = np.full(shape, 7, np.uint8)
        path.write_bytes(image.encode_jpeg(pixels) if name.endswith("jpg") else image.encode_png(pixels))
    (tmp_path / "pictures" / "cat" / "notes.txt").write_text("no picture")
    return tmp_path / "pictures"


def test_folders_of_pictures(pictures):
    kind = tables.kind_of(pictures)
    assert kind.name == "images"
    assert kind.count(pictures) == 3
    found = rows(kind, pictures)
    assert [row["image/filename"] for row in found] == [b"cat/1.png", b"cat/deep/2.png", b"dog/3.jpg"]
    assert [(row["image/class/label"], row["image/class/text"]) for row in found] == [(0, b"cat"), (0, b"cat"), (1, b"dog")]
    assert [(row["image/format"], row["image/height"], row["image/width"]) for row in found] == [
        (b"PNG", 2, 3),
        (b"PNG", 4, 5),
        (b"JPEG", 6, 7),
    ]
    assert found[2]["image/encoded"] == (pictures / "dog/3.jpg").read_bytes()
    (pictures / "dog" / "4.jpg").write_bytes(b"no picture")
    with pytest.raises(InvalidArgumentError, match=r"dog/4\.jpg is no picture"):
        rows(kind, pictures)
    assert len(skipped(kind, pictures)[0]) == 3


@pytest.mark.parametrize("label", ["", ".", "..", "../out", "/out", "a/b", "a\0b"])
def test_a_label_that_is_no_name_of_a_folder_is_refused(tmp_path, label):
    schema = Schema.parse("image:string, label:string")
    columns = {"image": Column(Records.from_list([image.encode_png(np.zeros((2, 3, 1), np.uint8))]))}
    columns["label"] = Column(Records.from_list([label.encode()]))
    (tmp_path / "inner").mkdir()
    writing = KINDS["images"].writer(tmp_path / "inner" / "pictures", schema)
    with pytest.raises(InvalidArgumentError, match="a name for a folder"), writing as writer:
        writer.write(Batch(columns, 1, Records.from_list([b"row"], "rows")))
    assert [*(tmp_path / "inner").iterdir()] == []
    assert [*tmp_path.iterdir()] == [tmp_path / "inner"]


def test_a_folder_without_pictures(tmp_path):
    with pytest.raises(InvalidArgumentError, match="has no pictures in it"):
        tables.kind_of(tmp_path).infer(tmp_path)


def test_pictures_that_are_written(pictures, tmp_path):
    kind = KINDS["images"]
    schema, notes = kind.adapted(kind.infer(pictures))
    assert str(schema) == "image/encoded:string, image/class/text:string"
    assert "left out: image/filename, image/class/label" in notes[0]
    copy(kind, pictures, kind, tmp_path / "copy", schema)
    written = {path.relative_to(tmp_path / "copy").as_posix(): path.read_bytes() for path in (tmp_path / "copy").rglob("*.*")}
    assert written == {
        "cat/000000.png": (pictures / "cat/1.png").read_bytes(),
        "cat/000001.png": (pictures / "cat/deep/2.png").read_bytes(),
        "dog/000000.jpg": (pictures / "dog/3.jpg").read_bytes(),
    }
    with pytest.raises(AlreadyExistsError), kind.writer(tmp_path / "copy", schema):
        pass
    with pytest.raises(InvalidArgumentError, match="no other compression"), kind.writer(tmp_path / "other", schema, "GZIP"):
        pass
    with pytest.raises(InvalidArgumentError, match="left out"), kind.writer(tmp_path / "other", kind.infer(pictures)):
        pass
    with pytest.raises(ZeroDivisionError), kind.writer(tmp_path / "other", schema):
        raise ZeroDivisionError
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy", "pictures"]


def test_pixels_become_pictures(tmp_path):
    pytest.importorskip("PIL")
    kind, cifar = KINDS["images"], KINDS["cifar10"]
    schema, _ = kind.adapted(cifar.infer(SAMPLES / "data_batch_1.bin"))
    copy(cifar, SAMPLES / "data_batch_1.bin", kind, tmp_path / "pictures", schema)
    first = rows(cifar, SAMPLES / "data_batch_1.bin")[0]
    path = tmp_path / "pictures" / str(first["label"]) / "000000.png"
    assert image.decode(path.read_bytes()).tolist() == first["image"]
    with pytest.raises(InvalidArgumentError, match="no feature is a picture"):
        kind.adapted(Schema.parse("a:int64, text:string"))


# -- WebDataset ----------------------------------------------------------------------------------------------------------


def tar_of(path, members, mode="w"):
    with tarfile.open(path, mode) as archive:
        for name, data in members:
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))


@pytest.mark.parametrize("mode", ["w", "w:gz"])
def test_webdataset(tmp_path, mode):
    path = tmp_path / "f.tar"
    tar_of(path, [("d/1.jpg", b"J"), ("d/1.cls", b"7"), ("d/2.jpg", b"K"), ("d/2.seg.png", b"S"), ("d/2.cls", b"8")], mode)
    kind = tables.kind_of(path)
    assert str(kind.infer(path)) == "__key__:string, jpg:string, cls:int64, seg.png:string?"
    assert rows(kind, path) == [
        {"__key__": b"d/1", "jpg": b"J", "cls": 7},
        {"__key__": b"d/2", "jpg": b"K", "cls": 8, "seg.png": b"S"},
    ]
    assert kind.count(path) == 2
    told = []
    batches = list(kind.read(path, progress=lambda records, data: told.append((records, data))))
    assert told == [(1, 2), (1, 3)]
    assert [batch.count for batch in batches] == [2]


def test_webdataset_that_does_not_fit_or_is_cut(tmp_path):
    path = tmp_path / "f.tar"
    tar_of(path, [("1.cls", b"7"), ("2.cls", b"x"), ("3.cls", b"9")])
    with pytest.raises(InvalidArgumentError, match=r"'cls' must be int64, found 'x'; .*f\.tar:1"):
        rows(KINDS["webdataset"], path)
    found, bad = skipped(KINDS["webdataset"], path)
    assert [row["cls"] for row in found] == [7, 9]
    assert [record for record, _ in bad] == [1]
    path.write_bytes(path.read_bytes()[:700])
    with pytest.raises(DataLossError, match=r"f\.tar: damaged, after"):
        rows(KINDS["webdataset"], path, "cls:int64")


def header(shape, descr="<f4", fortran=False):
    """An npy file without its numbers."""
    made = io.BytesIO()
    np.lib.format.write_array_header_1_0(made, {"descr": descr, "fortran_order": fortran, "shape": shape})
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "error", "words"),
    [
        (header((1, 1 << 40)), DataLossError, "it ends early; an array of shape"),
        (header((1 << 40, 2), fortran=True), DataLossError, "it ends early; an array of shape"),
        (header((1 << 60, 0)), ResourceExhaustedError, "it claims 1,152,921,504,606,846,976 rows of no bytes"),
        (header((-1, 2)), DataLossError, r"no file holds an array of shape \[-1, 2\]"),
        (header((3,)).replace(b"{'descr'", b"{(descr'"), DataLossError, "it has no head of an array"),
    ],
)
def test_what_the_head_of_an_array_claims_takes_no_memory(content, error, words, tmp_path):
    path = tmp_path / "f.npy"
    path.write_bytes(content)
    tracemalloc.start()
    with pytest.raises(error, match=rf"f\.npy.*{words}"):
        rows(KINDS["npy"], path)
    assert tracemalloc.get_traced_memory()[1] < 32 << 20
    tracemalloc.stop()


def test_an_archive_that_is_a_bomb_or_of_another_kind(tmp_path, monkeypatch):
    path = tmp_path / "f.npz"
    np.savez_compressed(path, a=np.zeros((1, 6 << 20), np.uint8))
    monkeypatch.setattr(limits, "unsized_bytes", 1 << 20)
    with pytest.raises(ResourceExhaustedError, match=r"f\.npz, a\.npy; what begins at byte 0 does not end within"):
        rows(KINDS["npz"], path)
    np.savez(path, a=np.zeros(3))
    good = path.read_bytes()
    path.write_bytes(good.replace(b"PK\x01\x02\x2d\x03\x2d\x00\x00\x00", b"PK\x01\x02\x2d\x03\x2d\x00\x01\x00"))
    with pytest.raises(UnimplementedError, match=r"f\.npz: File .*a\.npy.* is encrypted"):
        rows(KINDS["npz"], path)
