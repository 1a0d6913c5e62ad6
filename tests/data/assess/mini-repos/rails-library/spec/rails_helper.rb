ENV["RAILS_ENV"] ||= "test"
require "rspec/rails"
