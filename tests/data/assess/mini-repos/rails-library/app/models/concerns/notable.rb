module Notable
  extend ActiveSupport::Concern
end
