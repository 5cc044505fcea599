-- KEYS[1]  the row
-- KEYS[2]  its version
-- ARGV[1]  the version
-- ARGV[2]  milliseconds until the row expires, or empty for never
-- ARGV[3]  its object
local answer = refusal_beside(KEYS[1], KEYS[2], ARGV[1], 'string')
if answer then
  return answer
end
set(KEYS[1], ARGV[3], ARGV[2])
set(KEYS[2], ARGV[1], '')
return 1
