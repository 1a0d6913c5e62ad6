module Archive
  class Record < ApplicationRecord
    self.abstract_class = true
  end
end
