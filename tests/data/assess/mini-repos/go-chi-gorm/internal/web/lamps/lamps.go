package lamps

import (
	"net/http"

	"github.com/go-chi/chi/v5"
	"gorm.io/gorm"
)

type Handler struct {
	db *gorm.DB
}

func New(db *gorm.DB) *Handler {
	return &Handler{db: db}
}

// Routes is mounted by the server.
func (h *Handler) Routes() chi.Router {
	r := chi.NewRouter()
	r.Get("/", h.all)
	r.Route("/{id}", h.single)
	return r
}

func (h *Handler) single(r chi.Router) {
	r.Get("/", h.all)
	r.Post("/light", h.all)
}

func (h *Handler) all(w http.ResponseWriter, r *http.Request) {}
