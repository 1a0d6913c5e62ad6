"""Rails' routes, by its guide and by its mapper; records; variables; tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from assess_repos import names, routes

if TYPE_CHECKING:
    from pathlib import Path

ALL = (
    "DELETE %s/:id",
    "GET %s",
    "GET %s/:id",
    "GET %s/:id/edit",
    "GET %s/new",
    "PATCH %s/:id",
    "POST %s",
    "PUT %s/:id",
)


def whole(path: str) -> list[str]:
    """Return the eight routes of a resource."""
    return [one % path for one in ALL]


CASES: dict[str, tuple[str, list[str]]] = {
    "optional parts take their slash with them, as `rails routes` shows it": (
        "get 's/:id/(:title)', to: 'x#y'\nscope '(:lang)' do\n  get '/', to: 'x#y'\nend\nget 't(/:a(/p/:b))', to: 'x#y'\n",
        ["GET /(:lang)", "GET /s/:id(/:title)", "GET /t(/:a(/p/:b))"],
    ),
    "a format that must be there": (
        "get 'a/:id', to: 'x#y', format: true\nscope format: true do\n  resources :b, only: :index\nend\nget 'c', to: 'x#y', format: false\n",
        ["GET /a/:id.:format", "GET /b.:format", "GET /c"],
    ),
    "a concern that is given options, a loop over a table, what only the tests draw": (
        (
            "concern :pictured do |options|\n  resources :pictures, options\nend\nresources :a, only: [] do\n  concerns :pictured, only: :index\nend\n"
            "{ old: 'new' }.each do |from, to|\n  get \"#{from}/#{to}\", to: 'x#y'\nend\n"
            "if Rails.env.test?\n  get 'fake', to: 'x#y'\nend\nget 'also', to: 'x#y' if Rails.env.test?\n"
        ),
        ["GET /a/:a_id/pictures", "GET /old/new"],
    ),
    "resources and their options": (
        """
        resources :a
        resources :b, :c, only: :index
        resources :d, :only => [:show], param: :slug, path: "dd"
        resources :e, except: %i[new edit create update destroy]
        resource :f, only: [:show]
        # resources :g
        """,
        [*whole("/a"), "GET /b", "GET /c", "GET /dd/:slug", "GET /e", "GET /e/:id", "GET /f"],
    ),
    "members, collections, nested plain routes, path names": (
        """
        resources :a, only: [:new, :edit], path_names: { new: "make", edit: "change" } do
          member { get :x; post "y/z" }
          collection do
            delete :clear
          end
          get :on_member, on: :member
          get :on_collection, on: :collection
          get :nested
          get :built, on: :new
        end
        resource :b, only: [] do
          get :c
        end
        """,
        [
            "DELETE /a/clear",
            "GET /a/:a_id/nested",
            "GET /a/:id/change",
            "GET /a/:id/on_member",
            "GET /a/:id/x",
            "GET /a/make",
            "GET /a/make/built",
            "GET /a/on_collection",
            "GET /b/c",
            "POST /a/:id/y/z",
        ],
    ),
    "shallow: as an option, as a block, below a namespace": (
        """
        resources :a, only: [] do
          resources :b, only: [:index, :show], shallow: true
        end
        shallow do
          resources :c, only: [:show] do
            resources :d, only: [:index, :show] do
              resources :e, only: [:create, :destroy]
            end
          end
        end
        namespace :n do
          resources :f, only: [], shallow: true do
            resources :g, only: [:index, :show]
          end
        end
        """,
        [
            "DELETE /e/:id",
            "GET /a/:a_id/b",
            "GET /b/:id",
            "GET /c/:c_id/d",
            "GET /c/:id",
            "GET /d/:id",
            "GET /n/f/:f_id/g",
            "GET /n/g/:id",
            "POST /d/:d_id/e",
        ],
    ),
    "scopes and namespaces": (
        """
        scope "/p", module: "m" do
          get "a", to: "x#y"
        end
        scope module: :m do
          get "b", to: "x#y"
        end
        scope path: "(:locale)" do get "c", to: "x#y" end
        namespace :n, path: "other" do
          root to: "x#y"
          namespace :deep, path: "/" do
            get :d, to: "x#y"
          end
        end
        scope :one, :two, only: [:index] do resources :e end
        constraints(id: /[A-Z]/) do
          defaults format: :json do get "f", to: "x#y" end
        end
        authenticate :user, ->(u) { u.admin? } do get "g", to: "x#y" end
        """,
        [
            "GET /(/:locale)/c",
            "GET /b",
            "GET /f",
            "GET /g",
            "GET /one/two/e",
            "GET /other",
            "GET /other/d",
            "GET /p/a",
        ],
    ),
    "plain routes: pairs, match, several, globs, formats, loops, redirects": (
        """
        root "home#index"
        get "a" => "x#y", as: :a
        get "/b(.:format)", to: "x#y"
        match "c", to: "x#y", via: %i[get put]
        match "d", to: "x#y", :via => :all
        get :e, :f, controller: "x"
        get "g/*rest", to: "x#y", via: :all
        %w[h i].each { |name| post name, to: "x##{name}" }
        [:j, :k].each do |name|
          resources name, only: :index do
            get "#{name}-list", on: :collection
          end
        end
        get "l", to: redirect("/elsewhere")
        if Rails.env.development?
          get "m", to: "x#y"
        end
        """,
        [
            "ANY /d",
            "GET /",
            "GET /a",
            "GET /b",
            "GET /c",
            "GET /e",
            "GET /f",
            "GET /g/*rest",
            "GET /j",
            "GET /j/j-list",
            "GET /k",
            "GET /k/k-list",
            "GET /l",
            "GET /m",
            "POST /h",
            "POST /i",
            "PUT /c",
        ],
    ),
    "concerns with blocks, several of them, in scopes too": (
        """
        concern :c do
          resources :comments, only: :create
          get :shown, on: :member
        end
        concern(:d) { get :counted, on: :collection }
        resources :a, only: [], concerns: [:c, :d]
        resources :b, only: [] do
          concerns :d
        end
        """,
        ["GET /a/:id/shown", "GET /a/counted", "GET /b/counted", "POST /a/:a_id/comments"],
    ),
}


def drawn(text: str) -> dict[str, str]:
    """Return an application's route file."""
    return {"config/routes.rb": f"Rails.application.routes.draw do\n{text}\nend\n"}


@pytest.mark.parametrize("name", CASES)
def test_rails_serves(name: str, tmp_path: Path) -> None:
    text, expected = CASES[name]
    assert routes(tmp_path, drawn(text)) == sorted(expected)


def test_an_api_has_no_forms(tmp_path: Path) -> None:
    files = drawn("resources :a") | {
        "config/application.rb": "class A < Rails::Application\n  config.api_only = true\nend\n"
    }
    assert routes(tmp_path, files) == [
        one for one in whole("/a") if "new" not in one and "edit" not in one
    ]


def test_other_files_are_drawn_and_engines_are_mounted(tmp_path: Path) -> None:
    files = drawn(
        'draw(:admin)\nscope(:x) { draw "deep/more" }\nmount Shop::Engine => "/shop"\nmount Other::Web, at: "/web"'
    ) | {
        "config/routes/admin.rb": "namespace(:admin) { get :a, to: 'x#y' }\n",
        "config/routes/deep/more.rb": "get :b, to: 'x#y'\n",
        "engines/shop/config/routes.rb": "Shop::Engine.routes.draw do\n  resources :carts, only: :index\nend\n",
        "engines/lost/config/routes.rb": "Lost::Engine.routes.draw do\n  get :never, to: 'x#y'\nend\n",
        "spec/x_spec.rb": "Rails.application.routes.draw { get '/test', to: 'x#y' }\n",
    }
    assert routes(tmp_path, files) == ["GET /admin/a", "GET /shop/carts", "GET /x/b"]


def test_devise_draws_what_its_model_asks_for(tmp_path: Path) -> None:
    files = drawn(
        "devise_for :users, path: 'u', skip: [:passwords], path_names: { sign_in: 'in' }"
    ) | {
        "app/models/user.rb": "class User < ApplicationRecord\n  devise :database_authenticatable, :recoverable,\n         :confirmable\nend\n"
    }
    assert routes(tmp_path, files) == [
        "DELETE /u/sign_out",
        "GET /u/confirmation",
        "GET /u/confirmation/new",
        "GET /u/in",
        "POST /u/confirmation",
        "POST /u/in",
    ]


def test_devise_draws_ways_out_and_providers(tmp_path: Path) -> None:
    files = drawn("devise_for :users, sign_out_via: [:get, :delete]\ndevise_for :staffs") | {
        "app/models/user.rb": "class User < ApplicationRecord\n  devise :database_authenticatable, :omniauthable, omniauth_providers: %i[heron]\nend\n",
        "app/models/staff.rb": "class Staff < ApplicationRecord\n  devise :omniauthable\nend\n",
        "config/initializers/devise.rb": "Devise.setup do |config|\n  config.omniauth :owl, 'id'\n  # config.omniauth :none\nend\n",
    }
    assert routes(tmp_path, files) == [
        "DELETE /users/sign_out",
        "GET /staffs/auth/owl/callback",
        "GET /users/auth/heron/callback",
        "GET /users/sign_in",
        "GET /users/sign_out",
        "POST /staffs/auth/owl",
        "POST /staffs/auth/owl/callback",
        "POST /users/auth/heron",
        "POST /users/auth/heron/callback",
        "POST /users/sign_in",
    ]


def test_migrations_show_the_orm_where_an_engine_has_the_models(tmp_path: Path) -> None:
    files = {"db/migrate/1_x.rb": "class X < ActiveRecord::Migration[7.0]\nend\n"}
    assert names(tmp_path, files, "orms") == ["activerecord"]


@pytest.mark.parametrize(
    "text",
    [
        "resources :a, only: [:index]\nresources(:b do\n",
        "get 'caf\xe9', to: 'x#y'\nresources :a, only: [:index]\n",
    ],
)
def test_a_damaged_file_still_says_what_it_can(text: str, tmp_path: Path) -> None:
    path = tmp_path / "config/routes.rb"
    path.parent.mkdir()
    path.write_bytes(f"Rails.application.routes.draw do\n{text}end\n".encode("latin-1"))
    assert "GET /a" in routes(tmp_path, {})


def test_records_with_a_table_of_their_own_are_models(tmp_path: Path) -> None:
    files = {
        "app/models/application_record.rb": "class ApplicationRecord < ActiveRecord::Base\n  self.abstract_class = true\nend\n",
        "app/models/a.rb": "class A < ApplicationRecord\nend\nclass Shares < A\nend\nclass Own < A\n  self.table_name = 'owns'\nend\n",
        "app/models/n/b.rb": "module N\n  class Base < ApplicationRecord\n    primary_abstract_class\n  end\n  class B < Base; end\nend\n",
        "app/models/c.rb": "class N::C < ::ApplicationRecord\nend\nclass Plain < Struct\nend\n",
        "db/migrate/1_x.rb": "class X < ActiveRecord::Migration[7.0]\n  class Tmp < ActiveRecord::Base; end\nend\n",
        "spec/x_spec.rb": "class Fake < ApplicationRecord; end\n",
    }
    assert names(tmp_path, files, "models") == ["A", "N::B", "N::C", "Own"]
    assert names(tmp_path, files, "migration_dirs") == ["db/migrate"]


def test_ruby_reads_these_variables(tmp_path: Path) -> None:
    files = {
        "config/a.rb": "ENV['A']\nENV.fetch(\"B\", 'DEFAULT')\nENV.fetch('C') { 1 }\nx = \"#{ENV['D']}\" # ENV['COMMENT']\nENV['WRITTEN'] = '1'\nENV.values_at('E', 'F')\n=begin\nENV['BLOCK']\n=end\nENV['G'] == 'x'\nENV[name]\n",
        "config/database.yml": "url: <%= ENV['IN_ERB'] %>\n",
        "config/plain.yml": "text: ENV['NOT_ERB']\n",
        "spec/x_spec.rb": "ENV['ONLY_IN_TEST']\n",
        ".env": "SECRET=1\n",
    }
    assert names(tmp_path, files, "env_vars") == ["A", "B", "C", "D", "E", "F", "G", "IN_ERB"]


@pytest.mark.parametrize(
    ("path", "text", "runner"),
    [
        ("test/a_test.rb", "class A < ActiveSupport::TestCase\nend\n", "minitest"),
        ("spec/a_spec.rb", "RSpec.describe 'a' do\nend\n", "rspec"),
        ("a_test.go", "package a\n\nfunc TestA(t *testing.T) {}\n", "go-test"),
        ("a.test.ts", "import { test } from 'node:test';\n", "node-test"),
    ],
)
def test_tests_show_their_runner(path: str, text: str, runner: str, tmp_path: Path) -> None:
    assert names(tmp_path, {path: text}, "test_framework") == [runner]
