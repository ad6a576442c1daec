"""tf.contrib.graph_editor: parts of graphs selected, copied, connected otherwise."""
