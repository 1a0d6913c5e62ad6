from fastapi import FastAPI

app = FastAPI()


@app.get("/only-in-docs")
def snippet(): ...
