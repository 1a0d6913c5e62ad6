package settings

import (
	"os"

	"github.com/caarlos0/env/v10"
)

// Settings come from the environment. OLD_NAME is not read any more: os.Getenv("OLD_NAME").
type Settings struct {
	Listen string `env:"LISTEN" envDefault:":9000"`
	Redis  string `env:"REDIS_ADDR,required" json:"redis"`
	Plain  string `json:"plain"`
}

const debugVar = "ORDERS_DEBUG"

func Load() (Settings, error) {
	var s Settings
	if _, on := os.LookupEnv(debugVar); on {
		println("debug")
	}
	println(fallback("REGION", "north"))
	return s, env.Parse(&s)
}

func fallback(key, otherwise string) string {
	if value := os.Getenv(key); value != "" {
		return value
	}
	return otherwise
}
