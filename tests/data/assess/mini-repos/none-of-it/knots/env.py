environ = {"HOME": "/nowhere"}


def value(name):
    return environ.get(name)


HERE = value("NOT_A_VARIABLE")
