-- KEYS[1]  the row
-- ARGV[1]  its version
-- ARGV[2…] names and values of its fields
local answer = refusal_of_hash(KEYS[1], ARGV[1])
if answer then
  return answer
end
-- With it go fields that have become NULL, the mark of a deleted row, and that one's expiry.
hold(KEYS[1], { '_version', unpack(ARGV) })
return 1
