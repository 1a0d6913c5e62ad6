ActiveRecord::Schema[7.1].define(version: 2024_01_10_080000) do
  create_table "books", force: :cascade do |t|
    t.string "title"
  end
end
