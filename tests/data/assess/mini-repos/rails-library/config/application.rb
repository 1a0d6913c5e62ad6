require "rails/all"

module Library
  class Application < Rails::Application
    config.load_defaults 7.1
    config.time_zone = ENV.fetch("LIBRARY_ZONE", "UTC")
    config.cache_store = :redis_cache_store, { url: ENV["REDIS_URL"] }
    # config.old = ENV["LONG_GONE"]
  end
end
