"""The paths that lie inside of TensorFlow, and the names that programs take from them."""

from __future__ import annotations

import functools
import importlib
import inspect
import warnings

import numpy as np
import pytest

import headrace as tf
from headrace._names.table import ALIASES, NAMES
from headrace._names.tensorflow import PATHS
from headrace.formats.old_forms import OldFormWarning
from headrace.programs import operations, paths, scope

IMPORTED_BY_PROGRAMS = """
core.example.example_pb2:Example,SequenceExample core.example.feature_pb2:Feature,Features,BytesList
core.framework.summary_pb2:Summary,SummaryMetadata core.framework.graph_pb2:GraphDef
core.framework.variable_pb2:VariableDef core.framework.node_def_pb2:NodeDef core.framework.attr_value_pb2:AttrValue
core.framework.tensor_pb2:TensorProto core.framework.tensor_shape_pb2:TensorShapeProto
core.framework.types_pb2:DataType,DT_FLOAT core.framework.step_stats_pb2:StepStats
core.protobuf.config_pb2:ConfigProto,RunOptions core.protobuf.meta_graph_pb2:MetaGraphDef
core.protobuf.rewriter_config_pb2: core.protobuf.saver_pb2:SaverDef core.protobuf.queue_runner_pb2:QueueRunnerDef
core.util.event_pb2:Event,SessionLog python:pywrap_tensorflow
python.framework.ops:Graph,Tensor,GraphKeys,RegisterGradient,convert_to_tensor,name_scope
python.framework.dtypes:float32,as_dtype,DType python.framework.tensor_shape:TensorShape,Dimension,unknown_shape
python.framework.tensor_util:make_tensor_proto,constant_value python.framework.graph_util: python.framework.test_util:
python.framework.constant_op:constant python.framework.errors:OutOfRangeError python.framework.errors_impl:NotFoundError
python.framework.function: python.framework.importer:import_graph_def python.framework.random_seed:set_random_seed
python.framework.sparse_tensor:SparseTensor,SparseTensorValue
python.ops.array_ops:reshape,concat,stack,shape,placeholder python.ops.math_ops:add,matmul,reduce_mean,cast,sigmoid
python.ops.control_flow_ops:group,cond,while_loop,with_dependencies
python.ops.variable_scope:get_variable,variable_scope python.ops.init_ops:zeros_initializer,constant_initializer
python.ops.nn_ops:softmax,conv2d python.ops.nn:relu,moments,top_k python.ops.nn_impl:batch_normalization
python.ops.gen_array_ops:reshape,concat_v2 python.ops.gen_math_ops:mat_mul,_sum
python.ops.gen_nn_ops:relu_grad,max_pool_grad python.ops.gen_data_flow_ops:queue_size_v2 python.ops.gen_io_ops:read_file
python.ops.candidate_sampling_ops:log_uniform_candidate_sampler python.ops.ctc_ops:ctc_loss,ctc_greedy_decoder
python.ops.clip_ops:clip_by_global_norm python.ops.data_flow_ops:FIFOQueue,RandomShuffleQueue
python.ops.embedding_ops:embedding_lookup python.ops.gradients:gradients python.ops.image_ops:decode_jpeg,resize_images
python.ops.io_ops:TFRecordReader,read_file python.ops.logging_ops:Print python.ops.lookup_ops:
python.ops.parsing_ops:parse_single_example,decode_raw,FixedLenFeature python.ops.random_ops:truncated_normal
python.ops.rnn:dynamic_rnn python.ops.rnn_cell:BasicLSTMCell,LSTMStateTuple python.ops.rnn_cell_impl:RNNCell,_linear
python.ops.script_ops:py_func python.ops.seq2seq:sequence_loss python.ops.sparse_ops:sparse_tensor_to_dense
python.ops.state_ops:assign,assign_add python.ops.string_ops:string_split python.ops.summary_ops:
python.ops.tensor_array_ops:TensorArray python.ops.variables:Variable,global_variables_initializer
python.ops.losses.losses:softmax_cross_entropy python.ops.metrics:accuracy python.ops.resource_variable_ops:
python.layers.core:Dense,dense python.layers.convolutional:Conv2D,conv2d python.layers.base:Layer python.layers.utils:
python.lib.io.tf_record:TFRecordWriter,tf_record_iterator,TFRecordOptions python.lib.io.file_io:
python.training.moving_averages:ExponentialMovingAverage,assign_moving_average python.training.slot_creator:create_slot
python.training.training_ops:apply_adam,apply_momentum python.training.optimizer:Optimizer
python.training.queue_runner_impl:QueueRunner,start_queue_runners python.training.queue_runner:QueueRunner
python.training.input:batch,shuffle_batch,string_input_producer python.training.coordinator:Coordinator,LooperThread
python.training.saver:Saver,latest_checkpoint python.training.training_util:get_global_step,create_global_step
python.training.session_run_hook:SessionRunHook,SessionRunArgs python.training.basic_session_run_hooks:StopAtStepHook
python.training.monitored_session:MonitoredTrainingSession python.training.supervisor:Supervisor
python.training.learning_rate_decay:exponential_decay python.training.adam:AdamOptimizer
python.training.gradient_descent:GradientDescentOptimizer
python.training.checkpoint_utils:list_variables,load_checkpoint python.platform.gfile:GFile,Exists,FastGFile
python.platform.tf_logging:info,set_verbosity python.platform.app:run python.platform.flags:FLAGS,DEFINE_string
python.platform.test:TestCase,main python.platform.googletest: python.platform.resource_loader:get_data_files_path
python.client.timeline:Timeline python.client.device_lib:list_local_devices
python.client.session:Session,InteractiveSession python.tools.freeze_graph:
python.tools.inspect_checkpoint:print_tensors_in_checkpoint_file python.tools.optimize_for_inference:
python.tools.optimize_for_inference_lib: python.saved_model.builder: python.saved_model.tag_constants:
python.summary.summary:scalar,merge_all,FileWriter python.summary.summary_iterator:summary_iterator
python.summary.writer.writer:FileWriter python.util.nest:flatten,is_sequence,map_structure,pack_sequence_as
python.util.compat:as_bytes,as_str python.util.tf_export: python.pywrap_tensorflow:NewCheckpointReader
contrib.framework.python.ops:arg_scope,add_arg_scope contrib.framework.python.ops.variables:variable,model_variable
contrib.layers.python.layers.layers:conv2d,batch_norm,fully_connected
contrib.layers.python.layers.initializers:xavier_initializer contrib.layers.python.layers.regularizers:l2_regularizer
contrib.layers.python.layers:utils,optimizers contrib.rnn.python.ops.core_rnn_cell:RNNCell,_linear
contrib.rnn.python.ops.lstm_ops:LSTMBlockCell contrib.seq2seq.python.ops.attention_wrapper:BahdanauAttention
contrib.seq2seq.python.ops.helper:TrainingHelper contrib.learn.python.learn.datasets.mnist:read_data_sets,DataSet
contrib.learn.python.learn.datasets:mnist,base contrib.slim.python.slim.nets: contrib.slim.python.slim.learning:train
contrib.slim.python.slim.data.dataset:Dataset contrib.tensorboard.plugins:projector
python.platform.logging:info python.framework.types:float32 contrib.ctc:ctc_loss contrib.skflow:
contrib.learn.python.learn.estimators: examples.tutorials.mnist:input_data,mnist models.rnn:rnn_cell,seq2seq models.rnn.rnn:rnn
"""


@pytest.mark.parametrize("said", IMPORTED_BY_PROGRAMS.split())
def test_a_path_that_programs_import_gives_what_they_take_from_it(said):
    path, _, names = said.partition(":")
    module = importlib.import_module(f"headrace.{path}")
    for name in filter(None, names.split(",")):
        assert getattr(module, name) is not None


def own_module(path: str):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", OldFormWarning)
        return importlib.import_module(f"headrace.{path}".rstrip("."))


def test_every_path_of_tensorflow_imports_and_each_of_its_names_is_there_or_says_why_not():
    there = 0
    for path in PATHS:
        module = own_module(path)
        own = paths.canonical(path)
        for name in (name for name in paths.names_of(own) if not name.startswith("__")):
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", OldFormWarning)
                if paths.has(own, name):
                    getattr(module, name)
                    there += 1
                else:
                    with pytest.raises(AttributeError, match=f"{name} is not in headrace: "):
                        getattr(module, name)
    assert there > 4000


@pytest.mark.parametrize(
    "name",
    [
        "contrib.learn.models.linear_regression",
        "contrib.learn.monitors.ExportMonitor",
    ],
)
def test_a_name_of_a_group_that_is_only_an_attribute_says_why_it_is_not_there(name):
    group, _, last = name.rpartition(".")
    with pytest.raises(AttributeError, match=rf"{last} is not in headrace: .*TensorFlow has.* since .*; it is planned"):
        getattr(functools.reduce(getattr, group.split("."), tf), last)


def test_second_paths_lead_to_groups_that_are_there():
    assert [alias for alias, own in ALIASES.items() if own and not paths.is_there(own)] == []


@pytest.mark.parametrize("path", scope.OUT_OF_SCOPE)
def test_what_is_out_of_scope_has_no_names_here_and_cannot_be_imported(path):
    assert path not in PATHS
    assert path not in NAMES
    with pytest.raises(ModuleNotFoundError, match=f"^No module named 'tensorflow.{path}' in headrace: "):
        importlib.import_module(f"headrace.{path}")


def test_names_inside_of_tensorflow_are_the_public_ones():
    from headrace.core.example import example_pb2
    from headrace.python.framework import ops
    from headrace.python.ops import array_ops, rnn_cell_impl

    assert array_ops.reshape is tf.reshape
    assert ops.Graph is tf.Graph
    assert rnn_cell_impl.BasicLSTMCell is tf.nn.rnn_cell.BasicLSTMCell
    assert example_pb2.Example is tf.train.Example


def test_a_star_import_gives_what_is_there():
    names: dict[str, object] = {}
    exec("from headrace.python.ops.math_ops import *", names)
    assert names["reduce_mean"] is tf.reduce_mean
    assert "nothing" not in names


@pytest.mark.parametrize(
    ("type", "name"),
    [
        ("MatMul", "mat_mul"),
        ("Conv2D", "conv2d"),
        ("Conv2DBackpropInput", "conv2d_backprop_input"),
        ("LRN", "lrn"),
        ("L2Loss", "l2_loss"),
        ("BatchMatMulV2", "batch_mat_mul_v2"),
        ("FusedBatchNormGradV3", "fused_batch_norm_grad_v3"),
        ("MaxPool3DGrad", "max_pool3d_grad"),
        ("CTCLoss", "ctc_loss"),
        ("FFT2D", "fft2d"),
        ("ApplyRMSProp", "apply_rms_prop"),
        ("TFRecordReaderV2", "tf_record_reader_v2"),
    ],
)
def test_types_of_operations_become_the_names_that_tensorflow_generates(type, name):
    assert operations.snake_case(type) == name


def test_generated_functions_add_operations_by_tensorflows_arguments():
    from headrace.python.ops import gen_array_ops, gen_math_ops, gen_nn_ops

    assert str(inspect.signature(gen_array_ops.concat_v2)) == "(values, axis, name=None)"
    with tf.Graph().as_default(), tf.Session() as session:
        joined = gen_array_ops.concat_v2([[1.0], [2.0]], axis=0, name="joined")
        product = gen_math_ops.mat_mul([[1.0, 2.0]], [[3.0, 4.0]], transpose_b=True)
        gradient = gen_nn_ops.relu_grad(gradients=[1.0, 1.0], features=[-1.0, 2.0])
        assert joined.op.name == "joined"
        assert [np.asarray(value).tolist() for value in session.run([joined, product, gradient])] == [[1, 2], [[11]], [0, 1]]
        with pytest.raises(TypeError, match="missing a required argument: 'axis'"):
            gen_array_ops.concat_v2([[1.0]])


def test_a_group_that_has_no_package_is_an_attribute_where_something_of_it_is_there():
    alone = [path for path in PATHS if "." not in path and path and path not in NAMES and scope.out_of_scope(path) is None]
    there = [path for path in alone if paths.listed(path)]
    assert {"dtypes", "queue", "sets", "version"} <= set(there) < set(alone)
    assert [paths.elsewhere("", path) for path in there] == [f"headrace.{path}" for path in there]
    assert {paths.elsewhere("", path) for path in set(alone) - set(there) - {"core"}} == {None}
