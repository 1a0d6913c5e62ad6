"""Names that a program has besides its usual one: facts of the programs, not of any rule."""

MODULES: dict = {
    "compose": "docker-compose",
    "pre_commit": "pre-commit",
    "django": "django-admin",
    "django.__main__": "django-admin",
    "py.test": "pytest",
    "py": "pytest",
    "_pytest": "pytest",
    "manage": "manage.py",
}
"""Python modules whose program has another name than they have."""

IMAGES: dict = {"docker/compose": "docker-compose"}
"""Images of containers that are one program, by the image's name without a registry."""

TESTS_BY = {"hatch": "pytest", "rye": "pytest"}
"""What a manager of environments runs for its word `test`."""


def program_of_module(module: str) -> str:
    """Return the program that a Python module is: mostly of the same name."""
    known = MODULES.get(module)
    return known if known is not None else module.partition(".")[0].replace("_", "-")


def program_of_image(image: str) -> str:
    """Return the program that a container's image is; empty for an image that is more than one."""
    name = image.partition("@")[0]
    head, _, tail = name.rpartition("/")
    name = f"{head}/{tail.partition(':')[0]}"
    return next((program for known, program in IMAGES.items() if name.endswith(known)), "")
