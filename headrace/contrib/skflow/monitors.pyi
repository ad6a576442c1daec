"""tf.contrib.skflow.monitors: tf.contrib.learn.monitors, under a second path. Made by `make names`."""

from headrace.contrib.learn.monitors import *
from headrace.training.sessions.hooks_stop import NanLossDuringTrainingError as NanLossDuringTrainingError
from headrace.formats.proto.event_pb2 import SessionLog as SessionLog
from headrace.formats.proto.summary_pb2 import Summary as Summary
from headrace.graph.events.writer import FileWriterCache as SummaryWriterCache
