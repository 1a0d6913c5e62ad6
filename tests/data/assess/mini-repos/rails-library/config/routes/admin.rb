namespace :admin do
  resources :reports, only: [:index] do
    collection do
      post "rebuild"
    end
  end
  with_options only: [:show] do |only|
    only.resources :audits
  end
end
