from fastapi import APIRouter
from fastapi_utils.cbv import cbv

routes = APIRouter()


@cbv(routes)
class Stops:
    @routes.post("/")
    def add(self) -> None: ...

    @routes.delete("/{stop_id}/parcels/{parcel_id}")
    def drop(self, stop_id: int, parcel_id: int) -> None: ...
