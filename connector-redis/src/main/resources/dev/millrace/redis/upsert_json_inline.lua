-- KEYS[1]  the row
-- ARGV[1]  its version
-- ARGV[2]  its object, which begins with that version
local answer = refusal_of_json(KEYS[1], ARGV[1])
if answer then
  return answer
end
set(KEYS[1], ARGV[2], '')
return 1
