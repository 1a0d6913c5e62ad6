from fastapi import FastAPI

inner = FastAPI()


@inner.get("/numbers")
def numbers() -> list[int]:
    return []
