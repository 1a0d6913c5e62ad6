from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()


class Kept(db.Model):
    __abstract__ = True
    id = db.Column(db.Integer, primary_key=True)


class Till(Kept):
    name = db.Column(db.String)


class Receipt(Kept):
    total = db.Column(db.Integer)
