from boilerstrip.filters._dates_python import dated as dated
