package web

import (
	"net/http"
	"os"
	"testing"

	"github.com/go-chi/chi/v5"
)

func TestFake(t *testing.T) {
	r := chi.NewRouter()
	r.Get("/only/in/a/test", func(w http.ResponseWriter, r *http.Request) {})
	_ = os.Getenv("ONLY_IN_TEST")
}
