class Book < ApplicationRecord
  has_many :loans
  has_many :notes, as: :notable
end
