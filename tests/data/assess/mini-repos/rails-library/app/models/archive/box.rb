module Archive
  class Box < Record
    self.table_name = "archive_boxes"
  end
end
