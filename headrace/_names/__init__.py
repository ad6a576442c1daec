"""The public names, gathered from the code that says them (`headrace.formats.exports`)."""
