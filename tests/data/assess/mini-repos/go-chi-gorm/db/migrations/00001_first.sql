-- +goose Up
CREATE TABLE lighthouses (id bigserial PRIMARY KEY);

-- +goose Down
DROP TABLE lighthouses;
