from fastapi import APIRouter

from . import parcels, stops

ROUTERS = {"/parcels": parcels.router, "/stops": stops.routes}


def routers() -> APIRouter:
    every = APIRouter()
    for prefix, router in ROUTERS.items():
        every.include_router(router, prefix=prefix)
    return every
