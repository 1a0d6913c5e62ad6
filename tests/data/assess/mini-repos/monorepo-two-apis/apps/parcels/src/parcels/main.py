import fastapi
from fastapi.middleware.cors import CORSMiddleware

from parcels.http import routers
from parcels.inner import inner
from parcels.settings import settings
from shared.health import add_health


def make_app() -> fastapi.FastAPI:
    app = fastapi.FastAPI(title="Parcels")
    app.add_middleware(CORSMiddleware, allow_origins=["*"])
    app.include_router(routers(), prefix=settings.api)
    app.mount("/inner", inner)
    add_health(app)
    return app


app = make_app()
