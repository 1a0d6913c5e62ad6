from flask_restx import Namespace, Resource

ns = Namespace("tills")


@ns.route("")
class Tills(Resource):
    def post(self):
        return {}, 201
