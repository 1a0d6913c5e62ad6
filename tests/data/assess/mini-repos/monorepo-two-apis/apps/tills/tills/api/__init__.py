from flask import Blueprint
from flask_restx import Api

from .receipts import ns as receipts
from .tills import ns as tills

blueprint = Blueprint("money", __name__, url_prefix="/ignored")
api = Api(blueprint, doc="/docs")
api.add_namespace(receipts)
api.add_namespace(tills, path="/boxes")
