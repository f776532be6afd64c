from boilerstrip.filters._signs_python import Signs as Signs
