# A sum, computed: it has no table.
class Fine
  attr_reader :cents
end
