// Nothing: a target needs a source file, and this one compiles the headers that the tests share.
