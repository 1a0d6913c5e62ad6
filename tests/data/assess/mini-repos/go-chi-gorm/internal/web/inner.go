package web

import "net/http"

func inner() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /stats", stats)
	mux.HandleFunc("POST /stats/reset", stats)
	mux.Handle("/anything", http.HandlerFunc(stats))
	return mux
}

func stats(w http.ResponseWriter, r *http.Request) {}
