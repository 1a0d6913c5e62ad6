from flask_restx import Namespace, Resource

ns = Namespace("receipts")


@ns.route("/", "/all")
class Receipts(Resource):
    def get(self):
        return []


@ns.route("/<int:receipt_id>")
class OneReceipt(Resource):
    def get(self, receipt_id):
        return {}

    def delete(self, receipt_id):
        return "", 204
