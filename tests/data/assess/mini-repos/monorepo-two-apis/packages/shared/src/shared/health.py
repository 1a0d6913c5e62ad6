from fastapi import FastAPI


def add_health(app: FastAPI) -> None:
    @app.get("/health")
    def health() -> str:
        return "well"
