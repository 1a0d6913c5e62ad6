class Member < ApplicationRecord
  has_many :loans
  MAX = ENV["LOANS_PER_MEMBER"].to_i
end
