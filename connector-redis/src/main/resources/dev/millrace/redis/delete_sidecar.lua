-- KEYS[1]  the row
-- KEYS[2]  its version
-- ARGV[1]  the version of its delete
-- ARGV[2]  milliseconds until that is forgotten, or empty for never
-- ARGV[3]  the type of the rows' keys, hash or string: a key of any other is not deleted
local answer = refusal_beside(KEYS[1], KEYS[2], ARGV[1], ARGV[3])
if answer then
  return answer
end
redis.call('DEL', KEYS[1])
set(KEYS[2], ARGV[1] .. ':deleted', ARGV[2])
return 1
