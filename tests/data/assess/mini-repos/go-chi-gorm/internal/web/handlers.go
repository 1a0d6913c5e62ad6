package web

import "net/http"

func (s *Server) health(w http.ResponseWriter, r *http.Request)   {}
func (s *Server) list(w http.ResponseWriter, r *http.Request)     {}
func (s *Server) create(w http.ResponseWriter, r *http.Request)   {}
func (s *Server) show(w http.ResponseWriter, r *http.Request)     {}
func (s *Server) update(w http.ResponseWriter, r *http.Request)   {}
func (s *Server) dropLine(w http.ResponseWriter, r *http.Request) {}
func (s *Server) profile(w http.ResponseWriter, r *http.Request) {
	client := r.Header.Get("/not/a/route")
	_ = client
}
