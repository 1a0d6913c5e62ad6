package web

import (
	"net/http"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"
	"gorm.io/gorm"

	"example.org/lighthouse/orders/internal/settings"
	"example.org/lighthouse/orders/internal/web/lamps"
)

const (
	apiBase = "/api"
	version = apiBase + "/v1"
)

type Server struct {
	router chi.Router
	cfg    settings.Settings
	lamps  *lamps.Handler
}

func New(cfg settings.Settings, db *gorm.DB) *Server {
	s := &Server{router: chi.NewRouter(), cfg: cfg, lamps: lamps.New(db)}
	s.routes()
	return s
}

func (s *Server) Handler() http.Handler {
	return s.router
}

func (s *Server) routes() {
	s.router.Use(middleware.Logger)
	s.router.Get("/healthz", s.health)
	s.router.Route(version, func(r chi.Router) {
		r.Use(middleware.NoCache)
		r.Route("/orders", func(r chi.Router) {
			r.Get("/", s.list)
			r.Post("/", s.create)
			// r.Delete("/", s.clear)
			r.Route("/{orderID:[0-9]+}", func(r chi.Router) {
				r.Get("/", s.show)
				r.With(middleware.NoCache).Put("/", s.update)
				r.Method(http.MethodDelete, "/lines/{line}", http.HandlerFunc(s.dropLine))
			})
		})
		r.Group(func(r chi.Router) {
			r.Use(middleware.RealIP)
			r.Patch("/profile", s.profile)
		})
		r.Mount("/lamps", s.lamps.Routes())
	})
	s.router.Mount(apiBase+"/inner", http.StripPrefix(apiBase+"/inner", inner()))
}
