from setuptools import setup

setup(name="knots", packages=["knots"], install_requires=["rich"])
