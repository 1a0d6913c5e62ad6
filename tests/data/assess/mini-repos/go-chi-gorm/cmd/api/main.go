package main

import (
	"log"
	"net/http"
	"os"

	"example.org/lighthouse/orders/internal/settings"
	"example.org/lighthouse/orders/internal/store"
	"example.org/lighthouse/orders/internal/web"
)

func main() {
	cfg, err := settings.Load()
	if err != nil {
		log.Fatal(err)
	}
	db, err := store.Open(os.Getenv("DATABASE_DSN"))
	if err != nil {
		log.Fatal(err)
	}
	srv := web.New(cfg, db)
	log.Fatal(http.ListenAndServe(cfg.Listen, srv.Handler()))
}
