require "rails_helper"

RSpec.describe "books" do
  before do
    Rails.application.routes.draw { get "/only/in/a/test", to: "books#index" }
    ENV.fetch("ONLY_IN_TEST", nil)
  end
end
