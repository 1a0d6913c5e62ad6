module example.org/lighthouse/orders

go 1.22

require (
	github.com/caarlos0/env/v10 v10.0.0
	github.com/go-chi/chi/v5 v5.0.12
	github.com/pressly/goose/v3 v3.19.2
	github.com/redis/go-redis/v9 v9.5.1
	github.com/stretchr/testify v1.9.0
	gorm.io/driver/postgres v1.5.7
	gorm.io/gorm v1.25.9
)

require github.com/jackc/pgx/v5 v5.5.5 // indirect
