"""Random per-record programs: from any source through any operations and queues, and what they give.

    spec = generate(seed)                      # plain data, as JSON; the same for the same seed
    program = build(tf, spec, directory)       # made with headrace, or with tensorflow.compat.v1
    outcome = run(tf, program)                 # what it delivers, and how it ends
    verdict = faults_of(spec, directory)       # what of this contradicts the program's meaning; nothing if all is well
    smallest = shrunk(spec, fails)

A program is a row of stages. A stage computes, for each element of its source, the components of an element of its
sink, a queue. The first stage's source is files, a queue of the program's own, or nothing; each other's is the sink of
the stage before it. The first component is the number of the record wherever there are records, so that each can be
accounted for.
"""
