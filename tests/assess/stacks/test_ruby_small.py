"""Sinatra and Grape, by their documentation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from assess_repos import routes

if TYPE_CHECKING:
    from pathlib import Path

SINATRA: dict[str, tuple[dict[str, str], list[str]]] = {
    "a classic application": (
        {
            "app.rb": "require 'sinatra'\n\nget '/' do\n  'x'\nend\npost '/herons/:id/?' do |id|\n  get_it\nend\n# get '/comment' do\nget(/regex/) { }\nbefore '/x' do\nend\n"
        },
        ["GET /", "POST /herons/:id"],
    ),
    "modular applications that Rack mounts, a base, a namespace, loops": (
        {
            "lib/base.rb": "class Base < Sinatra::Base\n  get '/ping' do\n  end\nend\n",
            "lib/api.rb": "module Shop\n  class Api < ::Base\n    namespace '/v1' do\n      get '/a' do\n      end\n      namespace '/in' do\n        delete '/:x' do\n        end\n      end\n    end\n    %w[/p /q].each do |path|\n      put path do\n      end\n    end\n    get \"/w/#{word}\" do\n    end\n    route :get, :post, '/both' do\n    end\n  end\nend\n",
            "lib/unused.rb": "class Unused < Base\n  get '/unused' do\n  end\nend\n",
            "config.ru": "require './lib/api'\nuse Rack::Deflater\nmap '/api' do\n  run Shop::Api.new\nend\n",
        },
        [
            "DELETE /api/v1/in/:x",
            "GET /api/both",
            "GET /api/ping",
            "GET /api/v1/a",
            "GET /api/w/{word}",
            "POST /api/both",
            "PUT /api/p",
            "PUT /api/q",
        ],
    ),
    "a table of applications": (
        {
            "a.rb": "class A < Sinatra::Application\n  get '/x' do\n  end\nend\nclass B < Sinatra::Base\n  get '/y' do\n  end\nend\n",
            "config.ru": "run Rack::URLMap.new('/' => A, '/b' => B.new)\n",
        },
        ["GET /b/y", "GET /x"],
    ),
    "without a config.ru an application is served as it is": (
        {"a.rb": "class A < Sinatra::Base\n  get '/x' do\n  end\n  run! if app_file == $0\nend\n"},
        ["GET /x"],
    ),
    "a class of that shape that is no application serves nothing": (
        {"a.rb": "# like sinatra\nclass A < Other::Base\n  get '/x' do\n  end\nend\n"},
        [],
    ),
}

GRAPE: dict[str, tuple[dict[str, str], list[str]]] = {
    "prefix, version, namespaces, parameters, endpoints without a path": (
        {
            "app/api/herons.rb": """
class Herons < Grape::API
  version 'v1', using: :path
  prefix :api
  format :json
  helpers do
    def x; end
  end
  resource :herons do
    desc 'all'
    params do
      optional :a
    end
    get do
    end
    post do
    end
    route_param :id, type: Integer do
      get do
      end
      put :rename do
      end
    end
    namespace 'nests' do
      delete ':nest_id' do
      end
    end
    route %w[GET POST], 'both' do
    end
    route :any, '*path' do
    end
  end
end
"""
        },
        [
            "ANY /api/v1/herons/*path",
            "DELETE /api/v1/herons/nests/:nest_id",
            "GET /api/v1/herons",
            "GET /api/v1/herons/:id",
            "GET /api/v1/herons/both",
            "POST /api/v1/herons",
            "POST /api/v1/herons/both",
            "PUT /api/v1/herons/:id/rename",
        ],
    ),
    "APIs that mount others inside a Rails application; versions in a header": (
        {
            "config/routes.rb": "Rails.application.routes.draw do\n  mount Api::Root => '/api'\n  get 'up', to: 'x#y'\nend\n",
            "app/api/api/root.rb": "module Api\n  class Root < Grape::API\n    mount V1::Base\n    mount V2 => '/two'\n    namespace :all do\n      mount Plain\n    end\n  end\nend\n",
            "app/api/api/v1/base.rb": "module Api\n  module V1\n    class Base < Grape::API\n      version 'v1'\n      get :a do\n      end\n    end\n  end\nend\n",
            "app/api/api/v2.rb": "class Api::V2 < Grape::API\n  version 'v2', using: :header, vendor: 'x'\n  get 'b' do\n  end\nend\n",
            "app/api/api/plain.rb": "module Api\n  class Plain < Grape::API\n    get 'c' do\n    end\n  end\nend\n",
        },
        ["GET /api/all/c", "GET /api/two/b", "GET /api/v1/a", "GET /up"],
    ),
}


@pytest.mark.parametrize("name", SINATRA)
def test_sinatra_serves(name: str, tmp_path: Path) -> None:
    files, expected = SINATRA[name]
    assert routes(tmp_path, files) == expected


@pytest.mark.parametrize("name", GRAPE)
def test_grape_serves(name: str, tmp_path: Path) -> None:
    files, expected = GRAPE[name]
    assert routes(tmp_path, files) == expected
