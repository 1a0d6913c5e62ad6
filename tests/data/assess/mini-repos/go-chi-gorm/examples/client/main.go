package main

import "net/http"

func main() {
	http.HandleFunc("/example/only", func(w http.ResponseWriter, r *http.Request) {})
}
