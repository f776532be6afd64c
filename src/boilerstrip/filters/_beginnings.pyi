from boilerstrip.filters._beginnings_python import Beginnings as Beginnings
