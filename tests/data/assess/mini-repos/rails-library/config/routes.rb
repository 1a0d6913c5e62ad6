require "sidekiq/web"

Rails.application.routes.draw do
  root "shelves#index"

  concern :notable do
    resources :notes, only: %i[index create]
  end

  resources :books, concerns: :notable do
    member do
      post :lend
      get "history/:year", action: :history
    end
    get :search, on: :collection
    resources :loans, only: [:index, :show, :create], shallow: true do
      patch :prolong, on: :member
    end
  end

  # resources :dreams
=begin
  resources :nightmares
=end

  resource :card, only: %i[show update], controller: "cards"

  scope "/desk", module: :desk, as: :desk do
    resources :members, except: [:destroy, :new, :edit], param: :number, path: "people"
    get "today" => "calendar#today"
  end

  namespace :api, defaults: { format: :json } do
    scope :v1 do
      resources :books, only: :index
      match "lookup", to: "lookup#run", via: [:get, :post]
    end
  end

  constraints subdomain: "staff" do
    delete "cache", to: "cache#clear"
  end

  if Rails.env.development?
    mount Sidekiq::Web => "/sidekiq"
  end

  draw :admin
  get "*path", to: "errors#missing", via: :all
end
