from sqlmodel import Field, SQLModel


class ParcelBase(SQLModel):
    weight: int


class Parcel(ParcelBase, table=True):
    id: int | None = Field(default=None, primary_key=True)


class ParcelOut(ParcelBase):
    id: int


class Stop(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
