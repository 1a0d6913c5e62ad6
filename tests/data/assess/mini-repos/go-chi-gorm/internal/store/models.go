package store

import (
	"time"

	"gorm.io/gorm"
)

// Base is shared; it is no table.
type Base struct {
	ID        uint `gorm:"primaryKey"`
	CreatedAt time.Time
}

type Lighthouse struct {
	gorm.Model
	Name   string
	Orders []Order
}

type Order struct {
	Base
	LighthouseID uint
	Lines        []Line
}

type Line struct {
	ID      uint `gorm:"primaryKey"`
	OrderID uint
	What    string
}

// Filter is what a search asks for, not a table.
type Filter struct {
	Name string
}
