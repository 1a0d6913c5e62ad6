from fastapi import APIRouter

router = APIRouter(tags=["parcels"])


@router.get("")
async def many() -> list[int]:
    return []


@router.api_route("/{parcel_id}", methods=["PUT", "PATCH"])
async def change(parcel_id: int) -> int:
    return parcel_id
