from flask import Flask

app = Flask(__name__)


@app.route("/vendored")
def vendored(): ...
